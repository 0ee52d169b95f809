/* What cannot be opened on paper is open there: the rows of lists. Charts on paper: a still of each, drawn for the width of a sheet and scaled to what the sheet leaves. The chart itself
   is not touched: Streamlit would at once draw it again for the screen. */
(() => {
  const WIDTH = 700; // what an upright A4 sheet leaves between its margins, in CSS pixels
  const CHARTS = "st(chart) .js-plotly-plot";

  /* A narrower chart leaves less room beside its outermost points: the margin grows by what their words stand out. */
  const makeRoom = (place) => {
    const edge = place.getBoundingClientRect().left + WIDTH;
    const right = Math.max(...[...place.querySelectorAll(".main-svg text")].map((text) => text.getBoundingClientRect().right));
    if (right > edge) window.Plotly.relayout(place, { "margin.r": place.layout.margin.r + Math.ceil(right - edge) + 8 });
  };
  const still = (chart) => {
    const place = document.createElement("div");
    place.className = "qj-still";
    place.setAttribute("aria-hidden", "true"); // the chart has its name already
    chart.closest("st(chart)").append(place);
    const layout = JSON.parse(JSON.stringify(chart.layout));
    window.Plotly.newPlot(place, chart.data, { ...layout, width: WIDTH, autosize: false }, { staticPlot: true, responsive: false });
    makeRoom(place);
    for (const svg of place.querySelectorAll(".main-svg")) {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    }
    place.style.setProperty("--shape", `${WIDTH} / ${place.querySelector(".main-svg").getAttribute("height")}`);
  };
  const stills = () => document.querySelectorAll(".qj-still");
  let closed = []; // rows that were opened for paper only
  const toPaper = () => {
    const rows = [...document.querySelectorAll("details.qj-fold:not([open])")];
    rows.forEach((row) => { row.open = true; });
    closed.push(...rows);
    if (stills().length) return;
    document.querySelectorAll(CHARTS).forEach((chart) => { if (chart.layout) still(chart); });
  };
  const toScreen = () => {
    closed.forEach((row) => { row.open = false; });
    closed = [];
    stills().forEach((place) => { window.Plotly.purge(place); place.remove(); });
  };
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? toPaper() : toScreen()));
})();
