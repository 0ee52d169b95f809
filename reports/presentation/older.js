/* Plain forms of what libraries ask of browsers newer than Chromium 90: Plotly (at, hasOwn) and Streamlit (the others).
   Our own scripts do without; tests/browser/test_old_browsers.py keeps the list. */
(() => {
  const define = (owner, name, value) => {
    if (!owner[name]) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  };
  const at = function (i) { const n = Math.trunc(i) || 0; return this[n < 0 ? this.length + n : n]; };
  define(Array.prototype, "at", at); // Chromium 92
  define(String.prototype, "at", at);
  define(Object, "hasOwn", (owner, name) => Object.prototype.hasOwnProperty.call(owner, name)); // 93
  define(AbortSignal, "timeout", (ms) => { // 103
    const stop = new AbortController();
    setTimeout(() => stop.abort(), ms);
    return stop.signal;
  });
  define(Array.prototype, "toSorted", function (order) { return [...this].sort(order); }); // 110
  define(Promise, "withResolvers", () => { // 119
    const parts = {};
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
    return parts;
  });
})();
