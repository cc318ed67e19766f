/* A reader's progress, kept in this browser only: lessons marked as done, and the last place. */
(function () {
  "use strict";

  var root = document.documentElement.dataset.content_root || "./";
  /* Two books of one host, or of one folder, do not share their readers' progress. */
  var book = new URL(root, location.href).pathname;
  var page = "";
  var lessons = [];

  /* Storage can be switched off or full; then the page simply remembers nothing. */
  function read(what) {
    try { return JSON.parse(localStorage.getItem("malicourse-" + what + book)); } catch (error) { return null; }
  }
  function write(what, value) {
    try {
      localStorage.setItem("malicourse-" + what + book, JSON.stringify(value));
      return true;
    } catch (error) { return false; }
  }
  function doneLessons() { return read("done") || []; }
  /* The record of answers is kept in the same place. */
  window.mcKept = { read: read, write: write };

  function address(name) { return new URL(root + name + ".html", location.href).href; }

  function showTicks() {
    var done = doneLessons();
    var marks = {};
    lessons.forEach(function (lesson) {
      marks[address(lesson.page)] = done.includes(lesson.page);
    });
    document.querySelectorAll(
      ".bd-links a, .bd-article li > a, .bd-article .lesson-link a, .bd-article .lesson-path li a"
    ).forEach(
      function (link) {
        var mark = link.querySelector(".lesson-done");
        var wanted = marks[link.href.split("#")[0]] && !link.hash;
        if (wanted && !mark) {
          mark = document.createElement("span");
          mark.className = "lesson-done";
          mark.innerHTML = '<span aria-hidden="true">✓</span><span class="visually-hidden"> done</span>';
          link.appendChild(mark);
        } else if (!wanted && mark) {
          mark.remove();
        }
      }
    );
  }

  function addButton() {
    var article = document.querySelector("article.bd-article");
    var box = document.createElement("div");
    box.className = "lesson-progress";
    box.innerHTML =
      '<button type="button" class="lesson-button">Mark this lesson as done</button>' +
      '<p role="status" class="lesson-status"></p>';
    var button = box.firstChild;
    var status = box.lastChild;
    function show() {
      button.setAttribute("aria-pressed", String(doneLessons().includes(page)));
    }
    button.addEventListener("click", function () {
      var done = doneLessons();
      var was = done.includes(page);
      var kept = write("done", was ? done.filter(function (name) { return name !== page; }) : done.concat(page));
      status.textContent = !kept ? "This browser keeps no data for this page, so the mark was not saved."
        : was ? "Not marked as done any more." : "Marked as done, in this browser only.";
      show();
      showTicks();
    });
    show();
    /* Marked in another tab, or stored only after this page had been read. */
    window.addEventListener("storage", show);
    article.appendChild(box);
  }

  /* The last lesson and the heading that was at the top of the window. */
  function rememberPlace() {
    var headings = Array.from(document.querySelectorAll("article.bd-article section[id]"));
    var passed = headings.filter(function (section) {
      return section.getBoundingClientRect().top < 160;
    });
    var section = passed[passed.length - 1];
    var first = section === headings[0] || !section;
    write("place", { page: page, section: first ? "" : section.id });
  }

  function showContinue() {
    var place = document.getElementById("continue");
    var last = read("place");
    var lesson = last && lessons.find(function (known) { return known.page === last.page; });
    if (!place) { return; }
    place.hidden = !lesson;
    if (!lesson) { return; }
    var link = document.createElement("a");
    link.href = address(lesson.page) + (last.section ? "#" + last.section : "");
    link.textContent = lesson.title;
    place.replaceChildren("Continue where you left off: ", link);
  }

  document.addEventListener("DOMContentLoaded", function () {
    page = document.querySelector("meta[name='course-page']").content;
    lessons = JSON.parse(document.getElementById("course-lessons").textContent);
    showContinue();
    if (lessons.some(function (lesson) { return lesson.page === page; })) {
      var timer = null;
      addButton();
      rememberPlace();
      window.addEventListener("scroll", function () {
        clearTimeout(timer);
        timer = setTimeout(rememberPlace, 300);
      }, { passive: true });
    }
    showTicks();
    window.addEventListener("storage", showTicks);
  });
})();
