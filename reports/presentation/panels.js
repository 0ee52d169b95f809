/* What opens over a screen: evidence, all screens, keys, the question from the audience. Esc closes; focus returns. */
(() => {
  const { el } = Q;
  const label = (key) => ({ "aria-label": Q.say(key) });

  /** Open a panel; what was open before is closed. */
  Q.panel = (name, title, ...content) => {
    Q.closePanel();
    const close = Q.button("✕", () => Q.closePanel(), { class: "close", ...label("close") });
    const dialog = el("dialog", { class: `panel ${name}`, "aria-label": title }, el("header", {}, el("h2", { text: title }), close), ...content);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };
  Q.closePanel = () => document.querySelector("dialog.panel")?.close();
  Q.isPanel = () => Boolean(document.querySelector("dialog.panel[open]"));

  /** The evidence of one figure. */
  Q.evidence = (id) => Q.current().said[Q.lang].evidence[id];
  Q.card = (id) => {
    const found = id && Q.evidence(id);
    if (!found) return;
    const links = [
      found.url ? el("a", { href: found.url, target: "_blank", rel: "noopener noreferrer", text: Q.say("open") }) : null,
      Q.live ? el("a", { href: `${Q.base}/evidence?lang=${Q.lang}&observation=${id}`, target: "_blank", text: Q.say("all_evidence") }) : null,
    ];
    Q.panel("card", found.title,
      el("p", { class: "amount" }, el("b", { text: found.amount }), ` ${found.period}`),
      el("blockquote", { lang: "zh", text: found.written }),
      el("dl", {}, ...found.facts.flatMap(([name, text]) => [el("dt", { text: name }), el("dd", { text })])),
      el("p", { class: "links" }, ...links));
  };

  /** All that is known about a screen: its sentence, notes, sources, and every figure. */
  Q.details = (screen) => {
    const figures = (screen.evidence ?? []).map((id) => [id, Q.evidence(id)]).filter(([, found]) => found);
    Q.panel("details", screen.title,
      screen.sentence ? el("p", { text: screen.sentence }) : null,
      screen.notes.length ? Q.notes(screen.notes) : null,
      figures.length ? el("h3", { text: Q.say("figures") }) : null,
      figures.length ? el("ul", { class: "figures" }, ...figures.map(([id, found]) =>
        el("li", {}, Q.button(`${found.title}　${found.amount}　${found.period}`, () => Q.card(id))))) : null,
      screen.sources ? el("p", { class: "sources", text: screen.sources }) : null,
      Q.live && screen.page ? el("p", {}, el("a", { href: screen.page, target: "_blank", text: Q.say("page") })) : null);
  };

  /** All screens, to jump to one. */
  Q.overview = (screens, at, go) => {
    const items = screens.map((screen, i) => el("li", {},
      Q.button("", () => { Q.closePanel(); go(i); }, { "aria-current": i === at ? "true" : null })));
    for (const [i, item] of items.entries()) {
      item.firstChild.append(el("span", { text: i + 1 }), el("small", { text: screens[i].section }), el("b", { text: screens[i].title }));
    }
    const panel = Q.panel("overview", Q.say("overview"), el("ol", {}, ...items));
    const current = panel.querySelector('[aria-current="true"]');
    current?.focus(); current?.scrollIntoView({ block: "center" });
    panel.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const all = [...panel.querySelectorAll("ol button")];
      const next = all[all.indexOf(document.activeElement) + step];
      if (next) { event.preventDefault(); next.focus(); }
    });
  };

  /** The keys, from the one table that the keyboard follows too. */
  Q.keys = (table) => {
    Q.panel("keys", Q.say("keys"), el("dl", {}, ...table.map(({ shown, says }) => el("div", {},
      el("dt", {}, ...shown.map((key) => el("kbd", { text: key }))), el("dd", { text: Q.say(says) })))));
  };

  /** A question from the audience: `find(text)` gives `{ hits, more }`, `take(hit)` shows one. */
  Q.ask = (find, take) => {
    const field = el("input", { type: "search", maxlength: 100, autocomplete: "off", role: "combobox", "aria-expanded": "true",
      "aria-controls": "found", "aria-label": Q.say("ask_hint"), placeholder: Q.say("ask_hint") });
    const list = el("ul", { id: "found", role: "listbox", "aria-label": Q.say("ask") });
    const status = el("p", { role: "status" });
    let hits = [], chosen = 0, turn = 0;
    const select = (n) => {
      chosen = Math.min(Math.max(n, 0), hits.length - 1);
      for (const [i, item] of [...list.children].entries()) {
        item.setAttribute("aria-selected", i === chosen);
        if (i === chosen) { item.scrollIntoView({ block: "nearest" }); field.setAttribute("aria-activedescendant", item.id); }
      }
    };
    const choose = () => { if (hits[chosen]) { Q.closePanel(); take(hits[chosen]); } };
    const search = async () => {
      const mine = ++turn;
      const text = field.value.trim();
      const found = text ? await Promise.resolve(find(text)).catch(() => null) : { hits: [], more: "" };
      if (mine !== turn) return;
      hits = found?.hits ?? [];
      list.replaceChildren(...hits.map((hit, i) => el("li", { id: `hit-${i}`, role: "option",
        on: { click: () => { chosen = i; choose(); } } }, el("b", { text: hit.name }), el("small", { text: hit.about }))));
      status.textContent = found === null ? Q.say("failed") : text && !hits.length ? Q.say("nothing") : found.more;
      select(0);
    };
    let ready = Promise.resolve();
    field.addEventListener("input", () => { ready = search(); });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return Q.closePanel(); } // a search field would only be emptied
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); select(chosen + step); }
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); ready.then(choose); }
    });
    Q.panel("ask", Q.say("ask"), field, status, list);
    field.focus();
  };
})();
