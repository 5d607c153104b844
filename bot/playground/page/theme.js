/* A classic script in the head, so that the chosen theme is there before the first paint. Without a choice
   the system's preference rules (colours.css); choosing what the system prefers forgets the choice. */
(function theme() {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const key = "callboard-theme";

  function chosen() {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  function keep(value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch { /* storage is switched off: the choice lasts as long as the page */ }
  }

  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }

  const earlier = chosen();
  if (earlier === "dark" || earlier === "light") root.dataset.theme = earlier;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-part=theme]");
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      const next = dark() ? "light" : "dark";
      const same = next === (system.matches ? "dark" : "light");
      if (same) delete root.dataset.theme;
      else root.dataset.theme = next;
      keep(same ? null : next);
      show();
    });
    system.addEventListener("change", show);
    show();
  });
})();
