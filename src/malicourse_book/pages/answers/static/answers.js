/* The forms below the exercises: shown, judged by judge.js, and what came of it kept here. */
(function () {
  "use strict";

  const opening = {"correct": "Correct.", "not yet": "Not yet.", "not attempted": "Not attempted yet."};

  function fieldsOf(form) {
    const chosen = [...form.querySelectorAll("input:checked")].map(input => input.value);
    const options = form.querySelector("input:is([type=radio], [type=checkbox])");
    return options ? chosen : [...form.querySelectorAll("input, textarea, select")].map(field => field.value);
  }

  function reply(form, result) {
    const status = form.querySelector("[role=status]");
    const hint = document.createElement("span");
    hint.textContent = result.hint ? `Hint: ${result.hint}` : "";
    status.replaceChildren(`${opening[result.status]} ${result.message}`.trim(), hint);
    status.dataset.verdict = result.status;
  }

  function check(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const id = form.dataset.exercise;
    const fields = fieldsOf(form);
    const result = window.mcJudge(window.mcAnswers[id], fields.length ? fields : [""]);
    reply(form, result);
    if (result.status !== "not attempted") {
      window.mcRecord.note(id, result.status === "correct" ? "right" : "tried");
      mark(form);
    }
  }

  /* What an earlier visit left, in words beside the button. */
  function mark(form) {
    const state = window.mcRecord.of(form.dataset.exercise);
    form.dataset.state = state;
    form.querySelector(".answer-state").textContent =
      {right: "Answered right", tried: "Tried"}[state] || "";
  }

  document.addEventListener("DOMContentLoaded", () => {
    const forms = [...document.querySelectorAll("form.answer")]
      .filter(form => form.dataset.exercise in (window.mcAnswers || {}));
    const seen = new IntersectionObserver(entries => entries
      .filter(entry => entry.isIntersecting)
      .forEach(({target}) => {
        seen.unobserve(target);
        window.mcRecord.note(target.dataset.exercise, "seen");
      }));
    for (const form of forms) {
      const state = document.createElement("span");
      state.className = "answer-state";
      form.querySelector("button").after(state);
      form.hidden = false;
      form.addEventListener("submit", check);
      mark(form);
      seen.observe(form);
    }
  });
})();
