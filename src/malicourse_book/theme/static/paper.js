/* Paper is light: a page in dark colours is printed in light ones, and goes back to dark. */
(function () {
  "use strict";

  var data = document.documentElement.dataset;
  var dark = false;

  function toPaper() {
    dark = dark || data.theme === "dark";
    data.theme = "light";
  }
  function toScreen() {
    if (dark) { data.theme = "dark"; }
    dark = false;
  }

  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
  /* A preview without the two events. */
  matchMedia("print").addEventListener("change", function (query) {
    if (query.matches) { toPaper(); } else { toScreen(); }
  });
})();
