/* The page on which a running order is chosen: open pages answer by name, a draft file becomes an address. */
(() => {
  const said = JSON.parse(document.getElementById("said").textContent);
  const told = document.getElementById("told");
  const tell = (text) => { told.replaceChildren(Q.el("p", { text })); };
  const begin = (draft) => {
    const url = new URL("/meeting", location.origin);
    url.searchParams.set("lang", Q.lang);
    url.searchParams.set("draft", draft);
    location.assign(url);
  };
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
      const { draft } = await (await fetch(`/stage/open?lang=${Q.lang}&${query}`)).json();
      if (draft) begin(draft); else tell(said.none_open);
    } catch { tell(said.failed); }
  });

  document.getElementById("draft-file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    try {
      const answer = await (await fetch(`/stage/draft?lang=${Q.lang}`, { method: "POST", body: file })).json();
      if (answer.draft) begin(answer.draft); else tell(answer.error.message);
    } catch { tell(said.failed); }
    target.value = "";
  });
})();
