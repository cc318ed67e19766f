// The filter of a long page: timeline, who is who, claims. Without it these pages are complete.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form) return;
  var fields = Array.from(form.querySelectorAll("[name]"));
  var count = document.getElementById("filter-count");
  var none = document.getElementById("filter-none");
  var things = form.dataset.things;

  // "menaka" has to find "Ménaka", and "cote d'ivoire" the same with another apostrophe.
  function words(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  // What stands in every entry, or is folded away, is not searched.
  function textOf(item) {
    var copy = item.cloneNode(true);
    copy.querySelectorAll(".mc-unsearched, details:not(.mc-claim)").forEach(function (part) { part.remove(); });
    var dates = Array.from(copy.querySelectorAll("time"), function (time) { return time.dateTime; });
    return " " + words(copy.textContent + " " + dates.join(" ")).join(" ");
  }

  var entries = Array.from(document.querySelectorAll(".mc-entry"), function (item) {
    return { item: item, text: textOf(item), section: item.closest("section") };
  });

  function fits(entry) {
    return fields.every(function (field) {
      if (field.type === "search") {
        return words(field.value).every(function (word) { return entry.text.includes(" " + word); });
      }
      return !field.value || entry.item.dataset[field.name].split(" ").includes(field.value);
    });
  }

  function apply() {
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
    count.textContent = total
      ? "Showing " + total + " of " + entries.length + " " + things
      : "Nothing in this selection";
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

  function clear() {
    fields.forEach(function (field) { field.value = ""; });
    change();
  }

  // A link to an entry has to work although the selection hides it.
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    target.scrollIntoView();
  }

  form.addEventListener("input", change);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.querySelector("button").addEventListener("click", clear);
  none.querySelector("button").addEventListener("click", function () {
    clear();
    // The button that was pressed has gone with its message.
    fields[0].focus();
  });
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  readAddress();
  apply();
  if (location.hash) reveal();
  else if (fields.some(function (field) { return field.value; })) form.scrollIntoView();
})();
