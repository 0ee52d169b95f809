/* The big screen: cards, map and what the districts do stay; the comparisons take turns, three at a time. */
(() => {
  const { el } = Q;
  const html = document.documentElement;
  html.dataset.wall = "";
  reader.show("dark");
  /** The sheet, and for how long three comparisons stay. */
  const WIDE = 1920, HIGH = 1080, STAY = 20000, AT_ONCE = 3;
  let presentation = Q.presentation, turn = 0, isPaused = matchMedia("(prefers-reduced-motion: reduce)").matches, timer = 0;
  Q.current = () => presentation;
  const said = () => presentation.said[Q.lang];

  const sheet = el("main", { id: "wall" });
  const note = el("p", { id: "note", role: "status" });
  document.body.append(sheet, note);
  Q.tell = (text, forMs = 6000) => {
    note.textContent = text;
    clearTimeout(Q.tell.timer);
    if (forMs) Q.tell.timer = setTimeout(() => { note.textContent = ""; }, forMs);
  };
  const page = (path, values = {}) => `/${path}?${new URLSearchParams({ lang: Q.lang, ...values })}`;
  const figure = (given) => Q.button(given.text, () => Q.card(given.e), { class: "figure" });

  const card = (d) => el("article", { style: `--colour:${d.colour}` },
    el("h2", {}, el("a", { href: page("district", { district: d.id }), text: d.name }), el("small", { text: d.city }),
      el("a", { class: "total", href: page("evidence", { districts: d.id }), text: d.total })),
    d.people ? el("p", { class: "people" }, figure(d.people), el("small", { text: Q.say("residents") })) : null,
    d.newest ? el("p", { class: "newest" }, el("span", { text: d.newest.lead }), figure(d.newest))
      : el("p", { class: "newest none", text: Q.say("no_headline") }));

  const map = (given) => (given ? el("section", { class: "map" },
    el("h2", { text: given.title }),
    el("div", { class: "place", role: "img", "aria-label": given.sentence }),
    el("ul", { class: "figures" }, ...given.figures.map((f) => el("li", {}, el("span", { text: f.name }), figure(f)))),
    el("p", { class: "small", text: `${given.origin}　${Q.say("source", { sources: given.sources })}` }))
    : el("section", { class: "map" }, el("p", { text: Q.say("no_map") })));

  const practices = (given) => el("section", { class: "practices" },
    el("h2", {}, el("a", { href: page("practices"), text: given.title }), el("small", { text: Q.say("of_kinds", { total: given.total }) })),
    el("ul", {}, ...given.counts.map((c) => el("li", {}, el("a", { href: page("practices", { district: c.id, tab: "gaps" }), text: c.n }), el("span", { text: c.name }), el("span", { class: "planned", text: c.planned })))),
    el("p", { class: "small", text: given.caution }));

  const comparison = (screen) => el("section", { class: "compared" },
    el("h3", { text: screen.title }), el("p", { class: "small", text: screen.subtitle }),
    el("div", { class: "place", role: "img", "aria-label": screen.sentence }),
    el("p", { class: "small foot" }, Q.button(Q.say("details"), () => Q.details(screen), { class: "figure" }), el("span", { text: screen.sources })));

  const fill = (place, given) => { Q.chart(place, given.figure, given.dark, given.natural, presentation); };
  const showTurn = () => {
    const all = said().screens.filter((screen) => screen.figure);
    const turns = Math.max(1, Math.ceil(all.length / AT_ONCE));
    turn = ((turn % turns) + turns) % turns;
    const shown = all.slice(turn * AT_ONCE, turn * AT_ONCE + AT_ONCE);
    const side = sheet.querySelector(".turns");
    for (const chart of side.querySelectorAll(".js-plotly-plot")) Plotly.purge(chart);
    side.replaceChildren(...shown.map(comparison));
    for (const [i, place] of [...side.querySelectorAll(".place")].entries()) fill(place, shown[i]);
    sheet.querySelector(".count").textContent = Q.say("turning", { first: turn * AT_ONCE + 1, last: turn * AT_ONCE + shown.length, total: all.length });
  };
  const wind = () => {
    clearInterval(timer);
    if (!isPaused) timer = setInterval(() => { if (!Q.isPanel()) { turn += 1; showTurn(); } }, STAY);
    sheet.querySelector(".hold").textContent = Q.say(isPaused ? "go_on" : "hold");
  };
  const move = (by) => { turn += by; showTurn(); wind(); };
  const hold = () => { isPaused = !isPaused; wind(); };
  const speak = () => { Q.setLang(Q.lang === "zh" ? "en" : "zh"); draw(); };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen?.().catch(() => {}));
  const ask = () => Q.ask(Q.live.find, (hit) => location.assign(page("meeting", { template: "meeting", question: hit.question })));

  const clock = () => {
    const now = new Date();
    const shown = sheet.querySelector("time");
    if (shown) shown.textContent = now.toLocaleString(html.lang, { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: presentation.zone });
  };
  const draw = () => {
    document.title = said().title;
    sheet.replaceChildren(
      el("header", {}, el("h1", { text: said().title }), el("p", { text: said().edition }), el("time"),
        el("nav", { "aria-label": Q.say("keys") },
          Q.button("", hold, { class: "hold" }), Q.button("‹", () => move(-1), { "aria-label": Q.say("previous") }),
          Q.button("›", () => move(1), { "aria-label": Q.say("next") }),
          Q.button(Q.say("bar_ask"), ask), Q.button(Q.lang === "zh" ? "English" : "中文", speak), Q.button(Q.say("bar_full"), full),
          el("a", { href: page("meeting"), text: Q.say("leave") }))),
      el("div", { class: "cards" }, ...said().cards.map(card)),
      el("div", { class: "middle" }, map(said().map), practices(said().practices)),
      el("div", { class: "side" }, el("h2", {}, el("span", { text: Q.say("compared") }), el("small", { class: "count" })), el("div", { class: "turns" })));
    const place = sheet.querySelector(".map .place");
    if (place) fill(place, { ...said().map, natural: null });
    showTurn();
    wind();
    clock();
  };
  const fit = () => {
    const scale = Math.min(innerWidth / WIDE, innerHeight / HIGH);
    sheet.style.transform = `translate(${(innerWidth - WIDE * scale) / 2}px, ${(innerHeight - HIGH * scale) / 2}px) scale(${scale})`;
    html.style.setProperty("--scale", scale * 2);
  };

  const KEYS = { ArrowRight: () => move(1), PageDown: () => move(1), ArrowLeft: () => move(-1), PageUp: () => move(-1), " ": hold, l: speak, f: full, "/": ask, q: ask };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || Q.isPanel()) return;
    if (event.target.closest?.("button, a") && (event.key === " " || event.key === "Enter")) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener("resize", fit);
  setInterval(clock, 10000);
  fit();
  draw();
  Q.watch(presentation.stamp, async () => { presentation = await Q.live.wall(); draw(); });
})();
