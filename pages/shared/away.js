/* The connection to the server. Lost, the page stays readable and says so in small print; back, it goes on where it was. */
(() => {
  const MOMENT = 1500; // a shorter break is not worth a word
  const FORGOTTEN = 90000; // the server forgets a reader who is away for two minutes
  let timer, since = 0, address = location.href, pending = null, line;

  const said = (text) => {
    if (!line) {
      if (!text) return;
      line = Object.assign(document.createElement("p"), { className: "qj-away" });
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = text;
    line.hidden = !text;
  };
  const tell = () => said(qujian.say(pending ? "pending" : "lost"));

  /* What is chosen meanwhile: the screen in view stays, and the choice is carried out later. */
  qujian.holds = (act) => {
    if (!since) return false;
    pending = act;
    tell();
    return true;
  };

  const onLost = (patience) => {
    if (timer) return;
    since ||= Date.now();
    document.documentElement.dataset.away = ""; // Streamlit greys its controls; style.css keeps them readable
    address = location.href;
    timer = setTimeout(tell, patience);
  };
  /* A server that was restarted, or that has forgotten us, must hear what is in view before the reader goes on. */
  const forgotten = async (away) => {
    if (away > FORGOTTEN) return true;
    try {
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      const now = answer.headers.get("Qujian-Started"), changed = now !== qujian.started;
      qujian.started = now;
      return changed;
    } catch { return true; }
  };
  /* Until then a choice would reach a server that knows no such control, and be lost: what is chosen is still pending. */
  const caughtUp = async () => {
    if (pending || !((await forgotten(Date.now() - since)) || location.href !== address)) return;
    const answered = qujian.answered();
    qujian.rerun();
    await answered;
  };
  const back = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (!since) return;
    await caughtUp();
    if (timer) return; // lost once more
    since = 0;
    delete document.documentElement.dataset.away;
    said("");
    const act = pending;
    pending = null;
    act?.();
  };

  qujian.onConnection((isBack) => (isBack ? back() : onLost(MOMENT)));
})();
