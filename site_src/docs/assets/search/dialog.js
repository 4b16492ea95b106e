// What the search dialog says beside its results, fetching the index while the reader begins to type, and marking what was
// found on the page it led to.
"use strict";

(() => {
  const dialog = document.querySelector("[data-md-component=search]");
  const box = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const advice = document.querySelector("[data-as-search-advice]");
  if (!box || !result || !advice) return;
  const [tips, failure] = ["tips", "failure"].map((name) => advice.querySelector(`[data-as-search-${name}]`));
  const toggle = document.getElementById("__search");
  const [meta, list] = [result.firstElementChild, result.lastElementChild];
  const { search: worker, translations } = JSON.parse(document.getElementById("__config").textContent);
  const none = translations["search.result.none"];

  // Without its files nothing answers what is typed, and the dialog would say for ever that it is getting ready.
  let isMissing = false;
  const show = () => {
    failure.hidden = !isMissing;
    tips.hidden = isMissing;
    meta.hidden = isMissing;
    advice.hidden = !isMissing && (meta.textContent.trim() !== none || list.children.length > 0);
  };
  new MutationObserver(show).observe(meta, { childList: true, characterData: true, subtree: true });
  show();

  const folder = new URL(advice.dataset.asSearchAdvice, location.href);
  const [script, index] = document.documentElement.lang === "en" ? ["english.js", "en/index.json"] : ["danish.js", "index.json"];
  const start = new URL(worker, location.href);
  const files = [start, new URL("index.js", start), new URL(script, start), new URL(index, folder)];
  async function fetchAhead() {
    // The worker asks for the same a moment later and finds it in the browser's cache.
    const answers = await Promise.allSettled(files.map((file) => fetch(file)));
    isMissing = answers.some(({ value }) => !value?.ok) && list.children.length === 0;
    show();
  }
  box.addEventListener("focus", fetchAhead, { once: true });
  box.addEventListener("input", () => {
    if (isMissing) fetchAhead(); // it may be there again
    // The theme listens for keys alone, and would not see what is spoken, or pasted with a pointer.
    box.dispatchEvent(new Event("keyup"));
  });

  // The theme hides the search where its worker may not start, as in a page that is opened from a disk.
  if (dialog.hidden) {
    dialog.hidden = false;
    box.addEventListener("focus", () => (toggle.checked = true));
  }

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

  // The theme opens the search on F, S and /, and turns pages on P, N, comma and full stop, wherever the reader is. A single
  // letter comes by itself to who speaks to the computer, and cannot be turned off (WCAG 2.1.4), so none reaches it.
  document.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !toggle.checked) event.stopPropagation();
  });

  // The theme lets go of the focus when Escape closes the dialog; give it back to where the reader was.
  let before = null;
  document.addEventListener("focusin", (event) => {
    if (!dialog.contains(event.target)) before = event.target;
  });
  document.addEventListener("keyup", (event) => {
    const lost = document.activeElement === document.body || dialog.contains(document.activeElement);
    if (event.key !== "Escape" || !lost || toggle.checked) return;
    (before?.isConnected ? before : document.querySelector(".md-logo")).focus();
  });

  // The theme would fetch an index of its own to know what a word is.
  const words = (new URLSearchParams(location.search).get("h") ?? "").match(/[\p{L}\d]+(?:[.,]\d+)*/gu);
  const article = document.querySelector("article");
  if (!words || !article) return;
  const wanted = new RegExp(`(?<![\\p{L}\\d])(?:${words.map(RegExp.escape ?? ((word) => word.replaceAll(".", "\\."))).join("|")})`, "giu");
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const marked = [];
  while (texts.nextNode()) {
    const isShown = texts.currentNode.parentElement.offsetHeight && !texts.currentNode.parentElement.closest("svg");
    if (isShown && wanted.test(texts.currentNode.data)) marked.push(texts.currentNode);
    wanted.lastIndex = 0;
  }
  for (const text of marked) {
    const parts = document.createDocumentFragment();
    let at = 0;
    for (const { 0: word, index } of text.data.matchAll(wanted)) {
      const mark = document.createElement("mark");
      mark.dataset.mdHighlight = "";
      mark.textContent = word;
      parts.append(text.data.slice(at, index), mark);
      at = index + word.length;
    }
    parts.append(text.data.slice(at));
    text.replaceWith(parts);
  }
})();
