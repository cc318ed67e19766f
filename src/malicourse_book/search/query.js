// What a reader asks is cut as CourseSearch.split cuts the pages.
function plainText(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .replace(/[\u2010-\u2014\u2212]/g, "-")
    .replace(/(?<![\p{L}\p{N}_,])\d{1,3}(?:,\d{3})+(?![\p{L}\p{N}_,])/gu, (number) => number.replaceAll(",", ""));
}

// Of a chain with a digit, such as S/RES/2164, the whole is looked for: its parts are everywhere.
function splitQuery(query) {
  const chains = plainText(query).match(/[\p{L}\p{N}_]+(?:[-/.][\p{L}\p{N}_]+)*/gu) || [];
  return chains.flatMap((chain) => (/\d/.test(chain) ? [chain] : chain.split(/[-/.]/)));
}

// Sphinx takes the numbers out of a query; here they are looked for.
const parseQuery = Search._parseQuery;
Search._parseQuery = (query) => {
  const parsed = parseQuery(query);
  for (const number of splitQuery(query).filter((word) => /^\d+$/.test(word))) {
    parsed[1].add(number);
    parsed[3].add(number);
  }
  return parsed;
};

// The excerpt begins where the word stands in the page, with its accents.
const makeSearchSummary = Search.makeSearchSummary;
Search.makeSearchSummary = (page, words, anchor) => {
  const text = Search.htmlToText(page, anchor).normalize("NFC");
  const bare = Array.from(text, (letter) => plainText(letter)[0] || " ").join("").toLowerCase();
  const written = Array.from(words, (word) => {
    const place = bare.indexOf(word);
    return place < 0 ? word : Array.from(text).slice(place, place + word.length).join("");
  });
  return makeSearchSummary(page, written, anchor);
};
