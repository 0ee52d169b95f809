/* What our scripts know of Streamlit's program, in one place; st(…) is filled in by streamlit_internals.py. Runs before
   Streamlit. */
const qujian = (window.qujian = /*FACTS*/ {}); // what our scripts share
(() => {
  const html = document.documentElement;
  window.__streamlit = {
    BACKEND_BASE_URL: `${location.origin}${qujian.base}/`, // or a deep link is probed for its base first: slower, and 404s
    HOST_CONFIG: { blockErrorDialogs: true, disableFullscreenMode: true }, // no windows over the page: away.js says what has to be said
  };

  // Streamlit listens to popstate, and asks for the page and the query of the address together.
  qujian.rerun = () => dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  // Settles once the server has answered what it is asked next.
  qujian.answered = () => new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector("st(app)")?.dataset.testScriptState !== "notRunning") return;
      observer.disconnect();
      done();
    });
    observer.observe(html, { subtree: true, attributeFilter: ["data-test-script-state"] });
  });
  qujian.toTop = () => html.querySelector("st(main)")?.scrollTo(0, 0);
  qujian.hasFrame = () => document.querySelector("st(app)") !== null;
  qujian.isProgram = (address) => address.includes("st(program)");
  // A path of this host as the program knows it: without that below which it stands; "" for what is not ours.
  qujian.path = (path = location.pathname) => (path.startsWith(`${qujian.base}/`) ? path.slice(qujian.base.length) : "");
  qujian.isPage = (path) => qujian.path(path) !== "" && qujian.pages.includes(qujian.path(path).slice(1));

  // Says each time the connection comes (true) or goes (false).
  qujian.onConnection = (listener) => {
    let was = false;
    new MutationObserver(() => {
      const state = document.querySelector("st(app)")?.dataset.testConnectionState;
      const is = state === "CONNECTED";
      if (!state || is === was) return;
      was = is;
      listener(is);
    }).observe(html, { subtree: true, attributeFilter: ["data-test-connection-state"] });
  };

  // Streamlit asks the system for light or dark; the reader's choice stands in for the system's.
  const QUERY = "(prefers-color-scheme: dark)";
  const system = matchMedia(QUERY);
  const isDark = () => reader.theme() === "dark";
  const listening = new Map();
  const standIn = new Proxy(system, {
    get(target, key) {
      if (key === "matches") return isDark();
      if (key === "addEventListener") return (_, listener) => {
        listening.set(listener, () => listener({ matches: isDark(), media: QUERY }));
        reader.onTheme(listening.get(listener));
      };
      if (key === "removeEventListener") return (_, listener) => reader.offTheme(listening.get(listener));
      const value = target[key];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const real = window.matchMedia.bind(window);
  window.matchMedia = (query) => (query.replace(/\s/g, "") === QUERY.replace(/\s/g, "") ? standIn : real(query));

  // Streamlit reruns on "r" and offers to clear caches on "c": not for readers.
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
    if (!typing && /^[rc]$/i.test(event.key) && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, true);

  // Its link past the header; ours goes past our own.
  addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("st(skip-link)")) return;
    const place = document.getElementById("content");
    event.preventDefault(); event.stopImmediatePropagation();
    if (place) { place.tabIndex = -1; place.focus(); }
  }, true);

  // Streamlit's own words: in Chinese, and those that say something else in English.
  const ours = new Map(Object.entries(/*WORDS*/ {}).map(([language, words]) => [language, {
    known: new Map(Object.entries(words)),
    patterns: Object.entries(words).filter(([key]) => key.includes("{}")).map(([key, value]) => [
      new RegExp("^" + key.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace("{}", "(.+)") + "$"), value]),
  }]));
  const say = (said) => {
    const bare = said.trim();
    if (!bare || !/[A-Za-z]{2}/.test(bare)) return null;
    const { known, patterns } = ours.get(html.lang);
    if (known.has(bare)) return known.get(bare);
    for (const [pattern, value] of patterns) {
      const match = bare.match(pattern);
      if (match) return value.replace("{}", match[1]);
    }
    return null;
  };
  const NAMES = ["aria-label", "placeholder", "title", "data-title", "aria-roledescription"];
  const OURS = "script, style, .qj-html, [translate=no]"; // and names of icons
  const translate = (node) => {
    if (!ours.has(html.lang)) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const said = say(node.data);
      if (said !== null && !node.parentElement?.closest(OURS)) node.data = said;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(OURS)) {
      for (const name of NAMES) {
        const said = node.hasAttribute(name) ? say(node.getAttribute(name)) : null;
        if (said !== null) node.setAttribute(name, said);
      }
      for (const child of node.childNodes) translate(child);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(html, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
})();
