// Tables marked data-sortable get a button in each header cell that says how its column sorts.
// Without this script the rows stand in the order the page was written in, and there are no dead buttons.
"use strict";

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const headers = [...table.tHead.rows[0].cells].filter((cell) => cell.dataset.sort);
  const said = document.createElement("span");
  said.className = "as-hidden";
  said.setAttribute("role", "status");
  table.parentElement.before(said);

  for (const header of headers) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-sort";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", direction);
      body.append(...sorted(original, header, direction));
      const column = button.textContent.toLowerCase();
      said.textContent = direction === "ascending"
        ? _("Sorteret efter %(column)s, stigende.", { column })
        : _("Sorteret efter %(column)s, faldende.", { column });
    });
  }
}

// Rows that do not say the value come last either way; equal rows keep the order of the page.
function sorted(rows, header, direction) {
  const value = (row) => row.cells[header.cellIndex].dataset.value;
  const order = direction === "ascending" ? 1 : -1;
  const compare = header.dataset.sort === "number"
    ? (a, b) => Number(a) - Number(b)
    : (a, b) => (a > b) - (a < b); // text has the key that generator/wording/collation.py gives it
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
    return order * compare(a, b);
  });
}
