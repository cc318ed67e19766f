/* The verdict on an answer that was typed into the page, as malicourse.answers.typed gives it.

   A test gives both the same texts and compares the replies letter by letter; what is changed
   there has to change here. Nothing that was typed is ever run or shown as markup. */
(function () {
  "use strict";

  const LONGEST = 2000;
  const LONGEST_NUMBER = 60;
  const LONGEST_TEXT = 40;
  const SAME = 1e-7;
  const FACTORS = {
    100: "Is a share wanted, or per cent?",
    1000: "Is the rate meant for one, or for 1,000?",
  };
  const SIGN = /[\u2010-\u2014\u2212]/g;
  const NUMBER = new RegExp(
    "^(?:about |ca\\.? ?|~|\u2248)?([-+]?) ?([0-9][0-9.,' ]*|[.,][0-9]+)(e[-+]?[0-9]{1,3})?"
    + " ?(%|per cent|percent)?(?: ?[a-z][a-z ,-]*)?\\.?$");
  const GROUPS = /^[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*$/;
  const BETWEEN_ENDS = [/ (?:to|and) /i, /;|\.\.+|\u2026/, /, /];
  const DASH = /([0-9%]) ?[-\u2010-\u2014\u2212] ?([0-9])/g;

  /* -- Words, as in malicourse.answers.wording --------------------------------------------- */
  const letters = text => [...text];
  const blank = /[\s\x1c-\x1f\x85]+/u;
  const words = text => text.split(blank).filter(Boolean);
  const spaced = text => text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
    .map(line => words(line).join(" ")).filter(Boolean).join("\n");
  const strip = (text, ends) => {
    let [from, to] = [0, text.length];
    while (from < to && ends.includes(text[from])) { from += 1; }
    while (to > from && ends.includes(text[to - 1])) { to -= 1; }
    return text.slice(from, to);
  };
  const grouped = number => String(number).replace(/\B(?=([0-9]{3})+$)/g, ",");
  const plural = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

  function fold(text) {
    const plain = text.normalize("NFKD").replace(/\p{Mn}/gu, "")
      .replace(/[\u2018\u2019]/g, "'").replace(/[\u2010\u2011\u2013]/g, "-")
      .toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    return words(plain).join(" ").replace(/\.+$/, "");
  }

  /* A number with six digits, as Python writes it. */
  function six(number) {
    if (Object.is(number, -0)) { return "-0"; }
    const [mantissa, power] = number.toExponential(5).split("e");
    const size = Number(power);
    const bare = text => text.includes(".") ? text.replace(/\.?0+$/, "") : text;
    if (size >= -4 && size < 6) { return bare(number.toFixed(5 - size)); }
    const sign = size < 0 ? "-" : "+";
    return `${bare(mantissa)}e${sign}${String(Math.abs(size)).padStart(2, "0")}`;
  }

  function show(value) {
    if (typeof value === "number") { return six(value); }
    const text = letters(words(value).join(" "));
    return text.length <= LONGEST_TEXT ? `"${text.join("")}"`
      : `"${text.slice(0, LONGEST_TEXT).join("")}..."`;
  }

  const listed = parts => parts.length === 1 ? parts[0]
    : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

  /* -- What was written, as in malicourse.answers.typed ------------------------------------- */
  function mantissas(digits) {
    const marks = digits.match(/[.,]/g) || [];
    if (new Set(marks).size === 2) {
      const [thousands, decimal] = [marks[0], marks[marks.length - 1]];
      if (marks.filter(mark => mark === decimal).length > 1) { return []; }
      return [digits.replaceAll(thousands, "").replace(decimal, ".")];
    }
    const whole = marks.length && GROUPS.test(digits) ? [digits.replaceAll(marks[0], "")] : [];
    if (marks.length > 1) { return whole; }
    const decimal = digits.replaceAll(",", ".");
    return marks[0] === "," ? [...whole, decimal] : [decimal, ...whole];
  }

  function readings(text, perCent) {
    if (letters(text).length > LONGEST_NUMBER) { return []; }
    const plain = spaced(text.normalize("NFKC").replace(SIGN, "-")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15))
      .replaceAll("\u066b", ".").replaceAll("\u066c", ",")).toLowerCase();
    const found = NUMBER.exec(plain.replaceAll("\u2019", "'"));
    if (!found) { return []; }
    const [, sign, digits, power, percent] = found;
    const bare = digits.replace(/[' ]/g, "").replace(/[.,]+$/, "");
    const values = mantissas(bare).map(it => Number(`${sign}${it}${power || ""}`));
    return percent && !perCent ? [...values, ...values.map(value => value / 100)] : values;
  }

  function ends(text) {
    text = strip(text, "()[] ");
    for (const between of BETWEEN_ENDS) {
      const parts = text.split(between);
      if (parts.length > 1) { return parts.map(part => part.trim()); }
    }
    let parts = text.replace(DASH, "$1;$2").split(";");
    if (parts.length === 1 && text.split(",").length === 2) { parts = text.split(","); }
    return parts.map(part => part.trim());
  }

  function parted(text, marks) {
    for (const mark of marks) { text = text.replaceAll(mark, "\n"); }
    return text.split("\n").map(part => strip(part, " \"'()[]{}")).filter(Boolean);
  }

  /* -- Verdicts, as in the kinds of malicourse.answers --------------------------------------- */
  const wrong = (message, hint) => ({status: "not yet", message, hint: hint || ""});
  const right = {status: "correct", message: "", hint: ""};
  const noNumber = text =>
    `${show(text)} is not read as a number: write digits, such as 12.5.`;
  const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

  /* The order of judgement is the same for all kinds: right, a usual mistake, what differs. */
  function judged(it, difference, made) {
    if (difference === null) { return right; }
    const mistake = it.mistakes.find(made);
    return mistake ? wrong(mistake.hint) : wrong(difference, it.hint);
  }

  const best = verdicts => verdicts.find(it => it.status === "correct") || verdicts[0];

  function number(it, given) {
    if (!Number.isFinite(given)) {
      return wrong("That number is not finite: look for a division by zero.", it.hint);
    }
    const near = value => Math.abs(value - it.value) <= it.tolerance;
    const pattern = () => {
      if (it.value && near(-given)) {
        return "The size is right, but the sign is not: which number is taken from which?";
      }
      for (const factor of [100, 1000]) {
        if (it.value && near(given / factor)) {
          return `That is ${grouped(factor)} times too large. ${FACTORS[factor]}`;
        }
        if (it.value && near(given * factor)) {
          return `That is ${grouped(factor)} times too small. ${FACTORS[factor]}`;
        }
      }
      if (given && it.value && Math.abs(it.value) !== 1 && near(1 / given)) {
        return "The ratio is upside down: which number is divided by which?";
      }
      if (it.unit.startsWith("per cent") && near(100 - given)) {
        return "That is the rest of the hundred: the share of all the others.";
      }
      if (it.unit.startsWith("share") && near(1 - given)) {
        return "That is the rest of the whole: the share of all the others.";
      }
      if (Number.isInteger(it.value) && Math.abs(given - it.value) === 1) {
        return `That is one too ${given > it.value ? "many" : "few"}: look at the ends.`;
      }
      const within = given && Math.abs(given - it.value) <= 0.05 * Math.abs(it.value);
      if (within && it.rounded.some(value => close(given, value))) {
        const keep = it.digits ? `${plural(it.digits, "digit")} after the decimal point`
          : "more digits";
        return `That is close, but rounded too coarsely: keep ${keep}.`;
      }
      return null;
    };
    const direction = () => {
      const ratio = it.value ? Math.abs(given / it.value) : 1;
      if (Math.abs(given - it.value) <= 0.05 * Math.abs(it.value)) {
        return `${show(given)} is close, within 5 per cent, but not the number.`;
      }
      if (!(ratio >= 0.1 && ratio <= 10)) {
        return `${show(given)} is not even of the right size, by a factor of ten or more.`;
      }
      return `${show(given)} is too ${given > it.value ? "large" : "small"}.`;
    };
    return judged(it, near(given) ? null : pattern() || direction(),
      mistake => Math.abs(given - mistake.answer) <= (mistake.within ?? it.tolerance));
  }

  function range(it, [low, high]) {
    if (![low, high].every(Number.isFinite)) {
      return wrong("An end of the range is missing or not finite.", it.hint);
    }
    const missed = (from, to) => {
      const names = tests => tests.filter(([, is]) => is).map(([name]) => name);
      return [
        names([["lower", from > it.low + it.tol], ["upper", to < it.high - it.tol]]),
        names([["lower", from < it.low - it.margin], ["upper", to > it.high + it.margin]]),
      ];
    };
    const difference = () => {
      if (low > high) { return "The ends are reversed: the lower one comes first."; }
      if (low === high && it.low !== it.high) {
        return "Both ends are the same: that is a single number, not a range.";
      }
      for (const factor of [100, 1000]) {
        for (const [scale, word] of [[factor, "small"], [1 / factor, "large"]]) {
          if (high && missed(low * scale, high * scale).every(names => !names.length)) {
            return `Both ends are ${grouped(factor)} times too ${word}. ${FACTORS[factor]}`;
          }
        }
      }
      const [narrow, wide] = missed(low, high);
      if (narrow.length && (low > it.high || high < it.low)) {
        return "The range lies beside the one that the sources support.";
      }
      if (narrow.length && wide.length) {
        return `Both ends are wrong: the ${wide[0]} one reaches too far, the ${narrow[0]} one not`
          + " far enough.";
      }
      if (narrow.length) {
        return `The range is too narrow at its ${narrow.join(" and its ")} end.`;
      }
      return wide.length ? `The range is too wide at its ${wide.join(" and its ")} end.` : null;
    };
    return judged(it, difference(), mistake => mistake.either
      ? mistake.answer.some(end => [low, high].includes(end))
      : Math.abs(low - mistake.answer[0]) <= it.tol && Math.abs(high - mistake.answer[1]) <= it.tol);
  }

  function choice(it, given) {
    if (given.length > it.options.length) {
      return wrong(`Those are more answers than options: ${it.wanted} is expected.`, it.hint);
    }
    const chosen = new Set();
    for (const item of given) {
      const text = strip(fold(letters(item).slice(0, LONGEST).join("")), "().: ");
      const option = it.options.find(known => known.folded.includes(text));
      if (!option) {
        return wrong(`${show(item)} is not an option: ${it.wanted} is expected.`, it.hint);
      }
      chosen.add(option.code);
    }
    const equal = codes => codes.length === chosen.size && codes.every(code => chosen.has(code));
    const bad = it.options.find(({code}) => chosen.has(code) && !it.right.includes(code));
    const missing = it.right.filter(code => !chosen.has(code)).length;
    const difference = bad ? `"${bad.code}" is not right. ${bad.why}`.trim()
      : missing ? `Right so far: ${plural(missing, "more option")} to find.` : null;
    return judged(it, difference, mistake => equal(mistake.answer));
  }

  function token(it, item) {
    if (typeof item === "number") { return Number(item.toPrecision(9)); }
    const folded = fold(item);
    return it.numbers ? null : (it.states && window.mcStates[folded]) || folded;
  }

  const byCodePoint = (a, b) => {
    const [left, right] = [letters(a), letters(b)].map(all => all.map(it => it.codePointAt(0)));
    const place = left.findIndex((code, at) => code !== right[at]);
    if (place < 0) { return left.length - right.length; }
    return right[place] === undefined ? 1 : left[place] - right[place];
  };

  function set(it, items) {
    const found = new Map(items.map(item => [token(it, item), item]));
    const missing = it.values.filter(value => !found.has(value)).length;
    const surplus = [...found].filter(([key]) => !it.values.includes(key))
      .map(([, item]) => show(item)).sort(byCodePoint);
    const sentences = [];
    if (missing) { sentences.push(`${missing} of ${it.values.length} ${it.what} missing.`); }
    if (surplus.length) {
      sentences.push(`${grouped(surplus.length)} too many` + (surplus.length < 3
        ? `: ${listed(surplus)}.` : `, such as ${listed(surplus.slice(0, 2))}.`));
    }
    return judged(it, sentences.join(" ") || null, mistake =>
      mistake.answer.length === found.size && mistake.answer.every(key => found.has(key)));
  }

  function order(it, items) {
    const found = items.map(item => token(it, item));
    const same = (a, b) => a.length === b.length && a.every((key, place) => key === b[place]);
    const difference = () => {
      if (same(found, it.values)) { return null; }
      if (same(found, [...it.values].reverse())) {
        return "The right items, but in the reverse order.";
      }
      const shorter = Math.min(found.length, it.values.length);
      const differs = found.slice(0, shorter).findIndex((key, at) => key !== it.values[at]);
      const first = (differs < 0 ? shorter : differs) + 1;
      if (same(found.map(String).sort(), it.values.map(String).sort())) {
        return `The right items, but in another order: position ${first} is the first to differ.`;
      }
      if (found.length !== it.values.length) {
        return `${plural(it.values.length, "item")} expected, ${grouped(found.length)} given.`;
      }
      return `Position ${first} is the first to differ: not ${show(items[first - 1])}.`;
    };
    return judged(it, difference(), mistake => {
      if (mistake.place) {
        return found.length === it.values.length && mistake.words.includes(found[mistake.place - 1]);
      }
      if (mistake.known) { return !found.every(key => mistake.known.includes(key)); }
      return same(found, mistake.answer);
    });
  }

  /* A number without decimals, and with two, as Python writes it: of two equally near, the even. */
  const even = number => number % 1 === 0.5 ? 2 * Math.round(number / 2) : Math.round(number);
  const cents = number => {
    const size = number * 8 % 1 === 0 ? even(100 * Math.abs(number)) / 100 : Math.abs(number);
    const text = size.toFixed(2);
    return number < 0 && text !== "0.00" ? `-${text}` : text;
  };

  function agreement(it, codes, name) {
    const other = it.readers[name];
    const cells = codes.length;
    const count = (all, code) => all.filter(it => it === code).length;
    const same = codes.filter((code, at) => code === other[at]).length;
    const met = it.codes.reduce((sum, code) => sum + count(codes, code) * count(other, code), 0);
    const kappa = met === cells * cells ? "no kappa, because chance alone would agree everywhere"
      : `a kappa of ${cents((same * cells - met) / (cells * cells - met))}`;
    const agreed = `With ${name} you agree in ${same} of ${cells} cells, `
      + `${even(100 * same / cells)} per cent, ${kappa}.`;
    const differ = it.rows.filter((row, at) => codes[at] !== other[at]);
    return it.name_rows && differ.length ? `${agreed} You differ at ${listed(differ)}.` : agreed;
  }

  function sheet(it, codes) {
    const empty = it.rows.filter((row, at) => !codes[at]);
    if (empty.length) {
      const either = `${it.codes.slice(0, -1).join(", ")} or ${it.codes[it.codes.length - 1]}`;
      const more = empty.length > 1 ? ` ${plural(empty.length - 1, "other cell")} to mend.` : "";
      return wrong(`The cell in row ${empty[0]}, column "${it.column}" is empty: write ${either}.`
        + more, it.hint);
    }
    const one = new Set(codes).size === 1;
    const code = row => codes[it.rows.indexOf(row)];
    const against = it.settled.filter(known => !known.codes.includes(code(known.row)));
    const mistake = (one || against.length)
      && it.mistakes.find(known => known.answer.every((code, at) => code === codes[at]));
    if (mistake) { return wrong(mistake.hint); }
    if (one) {
      return wrong(`Every cell holds "${codes[0]}". `
        + "A reader who gives one code throughout has made no judgement.", it.hint);
    }
    if (against.length) {
      const [{row, why}] = against;
      const more = against.length > 1 ? ` And ${plural(against.length - 1, "other cell")}.` : "";
      return wrong(`${show(row)} cannot be ${show(code(row))}: ${why}${more}`, it.hint);
    }
    const told = Object.keys(it.readers).map(name => agreement(it, codes, name));
    return {...right, message: [it.insight, ...told].filter(Boolean).join(" ")};
  }

  const KINDS = {
    Number(it, fields) {
      const values = readings(fields[0], it.unit.startsWith("per cent"));
      return values.length ? best(values.map(value => number(it, value)))
        : wrong(noNumber(fields[0]), it.hint);
    },
    Interval(it, fields) {
      const written = fields.filter(Boolean);
      const parts = written.length === 1 ? ends(written[0]) : written;
      const values = parts.map(part => readings(part, it.unit.startsWith("per cent")));
      const lost = values.findIndex(found => !found.length);
      if (lost >= 0) { return wrong(noNumber(parts[lost]), it.hint); }
      if (parts.length === 1) {
        return wrong("One number claims more than the sources know: give (low, high).", it.hint);
      }
      if (parts.length === 3) {
        return wrong("Those are three values: leave out the one in the middle.", it.hint);
      }
      if (parts.length !== 2) { return wrong(it.no_pair, it.hint); }
      const pairs = values[0].flatMap(low => values[1].map(high => [low, high]));
      return best(pairs.map(pair => range(it, pair)));
    },
    Choice: (it, fields) =>
      choice(it, fields.flatMap(field => field.split(",")).filter(Boolean)),
    Coding: (it, fields) => sheet(it, fields),
    SetOf: (it, fields) => set(it, items(it, fields[0])),
    Ordered: (it, fields) => order(it, items(it, fields[0])),
  };

  function items(it, text) {
    const found = parted(text, it.marks);
    return it.numbers ? found.map(item => readings(item, true)[0] ?? item) : found;
  }

  /* Returns {status, message, hint}: status is "correct", "not yet" or "not attempted". */
  window.mcJudge = function (it, fields) {
    fields = fields.map(field => spaced(letters(field.slice(0, 2 * LONGEST)).slice(0, LONGEST).join("")));
    if (!fields.some(Boolean)) {
      return {status: "not attempted", message: "Write or choose an answer first.", hint: ""};
    }
    const verdict = KINDS[it.kind](it, fields);
    return verdict === right ? {...right, message: it.insight} : verdict;
  };
})();
