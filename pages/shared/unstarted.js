/* A page that never started is not a connection lost: says why nothing is there and what works instead, and withdraws
   it when the page starts after all. */
(() => {
  const PATIENCE = 12000; // so long may program and first connection take
  const FAILED = 2000; // where it is known that the program cannot run
  const kernel = Number(/Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 0);
  const isOld = kernel > 0 && kernel < qujian.kernel;
  const hasStarted = () => document.querySelector(".qj-header") !== null;
  let panel = null, said = "", timer = 0, ended = false;

  const end = () => {
    ended = true;
    clearTimeout(timer);
    panel?.remove();
    watch.disconnect();
  };
  const watch = new MutationObserver(() => { if (hasStarted()) end(); });

  const paragraph = (...content) => {
    const p = document.createElement("p");
    p.append(...content);
    return p;
  };
  const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });
  const reason = () => {
    if (isOld) return [qujian.say("old").replace("{found}", kernel)];
    // Streamlit's frame stands as soon as its program runs: then it is the connection that is missing.
    return qujian.hasFrame() ? [qujian.say("refused"), qujian.say("proxy")] : [qujian.say("unstarted")];
  };
  const tell = () => {
    if (ended || hasStarted()) return;
    timer = setTimeout(tell, PATIENCE); // the reason may be another by then
    const reasons = reason();
    if (reasons.join() === said) return;
    said = reasons.join();
    const lang = document.documentElement.lang.slice(0, 2);
    const ways = paragraph(qujian.say("without"), " ", link(`${qujian.base}/meeting?lang=${lang}`, qujian.say("meeting")), " · ",
      link(`${qujian.base}/stage/file?lang=${lang}&template=annual`, qujian.say("file")));
    panel?.remove();
    panel = document.createElement("section");
    panel.className = "qj-unstarted";
    panel.setAttribute("role", "alert");
    panel.append(...reasons.map((text) => paragraph(text)), ways);
    document.body.append(panel);
  };
  const wait = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(tell, ms);
  };
  addEventListener("error", (event) => { // a script that does not load, or that the browser cannot read
    const source = event.filename || event.target?.src || "";
    if (!ended && !panel && qujian.isProgram(source)) wait(FAILED);
  }, true);
  addEventListener("DOMContentLoaded", () => {
    watch.observe(document.documentElement, { subtree: true, childList: true });
    if (!hasStarted()) wait(isOld ? FAILED : PATIENCE);
  });
})();
