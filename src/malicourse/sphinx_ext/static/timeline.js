// The filter of the timeline. The page is complete without it.
(function () {
  "use strict";
  var form = document.getElementById("timeline-filter");
  if (!form) return;
  var category = document.getElementById("timeline-category");
  var phase = document.getElementById("timeline-phase");
  var words = document.getElementById("timeline-words");
  var count = document.getElementById("timeline-count");
  var none = document.getElementById("timeline-none");

  // "menaka" has to find "Ménaka".
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  var events = Array.from(document.querySelectorAll(".mc-event"), function (item) {
    return { item: item, text: plain(item.textContent) };
  });
  var sections = Array.from(document.querySelectorAll(".mc-events"), function (list) {
    return { list: list, section: list.closest("section") };
  });

  function filter() {
    var wanted = plain(words.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    events.forEach(function (event) {
      var fits =
        (!category.value || event.item.dataset.category === category.value) &&
        (!phase.value || event.item.dataset.phase === phase.value) &&
        wanted.every(function (word) { return event.text.includes(word); });
      event.item.hidden = !fits;
      shown += fits;
    });
    sections.forEach(function (part) {
      part.section.hidden = !part.list.querySelector(".mc-event:not([hidden])");
    });
    none.hidden = shown > 0;
    count.textContent = "Showing " + shown + " of " + events.length + " events";
  }

  // A link to an event has to work although a filter hides the event.
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    filter();
    target.scrollIntoView();
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter); });
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
})();
