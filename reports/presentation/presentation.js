/* The presentation: one screen at a time, the next one ready behind it; keyboard, clicker, touch and address. */
(() => {
  const { el } = Q;
  const html = document.documentElement;
  /** Screens are set on a sheet this high (in its own pixels) and enlarged to the window. */
  const SHEET = 540, SHEET_LARGE = 460;
  /** So many screens on each side stay drawn. */
  const NEAR = 2;
  /** Milliseconds in which a screen is surely painted. */
  const PAINTED = 120;
  const idle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 1000 }) : act());
  /** Finger movement that turns the page, and the share of the width at each edge that does. */
  const SWIPE = 60, EDGE = 0.08;

  // A run is a presentation and a place in it; a question from the audience is a run of its own with the way back.
  let run = { presentation: Q.presentation, at: 0, back: null, kept: new Map(), states: new Map() };
  Q.current = () => run.presentation;
  const screens = () => run.presentation.said[Q.lang].screens;
  const state = (i) => { if (!run.states.has(i)) run.states.set(i, {}); return run.states.get(i); };

  const sheet = el("main", { id: "sheet", tabindex: -1 });
  const announcement = el("p", { class: "sr", role: "status" });
  const where = el("p", { id: "where", "aria-hidden": "true" });
  const blank = el("div", { id: "blank", hidden: true });
  const jump = el("p", { id: "jump", role: "status", hidden: true });
  const note = el("p", { id: "note", role: "status" });
  const bar = el("nav", { id: "bar" });
  document.body.append(sheet, where, note, jump, bar, blank, announcement);

  // -- size ---------------------------------------------------------------------------------------------------
  const fit = () => {
    const [w, h] = [innerWidth, innerHeight];
    const high = w < h ? (SHEET * h) / w : Q.large() ? SHEET_LARGE : SHEET;
    const scale = h / high;
    Object.assign(sheet.style, { width: `${w / scale}px`, height: `${high}px`, transform: `scale(${scale})` });
    html.style.setProperty("--scale", scale);
  };

  // -- drawing ------------------------------------------------------------------------------------------------
  const ready = (i) => {
    if (!run.kept.has(i)) {
      const screen = screens()[i];
      const node = Q.screen(screen);
      node.setAttribute("aria-label", Q.say("of", { n: i + 1, total: screens().length }));
      sheet.append(node);
      Q.dress(node, screen, state(i));
      run.kept.set(i, node);
    }
    return run.kept.get(i);
  };
  const forget = (keep) => {
    for (const [i, node] of run.kept) {
      if (keep(i)) continue;
      for (const chart of node.querySelectorAll(".js-plotly-plot")) Plotly.purge(chart);
      node.remove();
      run.kept.delete(i);
    }
  };
  let waiting = 0;
  const ahead = () => { // once this screen is painted, and one at a time: a key pressed meanwhile is answered at once
    clearTimeout(waiting);
    const at = run.at;
    const wanted = [at + 1, at - 1, at + 2].filter((i) => i >= 0 && i < screens().length && !run.kept.has(i));
    if (!wanted.length) { html.dataset.ready = String(at); return; }
    waiting = setTimeout(() => idle(() => { if (run.at === at) { ready(wanted[0]); ahead(); } }), PAINTED);
  };
  const show = (to, quiet = false) => {
    const last = screens().length - 1;
    run.at = Math.min(Math.max(to, 0), last);
    const node = ready(run.at);
    for (const other of sheet.children) other.classList.toggle("on", other === node);
    for (const other of sheet.children) other.inert = other !== node;
    where.textContent = `${run.at + 1} / ${last + 1}${run.back ? `　Esc ${Q.say("back", { n: run.back.at + 1 })}` : ""}`;
    if (!run.back) Q.place.set({ screen: run.at ? String(run.at + 1) : null });
    document.title = `${screens()[run.at].title} · ${run.presentation.said[Q.lang].title}`;
    if (!quiet) announcement.textContent = `${Q.say("of", { n: run.at + 1, total: last + 1 })} ${screens()[run.at].title}`;
    html.dataset.ready = "";
    forget((i) => Math.abs(i - run.at) <= NEAR);
    ahead();
  };
  const redraw = () => { fit(); forget(() => false); label(); show(run.at, true); };
  Q.redraw = redraw;
  reader.onTheme(redraw);

  // -- moves --------------------------------------------------------------------------------------------------
  const turn = (by) => {
    if (Q.turnPage(ready(run.at), state(run.at), by)) return;
    const to = run.at + by;
    if (to < 0 || to >= screens().length) return;
    state(to).page = by < 0 ? Infinity : 0;
    if (run.kept.has(to)) Q.showPage(run.kept.get(to), state(to));
    show(to);
  };
  const begin = (presentation, question) => {
    forget(() => false);
    run = { presentation, at: 0, back: run.back ?? run, kept: new Map(), states: new Map() };
    Q.place.set({ question });
    show(0);
  };
  const back = () => {
    if (!run.back) return false;
    forget(() => false);
    run = run.back;
    Q.place.set({ question: null });
    show(run.at);
    return true;
  };
  /** Put newer data under the same running order. */
  Q.replace = (presentation) => {
    forget(() => false);
    const base = run.back ?? run;
    Object.assign(base, { presentation, kept: new Map(), states: new Map() });
    if (!run.back) Q.presentation = presentation;
    base.at = Math.min(base.at, presentation.said[Q.lang].screens.length - 1);
    redraw();
  };
  const tell = (text, forMs = 6000) => {
    note.textContent = text;
    clearTimeout(tell.timer);
    if (forMs) tell.timer = setTimeout(() => { note.textContent = ""; }, forMs);
  };
  Q.tell = tell;

  /** What a file can find by itself: its own screens. */
  const within = (text) => {
    const parts = text.toLowerCase().split(/\s+/);
    const sides = Object.values(Q.presentation.said);
    const all = Q.presentation.said[Q.lang].screens
      .map((screen, i) => ({ i, name: screen.title, about: [screen.section, screen.subtitle].filter(Boolean).join(" · "),
        text: sides.map((side) => { const s = side.screens[i]; return [s.title, s.subtitle, s.section, s.sentence, s.name].join(" "); }).join(" ").toLowerCase() }))
      .filter((hit) => parts.every((part) => hit.text.includes(part)));
    const hits = all.slice(0, 12);
    return { hits, more: all.length > hits.length ? Q.say("more_found") : "" };
  };
  const ask = () => {
    if (Q.live?.find) return Q.ask(Q.live.find, async (hit) => {
      try { begin(await Q.live.answer(hit.question), hit.question); tell(""); } catch (error) { tell(Q.because(error, Q.say("failed"))); }
    });
    return Q.ask(within, (hit) => {
      const base = run.back ?? run;
      if (run.back) back();
      forget(() => false);
      run = { ...base, at: hit.i, back: base, kept: new Map(), states: new Map() };
      show(hit.i);
    });
  };
  const flip = () => {
    const screen = screens()[run.at];
    if (!screen.table || !["chart", "brief"].includes(screen.kind)) return;
    state(run.at).asTable = !state(run.at).asTable;
    Q.dress(ready(run.at), screen, state(run.at));
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen?.().catch(() => {}));
  const darken = (is = blank.hidden) => { blank.hidden = !is; };

  // -- keys ---------------------------------------------------------------------------------------------------
  const TABLE = [
    { says: "next", keys: ["ArrowRight", "PageDown", " ", "Enter", "n"], shown: ["→", "Space", "PageDown"], act: () => turn(1) },
    { says: "previous", keys: ["ArrowLeft", "PageUp", "Backspace", "p"], shown: ["←", "PageUp"], act: () => turn(-1) },
    { says: "first", keys: ["Home"], shown: ["Home"], act: () => show(0) },
    { says: "last", keys: ["End"], shown: ["End"], act: () => show(screens().length - 1) },
    { says: "jump", keys: [], shown: ["1", "2", "Enter"], act: null },
    { says: "overview", keys: ["o"], shown: ["O"], act: () => Q.overview(screens(), run.at, show), bar: true },
    { says: "ask", keys: ["/", "q"], shown: ["/", "Q"], act: ask, bar: true },
    { says: "details", keys: ["e"], shown: ["E"], act: () => Q.details(screens()[run.at]), bar: true },
    { says: "table", keys: ["t"], shown: ["T"], act: flip, bar: true },
    { says: "blank", keys: ["b", "."], shown: ["B"], act: () => darken(), bar: true },
    { says: "language", keys: ["l"], shown: ["L"], act: () => { Q.setLang(Q.lang === "zh" ? "en" : "zh"); redraw(); }, bar: true },
    { says: "theme", keys: ["d"], shown: ["D"], act: reader.switchTheme, bar: true },
    { says: "large", keys: ["+", "=", "-"], shown: ["+"], act: () => { Q.setLarge(!Q.large()); redraw(); }, bar: true },
    { says: "full", keys: ["f", "F11"], shown: ["F"], act: full, bar: true },
    { says: "save", keys: ["s"], shown: ["S"], act: () => Q.live?.save(), bar: true, live: true },
    { says: "home", keys: ["h"], shown: ["H"], act: () => Q.live?.home(), bar: true, live: true },
    { says: "keys", keys: ["?"], shown: ["?"], act: () => Q.keys(here()), bar: true },
  ];
  const here = () => TABLE.filter((line) => !line.live || Q.live);
  const label = () => {
    bar.setAttribute("aria-label", Q.say("keys"));
    bar.replaceChildren(
      Q.button("‹", () => turn(-1), { "aria-label": Q.say("previous"), title: Q.say("previous") }),
      Q.button("›", () => turn(1), { "aria-label": Q.say("next"), title: Q.say("next") }),
      ...here().filter((line) => line.bar).map((line) =>
        Q.button("", () => line.act(), { title: line.shown[0] })).map((button, i) => {
        const { says } = here().filter((line) => line.bar)[i];
        button.textContent = says === "language" ? (Q.lang === "zh" ? "English" : "中文") : Q.say(`bar_${says}`);
        button.setAttribute("aria-label", Q.say(says));
        return button;
      }));
  };

  let typed = "";
  const type = (digit) => {
    typed = (typed + digit).slice(0, 3);
    jump.textContent = `${typed} / ${screens().length}`;
    jump.hidden = false;
    clearTimeout(type.timer);
    type.timer = setTimeout(() => { typed = ""; jump.hidden = true; }, 4000);
  };
  const leap = () => {
    const to = Number(typed) - 1;
    typed = ""; jump.hidden = true;
    show(to);
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || Q.isPanel()) return;
    if (event.key !== "Tab" && !bar.contains(event.target)) delete html.dataset.awake;
    if (!blank.hidden) { event.preventDefault(); darken(false); return; }
    const own = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (own) return;
    if (/^[0-9]$/.test(event.key)) return type(event.key);
    if (event.key === "Enter" && typed) { event.preventDefault(); return leap(); }
    if (event.key === "Escape") {
      if (typed) { typed = ""; jump.hidden = true; } else if (!back()) here().find((line) => line.says === "overview").act();
      return;
    }
    const pressed = event.target instanceof Element && event.target.closest("button, a, summary");
    if (pressed && (event.key === " " || event.key === "Enter")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const found = event.shiftKey && key === " " ? here().find((line) => line.says === "previous") : here().find((line) => line.keys.includes(key));
    if (found?.act) { event.preventDefault(); found.act(); }
  });

  // -- pointer ------------------------------------------------------------------------------------------------
  let from = null;
  const wake = () => {
    html.dataset.awake = "";
    clearTimeout(wake.timer);
    wake.timer = setTimeout(() => { delete html.dataset.awake; }, 3000);
  };
  addEventListener("pointermove", wake);
  addEventListener("focusin", (event) => { if (bar.contains(event.target)) wake(); });
  addEventListener("pointerdown", (event) => { from = { x: event.clientX, y: event.clientY, touch: event.pointerType !== "mouse" }; wake(); });
  addEventListener("pointerup", (event) => {
    if (!from || Q.isPanel() || !blank.hidden) return;
    const across = event.clientX - from.x;
    const isSwipe = from.touch && Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(event.clientY - from.y);
    if (isSwipe) turn(across < 0 ? 1 : -1);
    else if (Math.abs(across) < 8 && !event.target.closest("button, a, .chart, table, nav")) {
      if (event.clientX > innerWidth * (1 - EDGE)) turn(1);
      else if (event.clientX < innerWidth * EDGE) turn(-1);
    }
    from = null;
  });
  blank.addEventListener("click", () => darken(false));
  let sizing = 0;
  addEventListener("resize", () => { clearTimeout(sizing); sizing = setTimeout(redraw, 80); });

  // -- print: every screen on a sheet of its own ---------------------------------------------------------------
  const onPaper = (node, its) => {
    const shown = its.page;
    its.page = 0;
    Q.showPage(node, its);
    for (let n = (its.pages ?? 1) - 1; n > 0; n -= 1) { // the last one first: each stands before the one after it
      its.page = n;
      Q.showPage(node, its);
      const copy = node.cloneNode(true);
      copy.dataset.copy = "";
      node.after(copy);
    }
    its.page = 0;
    Q.showPage(node, its);
    its.page = shown;
  };
  addEventListener("beforeprint", () => {
    reader.show("light");
    document.title = run.presentation.said[Q.lang].title; // what browsers call the PDF
    // Sheets of 960 by 540, whatever the window. A long table is printed a page a sheet, each with its title and head:
    // not every browser repeats the head of a table that goes over several.
    Object.assign(sheet.style, { width: "960px", height: `${SHEET}px`, transform: "none" });
    forget(() => false);
    for (const i of screens().keys()) onPaper(ready(i), state(i));
    for (const node of sheet.children) node.inert = false;
  });
  addEventListener("afterprint", () => {
    for (const node of sheet.querySelectorAll("[data-copy]")) node.remove();
    reader.show(null);
    redraw();
  });

  // -- start --------------------------------------------------------------------------------------------------
  document.getElementById("needs")?.remove();
  fit();
  label();
  const number = Number.parseInt(Q.place.get("screen") ?? "1", 10);
  run.at = Number.isFinite(number) ? number - 1 : 0;
  show(run.at, true);
  const question = Q.place.get("question");
  if (question && Q.live) Q.live.answer(question).then((presentation) => begin(presentation, question), () => Q.place.set({ question: null }));
  wake();
})();
