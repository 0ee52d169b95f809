/* Until the screens are here: ask for them, say what is waited for, then let the scripts of the document run. */
(() => {
  const { source, ...said } = JSON.parse(document.getElementById("said").textContent);
  const line = Q.el("p", { role: "status", text: said.preparing });
  const waiting = Q.el("main", { id: "waiting" }, line);
  document.body.append(waiting);
  const stop = (text, again = true) => {
    line.textContent = text;
    if (again) waiting.append(Q.el("p", {}, Q.button(said.again, () => location.reload())));
    waiting.append(Q.el("p", {}, Q.el("a", { href: `${Q.base}/meeting?lang=${Q.lang}`, text: said.home })));
  };
  const query = () => {
    const all = Q.place.all();
    for (const name of ["screen", "question", "text"]) all.delete(name);
    all.set("lang", Q.lang);
    return all;
  };
  const parsed = new Promise((done) => { addEventListener("DOMContentLoaded", done, { once: true }); });
  const fetched = async () => {
    const answer = await Q.request(`${source}?${query()}`, Q.sent(), () => { line.textContent = said.busy; });
    Q.leftOut = decodeURIComponent(answer.headers.get("Qujian-Left-Out") ?? "");
    return answer.json();
  };
  if (Q.place.get("kept") && Q.kept() === null) { stop(said.gone, false); return; }
  Promise.all([fetched(), parsed]).then(([presentation]) => {
    Q.presentation = presentation;
    waiting.remove();
    document.body.append(document.importNode(document.getElementById("scripts").content, true));
  }, (error) => stop(Q.because(error, said.failed)));
})();
