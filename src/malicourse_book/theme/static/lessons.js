/* The reader's switch for code, and a name for what is wider than the page. */
(function () {
  "use strict";
  var html = document.documentElement;
  var key = "malicourse-code" + new URL(html.dataset.content_root || "./", location.href).pathname;

  function show(choice) {
    html.dataset.code = choice;
    document.querySelectorAll(".mc-chart-code").forEach(function (fold) { fold.open = choice === "all"; });
    html.dataset.codeSet = "";
  }

  function nameWide() {
    document.querySelectorAll(
      ".cell_output .output.text_html, .pst-scrollable-table-container, .cell_output .output pre, .cell_input pre"
    ).forEach(function (box) {
      if (box.scrollWidth <= box.clientWidth) {
        if ("wide" in box.dataset) {
          ["data-wide", "tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
        }
        return;
      }
      box.dataset.wide = "";
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Wider than the page: scroll sideways for more");
    });
  }

  /* A menu of the header closes when the reader goes elsewhere. */
  function closeMenus(event) {
    document.querySelectorAll(".mc-menu[open]").forEach(function (menu) {
      if (menu.contains(event.target)) { return; }
      menu.open = false;
      if (menu.contains(document.activeElement)) { menu.firstElementChild.focus(); }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[name='mc-code']").forEach(function (radio) {
      radio.checked = radio.value === (html.dataset.code || "steps");
      radio.addEventListener("change", function () {
        show(radio.value);
        try { localStorage.setItem(key, radio.value); } catch (error) { /* chosen for this page only */ }
        nameWide();
      });
    });
    if (html.dataset.code) { show(html.dataset.code); }
    nameWide();
    window.addEventListener("resize", nameWide);
    document.addEventListener("toggle", nameWide, true);
    document.addEventListener("click", closeMenus);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { closeMenus({}); }
    });
  });
})();
