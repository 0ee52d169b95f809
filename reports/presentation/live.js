/* What only a running dashboard can do: answer questions, make the file, bring newer data. Losing it loses nothing. */
(() => {
  /** How often one looks whether the dashboard is there, and how long an answer may take. */
  const EVERY = 4000, PATIENCE = 3000;
  const busy = () => Q.tell(Q.say("busy"), 0);
  const json = async (url, options = {}) => {
    const answer = await Q.request(url, options, busy);
    return answer.json();
  };
  const own = () => {
    const all = Q.place.all();
    for (const name of ["screen", "question", "text"]) all.delete(name);
    all.set("lang", Q.lang);
    return all;
  };
  /** The sources that were let in hold for questions too. */
  const sources = () => (Q.place.get("reliability") ? { reliability: Q.place.get("reliability") } : {});
  Q.live = {
    find: (text) => json(`${Q.base}/stage/find?${Q.place.data()}&lang=${Q.lang}&q=${encodeURIComponent(text)}`),
    answer: (question) => json(`${Q.base}/stage/deck?${Q.place.data()}&${new URLSearchParams({ ...sources(), lang: Q.lang, question })}`),
    presentation: () => json(`${Q.base}/stage/deck?${own()}`, Q.sent()),
    wall: () => json(`${Q.base}/stage/wall?${Q.place.data()}`),
    home: () => location.assign(`${Q.base}/meeting?lang=${Q.lang}&${Q.place.data()}`),
    save: async () => {
      Q.tell(Q.say("saving"), 0);
      try {
        const answer = await Q.request(`${Q.base}/stage/file?${own()}`, Q.sent(), busy);
        const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"))?.[1];
        const link = Q.el("a", { href: URL.createObjectURL(await answer.blob()), download: decodeURIComponent(name ?? "qujian.html") });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        Q.tell(Q.say("saved"));
      } catch (error) { Q.tell(Q.because(error, Q.say("failed"))); }
    },
  };

  const alive = async () => {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(`${Q.base}/stage/alive?${Q.place.data()}`, { signal: stop.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } finally { clearTimeout(patience); }
  };
  let lost = false;
  Q.watch = (stamp, renew) => {
    let known = stamp;
    const check = async () => {
      try {
        const now = await alive();
        if (lost) { lost = false; Q.tell(""); }
        if (now.stamp !== known) { await renew(); known = now.stamp; Q.tell(Q.say("fresh")); }
      } catch {
        lost = true;
        Q.tell(Q.say("lost"), 0);
      }
      setTimeout(check, EVERY);
    };
    setTimeout(check, EVERY);
  };
  setTimeout(() => { // once the scripts that come after this one have run
    if ("wall" in document.documentElement.dataset) return; // it watches for itself
    Q.watch(Q.presentation.stamp, async () => Q.replace(await Q.live.presentation()));
    if (Q.leftOut) Q.tell(Q.leftOut, 12000);
  }, 0);
})();
