/* What pages and screens alike remember of a reader in this browser, and whether they are light or dark. */
const reader = (() => {
  const html = document.documentElement;
  const store = (key, value) => {
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  };
  // Light or dark: the last choice, else what the system says. It stands on the root, where styles read it.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const listeners = new Set();
  let chosen = ["light", "dark"].find((mode) => mode === store("qujian-theme")), fixed = null;
  const theme = () => html.dataset.theme;
  const apply = () => { html.dataset.theme = html.style.colorScheme = fixed ?? chosen ?? (system.matches ? "dark" : "light"); };
  /** Whatever the reader chose: "light" or "dark" as on paper or a wall; null for what was chosen. */
  const show = (mode) => { fixed = mode; apply(); };
  const follow = () => {
    apply();
    for (const listener of listeners) listener();
  };
  const switchTheme = () => {
    chosen = theme() === "dark" ? "light" : "dark";
    store("qujian-theme", chosen);
    follow();
  };
  system.addEventListener("change", () => { if (!chosen) follow(); });
  apply();
  return { store, theme, show, switchTheme, onTheme: (listener) => listeners.add(listener), offTheme: (listener) => listeners.delete(listener) };
})();
