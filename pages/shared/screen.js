/* How wide the window is, for the map: known to the server before it draws, kept until the browser is closed. */
(() => {
  const say = () => { document.cookie = `qujian-width=${Math.min(window.innerWidth, 9999)}; SameSite=Strict`; };
  say();
  addEventListener("resize", say);
})();
