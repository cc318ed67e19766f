/* The theme lets the keyboard reach a box that is too wide for its place, and measures that when
   the window changes its size. On paper no box is too wide: measure again when the screen is back. */
matchMedia("print").addEventListener("change", function () {
  window.dispatchEvent(new Event("resize"));
});
