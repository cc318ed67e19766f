// The filter of a long page: timeline, who is who, claims. Without it these pages are complete.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form) return;
  var fields = Array.from(form.querySelectorAll("[name]"));
  var count = document.getElementById("filter-count");
  var bar = document.getElementById("filter-bar");
  var help = document.getElementById("filter-more");
  // What stands before the list and shows everything, such as the chart of all events.
  var overview = document.querySelector(".mc-overview");
  var none = document.getElementById("filter-none");
  var things = form.dataset.things;

  // "menaka" has to find "Ménaka", and "cote d'ivoire" the same with another apostrophe.
  function words(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .match(/[\p{L}\p{N}]+\*?/gu) || [];
  }

  // What stands in every entry, or is folded away, is not searched.
  function textOf(item) {
    var copy = item.cloneNode(true);
    copy.querySelectorAll(".mc-unsearched, details:not(.mc-claim)").forEach(function (part) { part.remove(); });
    var dates = Array.from(copy.querySelectorAll("time"), function (time) { return time.dateTime; });
    return " " + words([copy.textContent].concat(dates).join(" ").replace(/\*/g, " ")).join(" ") + " ";
  }

  var entries = Array.from(document.querySelectorAll(".mc-entry"), function (item) {
    return { item: item, text: textOf(item), section: item.closest("section") };
  });

  function fits(entry) {
    return fields.every(function (field) {
      if (field.type === "search") {
        return words(field.value).every(function (word) {
          // A word is found whole, "mour*" also as the beginning of another.
          return entry.text.includes(word.endsWith("*") ? " " + word.slice(0, -1) : " " + word + " ");
        });
      }
      return !field.value || entry.item.dataset[field.name].split(" ").includes(field.value);
    });
  }

  // What is said once, until the selection is changed.
  function apply(note) {
    var shown = new Set();
    var total = 0;
    entries.forEach(function (entry) {
      entry.item.hidden = !fits(entry);
      if (entry.item.hidden) return;
      shown.add(entry.section);
      total += 1;
    });
    entries.forEach(function (entry) { entry.section.hidden = !shown.has(entry.section); });
    none.hidden = total > 0;
    if (overview) overview.hidden = fields.some(function (field) { return field.value.trim(); });
    count.textContent = (total
      ? "Showing " + total + " of " + entries.length + " " + things
      : "Nothing in this selection") + (note || "");
  }

  // The address holds the selection, so that it can be shared and survives a reload.
  function readAddress() {
    var asked = new URLSearchParams(location.search);
    fields.forEach(function (field) {
      field.value = asked.get(field.name) || "";
      // A choice that the menu does not have.
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    });
  }

  function writeAddress() {
    var address = new URL(location.href);
    fields.forEach(function (field) {
      if (field.value.trim()) address.searchParams.set(field.name, field.value.trim());
      else address.searchParams.delete(field.name);
    });
    // A browser may refuse, for a page in a folder or after too many changes.
    try { history.replaceState(history.state, "", address); } catch (error) { /* filters all the same */ }
  }

  function change() {
    apply();
    writeAddress();
  }

  function clear(note) {
    fields.forEach(function (field) { field.value = ""; });
    apply(note);
    writeAddress();
  }

  // A link to an entry has to work although the selection hides it. A link to a section that the
  // selection leaves empty does not throw the selection away: it says why there is nothing to see.
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (!target.closest("[hidden]")) target.scrollIntoView();
    else if (target.closest(".mc-entry")) {
      clear(". The link leads to one that the selection did not hold, so the selection was cleared.");
      target.scrollIntoView();
    } else {
      var title = target.querySelector("h2");
      apply(". Nothing of it stands under “" + (title ? title.firstChild.textContent.trim() : target.id)
        + "”: the selection is kept.");
      form.scrollIntoView();
    }
  }

  form.addEventListener("input", change);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.querySelector("button").addEventListener("click", function () { clear(); });
  none.querySelector("button").addEventListener("click", function () {
    clear();
    // The button that was pressed has gone with its message.
    fields[0].focus();
  });
  window.addEventListener("hashchange", reveal);
  form.hidden = bar.hidden = help.hidden = false;
  readAddress();
  apply();
  if (location.hash) reveal();
  else if (fields.some(function (field) { return field.value; })) form.scrollIntoView();
})();
