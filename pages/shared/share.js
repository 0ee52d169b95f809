/* The address of the page to others: as text, as a QR code on screen and on paper; pages kept and seen in this browser. */
(() => {
  const { store } = reader;
  const MOST_SEEN = 8, MOST_KEPT = 30;
  const lists = { kept: "qujian-kept", seen: "qujian-seen" };

  const read = (name) => {
    try {
      const found = JSON.parse(store(lists[name]) || "[]");
      return Array.isArray(found) ? found.filter((item) => typeof item?.href === "string" && item.href.startsWith(`${qujian.base}/`) && typeof item.name === "string") : [];
    } catch { return []; }
  };
  const write = (name, items) => store(lists[name], JSON.stringify(items));
  /* A draft in an address is a reader's own work: it is no place to come back to. */
  const here = () => {
    const url = new URL(location.href);
    url.searchParams.delete("draft");
    return url.pathname + url.search;
  };
  const same = (one, other) => {
    const plain = (href) => { const url = new URL(href, location.origin); url.searchParams.delete("lang"); url.searchParams.sort(); return url.pathname + url.search; };
    return plain(one) === plain(other);
  };
  /* What a page is about: its first finding, else its name. */
  const name = () => {
    const page = document.querySelector("#content")?.textContent.trim() ?? document.title;
    const finding = [...document.querySelectorAll(".qj-html h2")].find((node) => node.getClientRects().length)?.textContent.trim();
    return finding && finding !== page ? `${page} · ${finding}` : page;
  };

  /* The address with the version of the data that is shown: whoever follows it later sees the figures of today. */
  const withVersion = () => {
    const url = new URL(location.href), version = document.querySelector(".qj-version")?.dataset.version;
    if (version && !url.searchParams.has("data")) url.searchParams.set("data", version);
    return url.href.replaceAll("%2C", ",");
  };
  const shared = () => (panel()?.querySelector("[data-keeps-version]").checked ? withVersion() : location.href);

  // The code of an address: fetched when somebody looks at it or prints, never before.
  const source = (address) => (address.length > qujian.longestCode ? "" : `${qujian.base}/share/qr.svg?address=${encodeURIComponent(address)}`);

  const panel = () => document.querySelector(".qj-share[open]");
  const entry = (item, list) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = item.href; link.target = "_self"; link.textContent = item.name;
    line.append(link);
    if (list === "kept") {
      const away = document.createElement("button");
      away.type = "button"; away.textContent = "×"; away.dataset.do = "forget-page"; away.dataset.href = item.href;
      away.setAttribute("aria-label", `${qujian.say("forget")} ${item.name}`);
      line.append(away);
    }
    return line;
  };
  const picture = (name) => Object.assign(new Image(168, 168), { alt: name, src: source(shared()) });
  const fill = () => {
    const place = panel();
    if (!place) return;
    place.querySelector(".qj-address").textContent = shared();
    place.querySelector("[data-keeps-version]").closest("p").hidden = new URL(location.href).searchParams.has("data");
    const shown = place.querySelector(".qj-code"), hasCode = Boolean(source(shared()));
    shown.replaceChildren(...(hasCode ? [picture(shown.dataset.name)] : []));
    place.querySelector(".qj-too-long").hidden = hasCode;
    for (const list of Object.keys(lists)) {
      const items = read(list).filter((item) => list === "kept" || !same(item.href, here()));
      const shown = place.querySelector(`[data-list="${list}"]`);
      shown.replaceChildren(...items.map((item) => entry(item, list)));
      shown.parentElement.hidden = !items.length;
    }
    place.querySelector('[data-do="keep-page"]').setAttribute("aria-pressed", String(read("kept").some((item) => same(item.href, here()))));
  };
  addEventListener("change", ({ target }) => { if (target instanceof Element && target.matches("[data-keeps-version]")) fill(); }, true);
  addEventListener("toggle", ({ target }) => { if (target instanceof Element && target.matches(".qj-share")) fill(); }, true);
  addEventListener("keydown", ({ key }) => {
    const place = panel();
    if (key !== "Escape" || !place) return;
    place.open = false;
    place.querySelector("summary").focus();
  });
  addEventListener("click", ({ target }) => { const place = panel(); if (place && target instanceof Node && target.isConnected && !place.contains(target)) place.open = false; });

  Object.assign(qujian.actions, {
    "keep-page": () => {
      const items = read("kept"), left = items.filter((item) => !same(item.href, here()));
      write("kept", left.length < items.length ? left : [{ href: here(), name: name() }, ...items].slice(0, MOST_KEPT));
      fill();
    },
    "forget-page": ({ dataset }) => { write("kept", read("kept").filter((item) => item.href !== dataset.href)); fill(); panel()?.querySelector("summary").focus(); },
  });

  // Pages seen: those somebody stayed at.
  let stays = 0;
  const remember = () => {
    clearTimeout(stays);
    stays = setTimeout(() => {
      if (document.hidden || qujian.path() === "/") return;
      write("seen", [{ href: here(), name: name() }, ...read("seen").filter((item) => !same(item.href, here()))].slice(0, MOST_SEEN));
    }, 4000);
  };
  addEventListener("qujian-moved", remember);
  remember();

  // On paper: what page this is, of which data and day, and its address with that version of the data, as text and as a
  // code. Never the code of another.
  const code = new Image();
  let drawnFor = "";
  const draw = () => new Promise((done) => {
    const wanted = withVersion();
    if (!source(wanted) || drawnFor === wanted) { done(); return; }
    code.onload = () => { drawnFor = wanted; done(); };
    code.onerror = () => done();
    code.src = source(wanted);
  });
  const imprint = () => {
    document.querySelector(".qj-imprint")?.remove();
    const foot = document.createElement("footer");
    foot.className = "qj-imprint";
    foot.setAttribute("aria-hidden", "true");
    const text = document.createElement("p");
    const version = document.querySelector(".qj-version")?.textContent ?? "";
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
    const brand = document.querySelector(".qj-brand")?.textContent ?? "";
    for (const line of [[brand, name(), version, qujian.say("printed").replace("{day}", day)].filter(Boolean).join(" · "), decodeURI(withVersion())]) {
      text.append(line, document.createElement("br"));
    }
    foot.append(text);
    if (drawnFor === withVersion()) foot.append(code);
    document.querySelector("st(content)")?.append(foot);
  };
  addEventListener("beforeprint", imprint);
  addEventListener("afterprint", () => document.querySelector(".qj-imprint")?.remove());
  const print = async () => { await Promise.race([draw(), new Promise((done) => { setTimeout(done, 1500); })]); window.print(); };
  qujian.actions.print = print;
  addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    print();
  });
})();
