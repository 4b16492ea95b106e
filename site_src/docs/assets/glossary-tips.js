// Shows the explanation of a glossary term beside it, on hover, on focus and on the first tap.
// The term is a link to the glossary, which says the same; without this script it is only that.
"use strict";

const tip = document.createElement("div");
tip.id = "as-tip";
tip.className = "as-tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);

let shownFor = null;
let closing = 0;

function show(term) {
  clearTimeout(closing);
  if (shownFor === term) return;
  hide();
  shownFor = term;
  tip.textContent = term.dataset.tip;
  tip.hidden = false;
  term.setAttribute("aria-describedby", tip.id);
  const at = term.getClientRects()[0];
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left, width - tip.offsetWidth - 8));
  const fitsBelow = at.bottom + tip.offsetHeight + 16 < window.innerHeight;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${(fitsBelow ? at.bottom + 8 : at.top - tip.offsetHeight - 8) + window.scrollY}px`;
}

function hide() {
  clearTimeout(closing);
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
  tip.hidden = true;
}

// The pointer has time to move from the term to the explanation, which can be read and copied.
function hideSoon() {
  clearTimeout(closing);
  closing = setTimeout(hide, 200);
}

for (const term of document.querySelectorAll("a.as-term[data-tip]")) {
  let touchedClosed = false;
  term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term));
  term.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideSoon());
  term.addEventListener("pointerdown", (event) => {
    touchedClosed = event.pointerType !== "mouse" && shownFor !== term;
  });
  term.addEventListener("focus", () => show(term));
  term.addEventListener("blur", hide);
  term.addEventListener("click", (event) => {
    if (!touchedClosed) return;
    event.preventDefault(); // the first tap explains, the second follows the link
    touchedClosed = false;
    show(term);
  });
}
tip.addEventListener("pointerenter", () => clearTimeout(closing));
tip.addEventListener("pointerleave", hideSoon);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("pointerdown", (event) => {
  if (shownFor && !event.target.closest(".as-term, .as-tip")) hide();
});
