/* On a phone the controls of a page are folded into the line that says what is chosen, until somebody opens them. */
(() => {
  const html = document.documentElement;
  let page = location.pathname;
  const show = () => {
    if (location.pathname !== page) { page = location.pathname; delete html.dataset.controls; }
    const button = document.querySelector(".qj-chosen button");
    const open = String(html.dataset.controls === "open");
    if (button && button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
  };
  qujian.actions.controls = () => {
    if (html.dataset.controls === "open") delete html.dataset.controls;
    else html.dataset.controls = "open";
    show();
  };
  new MutationObserver(show).observe(html, { subtree: true, childList: true }); // the line is drawn anew with every choice
})();
