/* One chart over the whole screen, with the words that must stand around it. A chart of the page is drawn anew in a layer
   of our own, for the size there is: Streamlit's own is not touched. Where nothing can be drawn anew, its picture is
   shown. Where the browser cannot fill the screen (iPhone), the layer covers the window. */
(() => {
  /** Below this size a chart is drawn as on the page; on a larger screen all of it grows, up to so many times. */
  const USUAL = { width: 960, height: 500 }, LARGEST = 2;
  let layer = null, opener = null, redraw = () => {};

  const el = (name, css, text = "") => Object.assign(document.createElement(name), { className: css, textContent: text });
  /* The last chart that stands before a button. */
  const chartOf = (button) => [...document.querySelectorAll("st(chart) .js-plotly-plot")].filter((chart) =>
    chart.layout && !chart.closest(".qj-still") && chart.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING).pop();

  const leave = () => {
    if (!layer) return;
    const gone = layer;
    layer = null;
    removeEventListener("resize", redraw);
    if (document.fullscreenElement === gone) document.exitFullscreen();
    for (const place of gone.querySelectorAll(".js-plotly-plot")) window.Plotly.purge(place);
    gone.remove();
    if (opener?.isConnected) opener.focus();
  };
  const draw = (frame, chart) => {
    const place = el("div", "");
    frame.append(place);
    const size = () => {
      const { clientWidth: width, clientHeight: height } = frame;
      const grown = Math.min(LARGEST, Math.max(1, Math.min(width / USUAL.width, height / USUAL.height)));
      place.style.transform = `scale(${grown})`;
      return { width: width / grown, height: height / grown };
    };
    const layout = { ...JSON.parse(JSON.stringify(chart.layout)), ...size(), autosize: false };
    window.Plotly.newPlot(place, chart.data, layout, { displayModeBar: false, showTips: false });
    redraw = () => window.Plotly.relayout(place, size());
    addEventListener("resize", redraw);
  };
  const show = (frame, { picture, title }) => {
    // upright screens have a squarer picture; a page of a long table is read from above to below
    const shape = innerHeight > innerWidth ? "size=square" : "size=slide";
    const shown = Object.assign(new Image(), { alt: title, src: picture.replace("size=slide", shape) });
    frame.classList.toggle("qj-tall", picture.includes("size=a4"));
    frame.setAttribute("aria-busy", "true");
    shown.onload = () => frame.removeAttribute("aria-busy");
    shown.onerror = () => { frame.removeAttribute("aria-busy"); frame.replaceChildren(el("p", "", qujian.say("unreachable"))); };
    frame.append(shown);
  };
  qujian.actions["full-screen"] = (button) => {
    leave();
    const chart = button.dataset.picture ? null : chartOf(button);
    if (!chart && !button.dataset.picture) return;
    opener = button;
    layer = el("section", "qj-full");
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", button.dataset.title]]) layer.setAttribute(name, value);
    const away = Object.assign(el("button", "", button.dataset.leave), { type: "button", onclick: leave });
    const head = el("header", ""), frame = el("div", "qj-full-chart"), foot = el("footer", "");
    if (chart) {
      head.append(el("h2", "", button.dataset.title), el("p", "", button.dataset.under));
      foot.append(el("p", "", button.dataset.notes), el("p", "", button.dataset.source));
    }
    head.append(away);
    layer.append(head, frame, foot);
    document.body.append(layer);
    away.focus();
    const drawn = () => { if (layer?.contains(frame)) (chart ? draw(frame, chart) : show(frame, button.dataset)); };
    const asked = layer.requestFullscreen?.();
    if (asked) asked.then(drawn, drawn); else drawn();
  };
  addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) leave(); });
  addEventListener("keydown", (event) => {
    if (!layer) return;
    if (event.key === "Escape") { event.stopPropagation(); leave(); }
    if (event.key === "Tab") { event.preventDefault(); layer.querySelector("button").focus(); } // the only one there
  }, true);
  addEventListener("qujian-moved", leave);
})();
