// What the search dialog says beside its results, and fetching the index while the reader begins to type.
"use strict";

(() => {
  const dialog = document.querySelector("[data-md-component=search]");
  const box = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const advice = document.querySelector("[data-as-search-advice]");
  if (!box || !result || !advice) return;

  box.addEventListener(
    "focus",
    () => {
      const folder = new URL(advice.dataset.asSearchAdvice, location.href);
      // The worker asks for the same a moment later and finds it in the browser's cache.
      const own = document.documentElement.lang === "en" ? ["english.js", "en/index.json"] : ["danish.js", "index.json"];
      for (const name of ["index.js", ...own]) fetch(new URL(name, folder)).catch(() => {});
    },
    { once: true },
  );

  const [meta, list] = [result.firstElementChild, result.lastElementChild];
  const none = JSON.parse(document.getElementById("__config").textContent).translations["search.result.none"];
  const show = () => {
    advice.hidden = meta.textContent.trim() !== none || list.children.length > 0;
  };
  new MutationObserver(show).observe(meta, { childList: true, characterData: true, subtree: true });
  show();

  // The theme moves between results with the arrows and closes the dialog on Tab; here the arrows reach the advice.
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || advice.hidden) return;
    const stops = [box, ...advice.querySelectorAll("a")];
    const at = Math.max(0, stops.indexOf(document.activeElement));
    stops.at((at + step) % stops.length).focus();
    event.preventDefault();
    event.stopPropagation();
  });

  // The theme lets go of the focus when Escape closes the dialog; give it back to where the reader was.
  let before = null;
  document.addEventListener("focusin", (event) => {
    if (!dialog.contains(event.target)) before = event.target;
  });
  document.addEventListener("keyup", (event) => {
    const lost = document.activeElement === document.body || dialog.contains(document.activeElement);
    if (event.key !== "Escape" || !lost || document.getElementById("__search").checked) return;
    (before?.isConnected ? before : document.querySelector(".md-logo")).focus();
  });
})();
