/* The page of the record: counts for each lesson and path, a file to save and to load. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const page = document.querySelector(".answer-record");
    const status = page.querySelector("[role=status]");
    const file = page.querySelector("input[type=file]");
    const rows = [...page.querySelectorAll("tr[data-exercises]")];

    function show() {
      const states = window.mcRecord.all();
      for (const row of rows) {
        const known = row.dataset.exercises.split(" ").map(id => states[id] || "");
        for (const state of ["right", "tried", "seen"]) {
          row.querySelector(`[data-count=${state}]`).textContent =
            known.filter(it => it === state).length;
        }
        const solved = row.querySelector(".answer-solved");
        if (solved) {
          solved.textContent = row.dataset.exercises.split(" ").filter(id => states[id] === "right").join(", ");
        }
      }
    }

    page.querySelector("[data-do=save]").addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([window.mcRecord.saved()], {type: "application/json"}));
      link.download = "my-answers.json";
      link.click();
      URL.revokeObjectURL(link.href);
      status.textContent = "Saved as my-answers.json, among your downloads.";
    });
    page.querySelector("[data-do=load]").addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const chosen = file.files[0];
      file.value = "";
      if (!chosen) { return; }
      const wrong = chosen.size > 1e6 ? "This file is too large for a record. Nothing was changed."
        : window.mcRecord.load(await chosen.text());
      status.textContent = wrong || "The record was joined to what was here: the better of both stays.";
      show();
    });
    page.querySelector("[data-do=print]").addEventListener("click", () => window.print());
    window.addEventListener("storage", show);
    page.hidden = false;
    show();
  });
})();
