/* What a script adds to pages that are whole without it: choosing two agreements, going from finding to finding,
   opening the fold that an address names, and staying there in another language. */
(() => {
  "use strict";

  /* The picker goes to the page of the pair, the older first whichever way it was asked for. */
  const picker = document.querySelector("[data-as-picker]");
  if (picker) {
    const message = picker.querySelector("[data-as-message]");
    const wanted = new URLSearchParams(location.search);
    for (const select of picker.querySelectorAll("select")) {
      const id = wanted.get(select.name);
      if ([...select.options].some((option) => option.value === id)) select.value = id;
    }
    picker.hidden = false;
    picker.addEventListener("submit", (event) => {
      event.preventDefault();
      const [older, newer] = [picker.elements.fra, picker.elements.til].map((select) => select.selectedIndex).sort((a, b) => a - b);
      const { options } = picker.elements.fra; // the oldest first
      if (older === newer) message.textContent = _("Vælg to forskellige aftaler.");
      else location.href = `${options[older].value}/${options[newer].value}/`;
    });
  }

  /* From finding to finding: the heading gets the focus, and J and K go on from there. Single keys work
     only while a finding or a button of ours has the focus (WCAG 2.1.4). */
  const stepper = document.querySelector("[data-as-stepper]");
  if (stepper) {
    const headings = [...document.querySelectorAll(".as-finding > h4")];
    let current = -1;
    const step = (by) => {
      current = Math.min(Math.max(current + by, 0), headings.length - 1);
      headings[current].focus({ preventScroll: true });
      headings[current].parentElement.scrollIntoView();
    };
    stepper.hidden = headings.length === 0;
    stepper.addEventListener("click", (event) => {
      const button = event.target.closest("[data-as-step]");
      if (button) step(Number(button.dataset.asStep));
    });
    document.addEventListener("focusin", (event) => {
      const found = headings.findIndex((heading) => heading.parentElement.contains(event.target));
      if (found >= 0) current = found;
    });
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (!event.target.closest?.(".as-finding, [data-as-stepper]")) return;
      const by = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (by) {
        event.preventDefault();
        step(by);
      }
    });
  }

  /* Who follows a link wants to see what it leads to, though it is folded; of a fact how it is cited, of a correction what was before. */
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const fold of target?.querySelectorAll(":scope > .as-cite, :scope.as-amended details") ?? []) fold.open = true;
    if (target?.closest("details")) target.scrollIntoView();
  };
  unfold();
  addEventListener("hashchange", unfold);

  /* A page has the same anchors and the same filters in each language; what was searched for is in one of them. */
  for (const link of document.querySelectorAll("[data-as-twin]")) {
    const twin = link.href;
    const stay = () => {
      const there = new URL(twin);
      there.search = location.search;
      there.searchParams.delete("h");
      there.hash = location.hash;
      link.href = there;
    };
    for (const way of ["click", "auxclick", "contextmenu"]) link.addEventListener(way, stay);
  }
})();
