/* What a reader has answered, kept in this browser under the path of the book. */
(function () {
  "use strict";

  const book = new URL(document.documentElement.dataset.content_root || "./", location.href).pathname;
  const key = "malicourse-answers" + book;
  const done = "malicourse-done" + book;
  const COURSE = "Peacekeeping under test";
  const STATES = ["", "seen", "tried", "right"];
  const KNOWN = /^[a-z]+-[0-9]+$/;

  /* Storage can be switched off, full or spoilt; then nothing is remembered. */
  function stored(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
  }
  function store(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch (error) { return false; }
  }

  const plain = value => value !== null && typeof value === "object" && !Array.isArray(value);
  const clean = states => Object.fromEntries(Object.entries(plain(states) ? states : {})
    .filter(([id, state]) => KNOWN.test(id) && STATES.indexOf(state) > 0));
  const all = () => clean(stored(key));
  const of = id => all()[id] || "";

  /* What was answered right stays so, whatever is tried afterwards. */
  function note(id, state) { return join({[id]: state}); }
  function join(states) {
    const now = all();
    for (const [id, state] of Object.entries(clean(states))) {
      if (STATES.indexOf(state) > STATES.indexOf(now[id] || "")) { now[id] = state; }
    }
    return store(key, now);
  }

  function saved() {
    return JSON.stringify({course: COURSE, answers: all(), done: stored(done) || []}, null, 1);
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
    const kept = join(file.answers) && store(done, [...new Set([...(stored(done) || []), ...file.done])]);
    return kept ? "" : "This browser keeps no data for this page, so nothing was changed.";
  }

  window.mcRecord = {all, of, note, saved, load};
})();
