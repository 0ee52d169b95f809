/* The page on which a running order is chosen: open pages answer by name, a draft file becomes an address. */
(() => {
  const said = JSON.parse(document.getElementById("said").textContent);
  const messages = document.getElementById("messages");
  const tell = (text) => { messages.replaceChildren(Q.el("p", { text })); };
  /** Open a draft: by its link, or, where it is too long for one, kept in this window. */
  const begin = ({ draft, kept }) => {
    const url = new URL(`${Q.base}/meeting`, location.origin);
    url.searchParams.set("lang", Q.lang);
    if (Q.place.get("data")) url.searchParams.set("data", Q.place.get("data"));
    if (kept) {
      try { Q.keep(kept); } catch { return tell(said.no_room); }
    }
    url.searchParams.set(...(kept ? ["kept", "yes"] : ["draft", draft]));
    location.assign(url);
  };
  const busy = () => tell(said.busy);
  const failed = (error) => tell(Q.because(error, said.failed));
  /** How long other tabs have to answer. */
  const PATIENCE = 400;

  document.getElementById("open-pages").addEventListener("click", async () => {
    const pages = new Set();
    const channel = new BroadcastChannel("qujian");
    channel.onmessage = ({ data }) => { if (data?.page) pages.add(data.page); };
    channel.postMessage({ ask: "pages" });
    await new Promise((done) => setTimeout(done, PATIENCE));
    channel.close();
    if (!pages.size) return tell(said.none_open);
    try {
      const query = [...pages].map((page) => `page=${encodeURIComponent(page)}`).join("&");
      const made = await (await Q.request(`${Q.base}/stage/open?${Q.place.data()}&lang=${Q.lang}&${query}`, {}, busy)).json();
      if (made.draft || made.kept) begin(made); else tell(said.none_open);
    } catch (error) { failed(error); }
  });

  const send = async (body, form = "") => {
    try {
      begin(await (await Q.request(`${Q.base}/stage/draft?lang=${Q.lang}${form}`, { method: "POST", body }, busy)).json());
    } catch (error) { failed(error); }
  };
  document.getElementById("draft-file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (file) await send(file);
    target.value = "";
  });

  // The draft that the pages keep in this browser: pages/shared/draft.js.
  const own = (() => { try { return localStorage.getItem("qujian-draft"); } catch { return null; } })();
  const button = document.getElementById("own-draft");
  button.closest("li").hidden = !own;
  button.addEventListener("click", () => send(own, "&packed=yes"));
})();
