// Filters for the picture of fates. The choices live in the address, so a link opens filtered; without this script every row is shown.
{
  const form = document.querySelector(".as-filter");
  const count = document.querySelector(".as-count");
  const tables = [...document.querySelectorAll(".as-fates")];
  const more = document.querySelector(".as-more"); // goals, frameworks and governance
  const none = document.querySelector(".as-none");
  const rows = [...document.querySelectorAll(".as-fates .as-line")];
  const selects = [...form.querySelectorAll("select")];

  const has = (list, value) => list.split(" ").includes(value);

  function matches(row, chosen) {
    return Object.entries(chosen).every(([name, value]) =>
      name === "status"
        ? [...row.cells].some((cell) => has(cell.dataset.status ?? "", value))
        : has(row.dataset[name], value),
    );
  }

  function show() {
    const chosen = Object.fromEntries(selects.filter((s) => s.value).map((s) => [s.name, s.value]));
    let shown = 0;
    for (const row of rows) {
      row.hidden = !matches(row, chosen);
      shown += row.hidden ? 0 : 1;
      for (const cell of row.cells) {
        cell.classList.toggle("as-cell--found", "status" in chosen && has(cell.dataset.status ?? "", chosen.status));
      }
    }
    for (const table of tables) {
      for (const group of table.tBodies) {
        const left = group.querySelectorAll(".as-line:not([hidden])").length;
        group.hidden = left === 0;
        group.querySelector(".as-number").textContent = left;
      }
      table.hidden = [...table.tBodies].every((group) => group.hidden);
    }
    more?.toggleAttribute("open", Object.keys(chosen).length > 0 && !more.querySelector("table").hidden);
    none.hidden = shown > 0;
    const all = Number(count.dataset.total);
    count.textContent = shown === all ? _("Viser alle %(all)s initiativer.", { all }) : _("Viser %(shown)s af %(all)s initiativer.", { shown, all });
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    show();
  }

  function write() {
    const address = new URL(location.href);
    for (const { name, value } of selects) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    show();
  }

  form.addEventListener("change", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(write)); // the controls are cleared after the event
  addEventListener("popstate", read);
  addEventListener("pageshow", read); // a browser may restore other choices than the address has
  form.hidden = false;
}
