// What the search dialog says beside its results, and fetching the index while the reader begins to type.
"use strict";

(() => {
  const box = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const advice = document.querySelector("[data-as-search-advice]");
  if (!box || !result || !advice) return;

  box.addEventListener(
    "focus",
    () => {
      for (const name of ["danish.js", "index.js", "index.json"]) {
        // The worker asks for the same addresses a moment later and finds them in the browser's cache.
        fetch(new URL(name, new URL(advice.dataset.asSearchAdvice, location.href)), { priority: "low" }).catch(() => {});
      }
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
})();
