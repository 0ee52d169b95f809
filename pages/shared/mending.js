/* What Streamlit's own elements leave unsaid to screen readers. Runs after every change of the page, once a frame. */
(() => {
  const set = (node, name, value) => { if (node.getAttribute(name) !== value) node.setAttribute(name, value); };
  const mends = {
    // One picture with its sentence, not a figure whose tick labels are read out one by one.
    "st(chart) st(figure)": (chart) => set(chart, "role", "img"),
    // The map can be moved by keyboard, so what has the focus must have a name.
    "st(map-keys)": (map) => { set(map, "role", "application"); set(map, "aria-label", qujian.say("map")); },
    // A chosen value can have the focus and has a name; a bare span may not have one.
    "st(control) st(chosen)": (chosen) => set(chosen, "role", "group"),
    "st(control) st(upload-zone)": (zone) => set(zone, "role", "group"),
  };
  const mend = () => { for (const css in mends) document.querySelectorAll(css).forEach(mends[css]); };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mend(); });
  }).observe(document.documentElement, { subtree: true, childList: true });
})();
