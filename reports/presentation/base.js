/* What all parts of a presentation share: its data, language and size of type, where one stands, and how elements are made. */
const Q = { live: null };
(() => {
  const html = document.documentElement;
  const data = document.getElementById("presentation");
  Q.presentation = data ? JSON.parse(data.textContent) : null;

  // Where one stands: in the query of an address; in the fragment of a file, which has no query of its own.
  const isFile = location.protocol === "file:";
  const parameters = () => new URLSearchParams(isFile ? location.hash.slice(1) : location.search);
  // Below which path of its host a dashboard stands: its documents lie right there.
  Q.base = isFile ? "" : location.pathname.replace(/\/[^/]*$/, "");
  Q.place = {
    get: (name) => parameters().get(name),
    all: parameters,
    /** The version of the data that is asked for, in the words of an address; "" for the newest. */
    data: () => (parameters().get("data") ? `data=${encodeURIComponent(parameters().get("data"))}` : ""),
    set: (values) => {
      const now = parameters();
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === "") now.delete(name); else now.set(name, value);
      }
      const text = now.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
      history.replaceState(null, "", isFile ? `#${text}` : `?${text}`);
    },
  };

  // Language and size of type: the address, then the last choice, then what the document came with.
  Q.lang = ["zh", "en"].find((code) => code === Q.place.get("lang")) ?? html.dataset.lang;
  Q.said = () => (Q.presentation ? Q.presentation.said[Q.lang] : {});
  Q.say = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), (Q.said().words ?? {})[key] ?? "");
  Q.setLang = (code) => {
    Q.lang = code;
    html.lang = code === "zh" ? "zh-CN" : "en-GB";
    reader.store("qujian-lang", code);
    Q.place.set({ lang: code });
  };
  Q.large = () => html.dataset.text === "large";
  Q.setLarge = (is) => { html.dataset.text = is ? "large" : "normal"; Q.place.set({ text: is ? "large" : null }); };
  html.lang = Q.lang === "zh" ? "zh-CN" : "en-GB";
  html.dataset.text = Q.place.get("text") === "large" ? "large" : "normal";

  // Elements: text is text, never markup.
  Q.el = (tag, given = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };
  Q.button = (text, act, given = {}) => Q.el("button", { type: "button", text, on: { click: act }, ...given });
})();
