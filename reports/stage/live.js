/* What only a running dashboard can do: answer questions, make the file, bring newer data. Losing it loses nothing. */
(() => {
  /** How often one looks whether the dashboard is there, and how long an answer may take. */
  const EVERY = 4000, PATIENCE = 3000;
  const json = async (url, options = {}) => {
    const answer = await fetch(url, options);
    if (!answer.ok) throw new Error(String(answer.status));
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
    find: (text) => json(`/stage/find?lang=${Q.lang}&q=${encodeURIComponent(text)}`),
    deck: (query) => json(`/stage/deck?${new URLSearchParams({ ...sources(), lang: Q.lang })}&${query}`),
    home: () => location.assign(`/meeting?lang=${Q.lang}`),
    save: async () => {
      Q.tell(Q.say("saving"), 0);
      try {
        const answer = await fetch(`/stage/file?${own()}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"))?.[1];
        const link = Q.el("a", { href: URL.createObjectURL(await answer.blob()), download: decodeURIComponent(name ?? "qujian.html") });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        Q.tell(Q.say("saved"));
      } catch { Q.tell(Q.say("failed")); }
    },
  };

  let lost = false;
  Q.watch = (version, renew) => {
    let known = version;
    const look = async () => {
      try {
        const now = await json("/stage/alive", { signal: AbortSignal.timeout(PATIENCE) });
        if (lost) { lost = false; Q.tell(""); }
        if (now.version !== known) { await renew(); known = now.version; Q.tell(Q.say("fresh")); }
      } catch {
        lost = true;
        Q.tell(Q.say("lost"), 0);
      }
      setTimeout(look, EVERY);
    };
    setTimeout(look, EVERY);
  };
  if (Q.deck && !document.documentElement.dataset.wall) {
    addEventListener("DOMContentLoaded", () => {
      Q.watch(Q.deck.version, async () => Q.replace(await Q.live.deck(own().toString())));
      const told = JSON.parse(document.getElementById("told")?.textContent ?? "[]");
      if (told.length) Q.tell(told.join(" "), 12000);
    });
  }
})();
