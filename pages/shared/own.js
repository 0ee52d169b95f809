/* The reader's own district (本区): chosen once, kept by this browser alone. The server learns of it from the address,
   which therefore shows a colleague what its sender sees: what an address says counts, and only where it says nothing
   the kept one is filled in. Links go on with what the present address says; it is kept where it was chosen here. */
(() => {
  const qujian = window.qujian;
  const { store } = reader;
  const KEPT = "qujian-own", NAME = "own";
  const here = () => new URL(location.href);
  /** An address of ours with the own district filled in where it leaves it open. */
  qujian.withOwn = (url, own) => {
    if (own && !url.searchParams.has(NAME)) url.searchParams.set(NAME, own);
    return url;
  };
  qujian.own = () => here().searchParams.get(NAME) || store(KEPT) || "";
  const arrive = () => {
    const url = qujian.withOwn(here(), store(KEPT));
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  };
  arrive(); // before Streamlit reads the address
  addEventListener("popstate", arrive);

  const choose = (own) => {
    if (qujian.holds(() => choose(own))) return;
    store(KEPT, own);
    const url = here();
    if (own) url.searchParams.set(NAME, own); else url.searchParams.delete(NAME);
    const chooser = document.activeElement;
    if (chooser instanceof HTMLElement && chooser.matches("[data-own]")) { // it is drawn anew
      const again = chooser.matches("select") ? ".qj-own select" : `.qj-district [data-own]`;
      qujian.answered().then(() => document.querySelector(again)?.focus());
    }
    history.replaceState(history.state, "", url);
    qujian.rerun();
  };
  qujian.actions.own = (button) => choose(button.dataset.own);
  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches("[data-own]")) choose(target.value);
  }, true);
})();
