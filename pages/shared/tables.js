/* Tables in the order of a column: a click on its head, the other way round with the next, as they came with the third. */
(() => {
  const came = new WeakMap(); // body of a table → its rows as the server sent them
  const next = { ascending: "descending", descending: "ascending" };

  const key = (row, column) => {
    const cell = row.children[column];
    const given = cell.dataset.order;
    if (given === undefined) return cell.textContent.trim() || null;
    if (given === "") return null; // a gap
    const value = Number(given);
    return Number.isNaN(value) ? given : value;
  };
  const compare = (one, other) => (typeof one === "number" && typeof other === "number"
    ? one - other
    : String(one).localeCompare(String(other), document.documentElement.lang, { numeric: true }));

  qujian.actions.sort = (button) => {
    const head = button.closest("th"), body = button.closest("table").tBodies[0];
    if (!came.has(body)) came.set(body, [...body.rows]);
    const rows = came.get(body), column = head.cellIndex;
    const first = head.classList.contains("number") ? "descending" : "ascending"; // the largest figure, the first letter
    const now = head.ariaSort;
    const wanted = !now || now === "none" ? first : now === first ? next[first] : "none";
    for (const cell of head.parentElement.cells) cell.removeAttribute("aria-sort");
    if (wanted === "none") { body.append(...rows); return; }
    head.setAttribute("aria-sort", wanted);
    const keyed = rows.map((row) => [key(row, column), row]);
    const gaps = keyed.filter(([value]) => value === null), rest = keyed.filter(([value]) => value !== null);
    const way = wanted === "ascending" ? 1 : -1;
    rest.sort(([one], [other]) => way * compare(one, other)); // stable: equals stay as they came
    body.append(...[...rest, ...gaps].map(([, row]) => row));
  };
})();
