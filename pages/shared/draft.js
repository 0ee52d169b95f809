/* The draft of the report is the reader's own: this browser keeps it, and the address holds it on the page Report only.
   There the server is told of it before it draws the page, and says with `.qj-draft` what has become of it. */
(() => {
  const qujian = window.qujian;
  const OWN = "qujian-draft", BEFORE = "qujian-draft-before";
  const KEPT = "kept", LONGEST = 7000; // what stands in the address for a longer one: views/draft.py
  const TEMPLATE = ["template", "districts", "district", "dimension", "from", "to"]; // an address that begins with one
  const lost = {}; // what a browser does not let us store lasts as long as the document
  const get = (key) => lost[key] ?? reader.store(key) ?? "";
  const set = (key, draft) => {
    reader.store(key, draft);
    if (reader.store(key) === draft) delete lost[key]; else lost[key] = draft;
    document.documentElement.toggleAttribute("data-before", Boolean(get(BEFORE)) && get(BEFORE) !== get(OWN));
  };
  const replace = (url) => history.replaceState(history.state, "", url);
  /** Make a draft the reader's own; one that it does not follow from can be brought back. */
  const keep = (draft, follows) => {
    const own = get(OWN);
    if (draft === own) return;
    if (own && !follows) set(BEFORE, own);
    set(OWN, draft);
  };

  /** Take the draft out of the address; '' where there is none. */
  const taken = (url) => {
    const names = [...url.searchParams.keys()].filter((name) => /^(amp;)*draft$/.test(name));
    const given = names.length ? url.searchParams.get(names[0]) : "";
    for (const name of names) url.searchParams.delete(name);
    return given === KEPT ? "" : given;
  };
  let page = ""; // the one this tab showed before
  let seen = null, shown = ""; // what the server said last, and the draft
  const arrive = () => {
    const url = new URL(location.href), from = page, wasKept = url.searchParams.get("draft") === KEPT;
    page = qujian.path(url.pathname);
    const given = taken(url);
    if (page !== "/report") { // a link made when every page carried the draft
      const draft = /^[\w-]*/.exec(given)[0];
      if (draft) keep(draft);
      if (url.href !== location.href && (given || wasKept)) replace(url);
      return;
    }
    const isBare = !given && (wasKept || !TEMPLATE.some((name) => url.searchParams.has(name)));
    const comes = from && from !== page; // what was added on the way here counts, not what this address held then
    const draft = isBare || (given && comes) ? get(OWN) || given : given;
    if (draft) url.searchParams.set("draft", draft);
    if (draft !== given || wasKept) replace(url);
    if (draft === get(OWN)) shown = draft;
    const isLong = draft.length > LONGEST, opens = url.searchParams.has("saved");
    if (!isLong && !(opens && from)) return;
    const short = () => {
      if (isLong) url.searchParams.set("draft", KEPT);
      if (from) url.searchParams.delete("saved"); // a step back shows what was here before, and opens nothing again
      replace(url);
    };
    if (from) setTimeout(short); // Streamlit, which listens after us, has read the address by then
    else short(); // it reads the address later, and asks
  };
  arrive();
  set(OWN, get(OWN));
  addEventListener("popstate", arrive);
  const show = () => {
    if (qujian.path() !== "/report" || qujian.holds(show)) return;
    const url = new URL(location.href);
    taken(url);
    for (const name of ["item", ...TEMPLATE]) url.searchParams.delete(name);
    replace(url);
    qujian.rerun();
  };

  // What the page Report shows is kept.
  new MutationObserver(() => {
    const element = qujian.path() === "/report" ? document.querySelector(".qj-draft") : null;
    const now = element ? element.dataset.draft : null;
    if (now === seen) return;
    seen = now;
    if (now === KEPT) qujian.rerun();
    else if (now !== null) {
      keep(now, get(OWN) === shown && !element.dataset.anew);
      shown = now;
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-draft"] });

  // Another tab of this browser has changed it.
  addEventListener("storage", ({ key }) => {
    if (key !== OWN) return;
    set(OWN, get(OWN));
    if (get(OWN) !== seen && (seen || !TEMPLATE.some((name) => new URLSearchParams(location.search).has(name)))) show();
  });

  let adding = Promise.resolve(); // one after the other: each joins the draft that the one before has made
  const added = new WeakMap(); // the line of a button → the draft before its last press and after
  const add = async (button) => {
    const line = button.closest("p");
    button.ariaBusy = "true"; qujian.tell(button, "");
    try {
      const before = get(OWN);
      const how = { method: "POST", body: `${button.dataset.item}\n${before}` };
      const lang = new URLSearchParams(location.search).get("lang");
      const { draft, said } = await (await qujian.fetched(`${qujian.base}/stage/add?lang=${lang}`, how)).json();
      keep(draft, true);
      qujian.tell(button, said);
      if (draft !== before) added.set(line, { before, after: draft });
      line.querySelector('[data-do="take-out"]').hidden = draft === before;
      line.querySelector("a").hidden = false;
    } catch (error) { qujian.tell(button, error.message); } finally { button.ariaBusy = "false"; }
  };
  qujian.actions.add = (button) => { adding = adding.then(() => add(button)); };
  qujian.actions["take-out"] = (button) => {
    const { before, after } = added.get(button.closest("p"));
    const isUnchanged = get(OWN) === after;
    if (isUnchanged) set(OWN, before);
    button.hidden = true;
    qujian.tell(button, isUnchanged ? button.dataset.done : button.dataset.why);
  };
  qujian.actions.before = () => {
    const [own, before] = [get(OWN), get(BEFORE)];
    set(BEFORE, own);
    set(OWN, before);
    show();
  };
})();
