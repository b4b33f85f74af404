// Before the first paint: the theme that this browser chose, or the one that the system asks for.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("jidoka.theme");
  } catch (_) {
    chosen = null;
  }
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
