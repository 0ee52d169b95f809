/* Language, light or dark, text size, links without reload. */
(() => {
  const html = document.documentElement;
  const { store } = reader;
  qujian.say = (what) => qujian.says[html.lang.slice(0, 2)][what];

  // Language: the address, then the last choice, then the browser. It is always in the address.
  const language = () => new URLSearchParams(location.search).get("lang");
  const follow = () => {
    const lang = language();
    if (lang !== "zh" && lang !== "en") return;
    html.lang = lang === "zh" ? "zh-CN" : "en";
    store("qujian-lang", lang);
  };
  if (language() !== "zh" && language() !== "en") {
    const url = new URL(location.href);
    url.searchParams.set("lang", store("qujian-lang") || (/^zh/i.test(navigator.language) ? "zh" : "en"));
    history.replaceState(history.state, "", url);
  }
  // Other scripts follow the address by this event: the browser has one for steps back and forward only.
  const moved = () => { follow(); dispatchEvent(new Event("qujian-moved")); };
  for (const name of ["pushState", "replaceState"]) {
    const own = history[name].bind(history);
    history[name] = (...given) => { own(...given); moved(); };
  }
  addEventListener("popstate", moved);
  follow();

  // Text size: one switch on the root; everything is in rem. It is in the address, so that charts follow and links keep it.
  const textSize = () => new URLSearchParams(location.search).get("text");
  if (textSize()) store("qujian-text", textSize());
  else if (store("qujian-text") === "large") {
    const url = new URL(location.href);
    url.searchParams.set("text", "large");
    history.replaceState(history.state, "", url);
  }
  html.dataset.text = textSize() === "large" ? "large" : "normal";

  // Links inside the dashboard: no reload. What only adds to the page leaves the reader where he is.
  const go = (url, stays = false) => {
    qujian.withOwn(url, qujian.own());
    if (url.href === location.href || qujian.holds(() => go(url, stays))) return;
    history.pushState({}, "", url);
    qujian.rerun();
    if (!stays) qujian.toTop();
    seek();
  };
  // A part of a page that an address names (#adding) is shown as soon as it is there.
  const seek = () => {
    const { hash } = location;
    const show = () => {
      const part = hash.length > 1 && hash === location.hash && document.getElementById(hash.slice(1));
      if (part) part.scrollIntoView();
      return part || hash !== location.hash;
    };
    if (hash.length < 2 || show()) return;
    const observer = new MutationObserver(() => { if (show()) observer.disconnect(); });
    observer.observe(html, { subtree: true, childList: true });
  };
  seek();
  // Files that take a moment: fetched here, so that it can be seen and a refusal can be read.
  const tell = (node, text) => { node.closest(".qj-exports, p").querySelector('[role="status"]').textContent = text; };
  const fetched = async (url, how) => {
    const answer = await fetch(url, how).catch(() => { throw new Error(qujian.say("unreachable")); });
    if (answer.ok) return answer;
    const error = (await answer.json().catch(() => ({}))).error || {};
    throw new Error((html.lang === "zh-CN" ? error.message_zh : error.message) || `${answer.status}`);
  };
  const make = async (node, url, note = "") => {
    if (node.ariaBusy === "true") return;
    node.ariaBusy = "true"; tell(node, "");
    try {
      const answer = await fetched(url);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "qujian");
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      tell(node, note);
    } catch (error) { tell(node, error.message); } finally { node.ariaBusy = "false"; }
  };
  const reported = (button) => {
    const text = button.closest(".qj-exports").querySelector(".qj-copy");
    text.querySelector("[data-address]").textContent = location.href;
    return text.textContent;
  };
  const actions = (qujian.actions = {
    make: (link) => make(link, link.href),
    "copy-picture": async (button) => { // browsers forbid it on plain http: then a file
      const { href, done, why } = button.dataset;
      if (!window.isSecureContext || !navigator.clipboard?.write) return make(button, href, why);
      button.ariaBusy = "true"; tell(button, "");
      const picture = fetched(href).then((answer) => answer.blob());
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
        tell(button, done);
      } catch { await picture.then(() => { button.ariaBusy = "false"; return make(button, href, why); }, (error) => tell(button, error.message)); }
      finally { button.ariaBusy = "false"; }
    },
    "copy-text": async (button) => {
      const text = button.closest(".qj-exports, .qj-share, .qj-cite").querySelector(".qj-copy, .qj-address");
      try {
        await navigator.clipboard.writeText(text.textContent);
        tell(button, button.dataset.done);
      } catch {
        text.hidden = false;
        getSelection().selectAllChildren(text);
        tell(button, button.dataset.why);
      }
    },
    // An error is reported with the address of the page it is on.
    report: (button) => { reported(button); return actions["copy-text"](button); },
    mail: (button) => {
      const { subject } = button.dataset;
      location.href = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(reported(button))}`;
    },
    theme: () => {
      if (qujian.holds(actions.theme)) return; // charts are drawn for light or dark by the server
      reader.switchTheme();
      setTimeout(qujian.rerun, 50); // let the server know
    },
    print: () => window.print(),
    shortlist: (button) => { // put an entry of a list on the shortlist in the address, or take it off
      const { id, added, removed } = button.dataset;
      const url = new URL(location.href);
      const listed = url.searchParams.get("shortlist") ?? button.closest("[data-shortlist]").dataset.shortlist;
      const before = listed.split(",").filter(Boolean);
      const isIn = before.includes(id);
      url.searchParams.set("shortlist", (isIn ? before.filter((other) => other !== id) : [...before, id]).join(","));
      go(url, true);
      tell(button, isIn ? removed : added);
    },
    text: () => { // the whole document, so that charts follow too
      if (qujian.holds(actions.text)) return;
      const url = new URL(location.href);
      const large = html.dataset.text !== "large";
      store("qujian-text", large ? "large" : "normal");
      if (large) url.searchParams.set("text", "large");
      else url.searchParams.delete("text");
      location.assign(url);
    },
  });
  Object.assign(qujian, { tell, fetched });
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const found = event.target instanceof Element ? event.target.closest("a[href], [data-do]") : null;
    if (!found) return;
    if (found.dataset.do) { event.preventDefault(); actions[found.dataset.do]?.(found); return; }
    const { origin, pathname } = new URL(found.href, location.href);
    const isFile = found.hasAttribute("download") || qujian.path(pathname).startsWith("/api/") || found.target === "_blank";
    const leaves = origin === location.origin && !qujian.isPage(pathname) && !isFile; // another document of ours
    if (leaves && qujian.holds(() => location.assign(found.href))) { event.preventDefault(); return; }
    if (leaves || found.hasAttribute("data-reload") || found.hasAttribute("download") || !found.closest('st(app)')) return;
    const url = new URL(found.href, location.href);
    if (found.dataset.lang) { // whole document, so that no word of the other language stays behind
      event.preventDefault();
      const now = new URL(location.href);
      now.searchParams.set("lang", found.dataset.lang);
      if (!qujian.holds(() => location.assign(now))) location.assign(now);
      return;
    }
    if (url.origin !== location.origin || !qujian.isPage(url.pathname)) return;
    if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    go(url);
  }, true);

  // The search field in the header is a plain form; with script it needs no reload.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.classList.contains("qj-search")) return;
    event.preventDefault();
    const url = new URL(`${qujian.base}/search`, location.origin);
    const now = new URLSearchParams(location.search);
    for (const key of ["lang", "text", "data"]) if (now.get(key)) url.searchParams.set(key, now.get(key));
    url.searchParams.set("q", new FormData(form).get("q"));
    typed = "";
    go(url);
  }, true);

  // The header is drawn anew when the address changes: what is being typed into its search field stays, with the focus.
  let typed = "", isTyping = false, field = null;
  const isField = (node) => node instanceof Element && node.matches(".qj-search input[type=search]");
  addEventListener("input", ({ target }) => { if (isField(target)) typed = target.value; }, true);
  addEventListener("focusin", ({ target }) => { isTyping = isField(target); });
  addEventListener("focusout", ({ target }) => { setTimeout(() => { if (target.isConnected && target !== document.activeElement) isTyping = false; }); });
  new MutationObserver(() => {
    const now = document.querySelector(".qj-search input[type=search]");
    if (now === field) return;
    field = now;
    if (!now || !typed) return;
    now.value = typed;
    if (isTyping) now.focus();
  }).observe(html, { subtree: true, childList: true });

  // A meeting asks which pages are open in this browser.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("qujian") : null;
  if (channel) channel.onmessage = ({ data }) => { if (data?.ask === "pages") channel.postMessage({ page: qujian.path() + location.search }); };
})();
