/* What is new since the reader's last visit: this browser keeps the version of the data that it saw, nobody else does. */
(() => {
  const { store } = reader;
  const SEEN = "qujian-version", SINCE = "qujian-since";
  const session = (value) => {
    try { return value === undefined ? sessionStorage.getItem(SINCE) : sessionStorage.setItem(SINCE, value); } catch { return null; }
  };
  /* The version seen at the last visit: the same as long as this tab is open, whatever has been seen in it since. */
  const since = (now) => {
    if (session() === null) session(store(SEEN) || now);
    store(SEEN, now);
    return session();
  };
  const asked = new Map(); // address → the sentence that says what has changed; "" where nobody can say
  const changes = (before, now) => {
    const lang = document.documentElement.lang.slice(0, 2);
    const address = `${qujian.base}/api/v1/changes?${new URLSearchParams({ from: before, to: now, limit: 0 })}`;
    if (!asked.has(address)) {
      asked.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null), () => null));
    }
    return asked.get(address).then((answer) => answer?.meta[`sentence_${lang}`] ?? "");
  };
  const show = async () => {
    const line = document.querySelector(".qj-news[hidden]:not([data-said])");
    if (!line || new URLSearchParams(location.search).has("data")) return; // who looks at an earlier version knows
    line.dataset.said = "";
    const { version: now } = line.dataset, before = since(now);
    if (!before || before === now) return;
    const said = await changes(before, now);
    const text = said ? line.dataset.changed.replace("{changes}", () => said) : line.dataset.unsaid;
    line.querySelector("span").textContent = text.replace("{version}", () => before);
    const link = line.querySelector("a"), url = new URL(link.href);
    if (said) for (const [name, value] of [["from", before], ["to", now]]) url.searchParams.set(name, value);
    link.href = url.pathname + url.search;
    line.hidden = false;
  };
  new MutationObserver(show).observe(document.documentElement, { subtree: true, childList: true });
})();
