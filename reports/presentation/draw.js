/* Screens: from what the data say to elements, charts and tables. */
(() => {
  const { el } = Q;

  /** A chart in its place, as high as the place allows but not stretched out of shape. */
  const STRETCH = 1.7;
  /** On a sheet narrower than this the names at the ends of lines need a margin of their own. */
  const NARROW = 760, NAMES = 72;
  Q.chart = (node, light, dark, natural, dressing = Q.presentation) => {
    const swap = reader.theme() === "dark" && !dark ? new Map(Object.entries(dressing.dark)) : null;
    const figure = (reader.theme() === "dark" && dark) || light;
    const copy = JSON.parse(JSON.stringify(figure), (_, value) =>
      (swap && swap.has(value) ? swap.get(value) : value));
    const height = Math.min(node.clientHeight, (natural || node.clientHeight) * STRETCH);
    node.style.height = `${height}px`;
    const layout = { ...copy.layout, template: dressing.template, width: node.clientWidth, height, autosize: false };
    const named = layout.annotations?.some((a) => a.xanchor === "left" && a.xshift); // names at the ends of lines
    if (named && node.clientWidth < NARROW) layout.margin = { ...layout.margin, r: NAMES };
    const config = { displayModeBar: false, displaylogo: false, showTips: false, scrollZoom: false };
    if (Q.lang === "zh") Object.assign(config, { locale: "zh-CN", locales: { "zh-CN": dressing.locale } });
    Plotly.newPlot(node, copy.data, layout, config);
    node.on("plotly_click", (event) => Q.card(event.points[0]?.customdata?.[0]));
  };

  const cell = (given, numeric) => {
    if (typeof given === "string") return el("td", { class: numeric ? "number" : null, text: given });
    const td = el("td", { class: numeric || given.v !== undefined ? "number" : null });
    if (given.s !== undefined) td.style.background = `rgb(var(--accent-parts) / ${Math.round(given.s * 45)}%)`;
    if (given.e && Q.evidence(given.e)) td.append(Q.button(given.t, () => Q.card(given.e), { class: "figure" }));
    else if (given.u) td.append(el("a", { href: given.u, target: "_blank", rel: "noopener noreferrer", text: given.t }));
    else td.append(given.t);
    return td;
  };

  /** A table whose columns sort by a click; `state.sort` remembers which way. */
  Q.table = (table, state, redraw) => {
    const order = table.rows.map((_, i) => i);
    const [by, down] = state.sort ?? [];
    if (by !== undefined) {
      const key = (i) => { const c = table.rows[i][by]; return typeof c === "string" ? c : c.v ?? c.o ?? c.t; };
      const empty = (value) => value === "" || value === "—";
      order.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (empty(x) || empty(y)) return empty(x) - empty(y);
        const way = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), Q.lang);
        return down ? -way : way;
      });
    }
    const sort = (i) => { state.sort = by === i ? (down ? undefined : [i, true]) : [i, false]; state.page = 0; redraw(i); };
    const head = table.columns.map((column, i) =>
      el("th", { scope: "col", class: column.numeric ? "number" : null, "aria-sort": by === i ? (down ? "descending" : "ascending") : null },
        Q.button(column.name, () => sort(i), { title: Q.say("sort", { column: column.name }) })));
    const body = el("tbody");
    for (const i of order) {
      if (by === undefined && table.groups[i]) {
        body.append(el("tr", { class: "group" }, el("th", { colspan: table.columns.length, scope: "rowgroup", text: table.groups[i] })));
      }
      body.append(el("tr", {}, ...table.rows[i].map((given, n) => cell(given, table.columns[n].numeric))));
    }
    const total = table.columns.reduce((sum, column) => sum + column.weight, 0);
    const widths = el("colgroup", {}, ...table.columns.map((c) => el("col", { style: `width:${(100 * c.weight) / total}%` })));
    return el("table", {}, table.unit ? el("caption", { text: table.unit }) : null, widths, el("thead", {}, el("tr", {}, ...head)), body);
  };

  /** Rows that fit one page of a long table; pages begin anew where the place is full. */
  const paged = (place) => {
    const rows = [...place.querySelectorAll("tbody tr")];
    const head = place.querySelector("thead").offsetHeight + (place.querySelector("caption")?.offsetHeight ?? 0);
    const free = place.clientHeight - head - 4;
    const pages = [[]];
    let used = 0;
    for (const [i, row] of rows.entries()) {
      const needs = row.offsetHeight + (row.classList.contains("group") ? (rows[i + 1]?.offsetHeight ?? 0) : 0);
      if (used + needs > free && pages[pages.length - 1].length) { pages.push([]); used = 0; }
      pages[pages.length - 1].push(row);
      used += row.offsetHeight;
    }
    return pages;
  };
  /** The sheet of a brief on which the state stands, with its sources. */
  const showSheet = (node, state) => {
    const sheets = [...node.querySelectorAll(".brief")];
    if (!sheets.length) return;
    state.pages = sheets.length;
    state.page = Math.min(Math.max(state.page ?? 0, 0), sheets.length - 1);
    for (const [n, one] of sheets.entries()) one.hidden = n !== state.page;
    const shown = sheets[state.page];
    fit(shown, () => shown.scrollHeight <= node.querySelector(".body").clientHeight, LEAST_OF_TEXT);
    node.querySelector("footer .sources").textContent = shown.dataset.sources;
    node.querySelector(".rows").textContent = Q.say("of", { n: state.page + 1, total: sheets.length });
  };
  Q.showPage = (node, state) => {
    const place = node.querySelector(".as-table");
    if (!place) return showSheet(node, state);
    for (const row of place.querySelectorAll("tbody tr")) row.hidden = false;
    const table = place.querySelector("table");
    if (Q.large() || !fit(table, () => paged(place).length === 1)) table.style.fontSize = "";
    const pages = paged(place);
    state.pages = pages.length;
    state.page = Math.min(Math.max(state.page ?? 0, 0), pages.length - 1);
    for (const [n, rows] of pages.entries()) for (const row of rows) row.hidden = n !== state.page;
    const data = (rows) => rows.filter((row) => !row.classList.contains("group")).length;
    const before = pages.slice(0, state.page).reduce((sum, rows) => sum + data(rows), 0);
    const total = pages.reduce((sum, rows) => sum + data(rows), 0);
    node.querySelector(".rows").textContent = pages.length > 1 ? Q.say("pages", { first: before + 1, last: before + data(pages[state.page]), total }) : "";
  };

  const notes = (pairs) => el("dl", { class: "notes" }, ...pairs.flatMap(([head, text, grave]) => [
    el("dt", { class: grave ? "grave" : null, text: head }), el("dd", { text })]));
  Q.notes = notes;

  const foot = (screen) => {
    const grave = screen.kind === "brief" ? [] : screen.notes.filter(([, , isGrave]) => isGrave); // a brief has a part for them
    const missing = screen.kind === "chart" ? screen.notes.filter(([, , isGrave]) => !isGrave).slice(-1) : [];
    const shown = [...grave, ...missing];
    const heads = new Map(); // a head that says the same of several is said once
    for (const [head, text] of shown) heads.set(head, [...(heads.get(head) ?? []), text]);
    const lines = [...heads].map(([head, texts]) => `${head}${Q.lang === "zh" ? "：" : ": "}${texts.join(Q.lang === "zh" ? "" : " ")}`);
    const further = ["chart", "table", "brief"].includes(screen.kind) ? screen.notes.length - shown.length : 0;
    if (further > 0) lines.push(Q.say("further", { n: further }));
    return el("footer", {},
      screen.comment && !["cover", "text"].includes(screen.kind) ? el("p", { class: "comment", text: screen.comment }) : null,
      screen.kind === "table" && screen.table.notes.length ? el("p", { class: "remarks", text: screen.table.notes.join("　") }) : null,
      screen.signs?.length ? el("p", { class: "signs", text: screen.signs.join("　") }) : null,
      lines.length ? el("p", { class: "remarks", text: lines.join(Q.lang === "zh" ? "　" : "  ") }) : null,
      screen.sources ? el("p", { class: "sources", text: screen.evidence ? Q.say("source", { sources: screen.sources }) : screen.sources }) : null);
  };

  /** A sheet of a brief; the number of a source opens the figure that it is cited for. */
  const source = ([number, observation]) => (Q.evidence(observation)
    ? Q.button(number, () => Q.card(observation), { class: "figure", title: Q.say("card") })
    : el("span", { text: number }));
  const part = (given) => el("section", {},
    el("h2", { text: given.heading }),
    el("ul", {}, ...given.lines.map((line) => el("li", {},
      line.head ? el("b", { text: `${line.head}${Q.lang === "zh" ? "：" : ": "}` }) : null,
      `${line.text} `, el("span", { class: "sources" }, ...line.sources.map(source))))),
    given.remark ? el("p", { class: "remarks", text: given.remark }) : null);
  const sheet = (given) => el("div", { class: "brief", "data-sources": given.sources, style: `--first:${given.share}fr;--second:${1 - given.share}fr` },
    ...given.columns.map((parts) => el("div", {}, ...parts.map(part))));

  /** Type as large as the place allows, down to what can still be read from the back of a room; whether it fits. */
  const LEAST = 12, LEAST_OF_TEXT = 11, STEP = 0.5;
  const fit = (node, fits, least = LEAST) => {
    node.style.fontSize = "";
    const usual = parseFloat(getComputedStyle(node).fontSize);
    for (let size = usual; size >= least; size -= STEP) {
      node.style.fontSize = `${size}px`;
      if (fits()) return true;
    }
    return false;
  };

  /** The element of a screen; `Q.dress` fills what needs its size. */
  Q.screen = (screen) => {
    const under = [screen.subtitle, screen.verdict].filter(Boolean).join(" · ");
    return el("section", { class: `screen kind-${screen.kind}`, "data-id": screen.id },
      el("p", { class: "kicker", text: [screen.subtitle, screen.title].includes(screen.section) ? "" : screen.section }),
      el("h1", { text: screen.title }),
      el("p", { class: "subtitle", text: under }),
      el("p", { class: "rows", "aria-live": "polite" }),
      el("div", { class: "body" }),
      foot(screen));
  };

  const shrink = (title, lines) => {
    let size = parseFloat(getComputedStyle(title).fontSize);
    const least = size * 0.55;
    while (size > least && title.scrollHeight > size * 1.28 * lines + 2) { size -= 1; title.style.fontSize = `${size}px`; }
  };

  Q.dress = (node, screen, state) => {
    shrink(node.querySelector("h1"), screen.kind === "cover" ? 3 : 2);
    const body = node.querySelector(".body");
    body.replaceChildren();
    body.removeAttribute("role"); body.removeAttribute("aria-label");
    const asTable = Boolean(screen.table && (screen.kind === "table" || state.asTable));
    body.classList.toggle("as-table", asTable);
    const turns = asTable || screen.kind === "brief";
    node.classList.toggle("is-table", turns);
    node.querySelector(".rows").hidden = !turns;
    if (screen.kind === "cover") body.append(el("p", { text: screen.comment }), el("p", { class: "hint" }, ...[["→", "next"], ["←", "previous"], ["O", "overview"], ["?", "keys"]].flatMap(([key, says]) => [el("kbd", { text: key }), `${Q.say(says)}　`])));
    else if (screen.kind === "notes") body.append(notes(screen.notes));
    else if (screen.kind === "text") body.append(el("p", { text: screen.comment || screen.sentence }), screen.notes.length ? notes(screen.notes) : "");
    else if (!asTable && screen.kind === "brief") {
      body.append(...screen.brief.map(sheet));
      Q.showPage(node, state);
    } else if (!asTable) {
      const place = el("div", { class: "chart", role: "img", "aria-label": screen.sentence || screen.title });
      body.append(place);
      Q.chart(place, screen.figure, screen.dark, screen.natural);
    } else {
      const redraw = (column) => {
        body.replaceChildren(Q.table(screen.table, state, redraw));
        Q.showPage(node, state);
        if (column !== undefined) body.querySelectorAll("th button")[column].focus();
      };
      redraw();
    }
  };
  Q.turnPage = (node, state, by) => {
    const next = (state.page ?? 0) + by;
    if (!node.querySelector(".as-table, .brief") || next < 0 || next >= (state.pages ?? 1)) return false;
    state.page = next;
    Q.showPage(node, state);
    return true;
  };
})();
