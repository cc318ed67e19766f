/* What a reader has answered, kept in this browser under the path of the book. */
(function () {
  "use strict";

  const {read, write} = window.mcKept;
  const COURSE = "Peacekeeping under test";
  const STATES = ["", "seen", "tried", "right"];
  const KNOWN = /^[a-z]+-[0-9]+$/;

  const plain = value => value !== null && typeof value === "object" && !Array.isArray(value);
  const clean = states => Object.fromEntries(Object.entries(plain(states) ? states : {})
    .filter(([id, state]) => KNOWN.test(id) && STATES.indexOf(state) > 0));
  const all = () => clean(read("answers"));
  const of = id => all()[id] || "";

  /* What was answered right stays so, whatever is tried afterwards. */
  function note(id, state) { return join({[id]: state}); }
  function join(states) {
    const now = all();
    for (const [id, state] of Object.entries(clean(states))) {
      if (STATES.indexOf(state) > STATES.indexOf(now[id] || "")) { now[id] = state; }
    }
    return write("answers", now);
  }

  function saved() {
    return JSON.stringify({course: COURSE, answers: all(), done: read("done") || []}, null, 1);
  }

  /* Returns what is wrong with the text of a file; "" if it was joined to what is here. */
  function load(text) {
    let file;
    try { file = JSON.parse(text); } catch (error) { return "This file is broken or no record of answers. Nothing was changed."; }
    if (!plain(file) || file.course !== COURSE) {
      return "This file is not a record of this course. Nothing was changed.";
    }
    const wrong = Object.entries(plain(file.answers) ? file.answers : {"": ""})
      .find(([id, state]) => !KNOWN.test(id) || STATES.indexOf(state) < 1);
    const pages = Array.isArray(file.done) && file.done.every(page => /^notebooks\/[\w-]+$/.test(page));
    if (wrong || !pages) { return "This record is damaged. Nothing was changed."; }
    const kept = join(file.answers) && write("done", [...new Set([...(read("done") || []), ...file.done])]);
    return kept ? "" : "This browser keeps no data for this page, so nothing was changed.";
  }

  window.mcRecord = {all, of, note, saved, load};
})();
