// The review by keys: each does what its button does; the answer replaces the card, the source stays where it is.
(() => {
  const card = document.getElementById("card"), whole = document.querySelector(".qj-intake");
  if (!card || !whole) return;
  const KEYS = "qujian-intake-keys";
  const places = (id) => document.querySelectorAll(`mark[data-figure="${id}"]`);

  const mark = (id) => {
    for (const other of document.querySelectorAll("mark.is-current")) other.classList.remove("is-current");
    for (const place of places(id)) place.classList.add("is-current");
    const first = document.getElementById(`place-${id}`);
    if (!first) return;
    const source = document.querySelector(".qj-source"), from = source.getBoundingClientRect();
    const place = first.getBoundingClientRect();
    source.scrollTop += place.top - from.top - (from.height - place.height) / 2;
  };

  const keysAreOn = () => localStorage.getItem(KEYS) !== "off";
  const showKeys = () => { const box = document.getElementById("keys"); if (box) box.checked = keysAreOn(); };

  let isBusy = false;
  const ask = async (action, fields) => {
    if (isBusy) return;
    isBusy = true;
    try {
      const body = new URLSearchParams(fields);
      body.set("as", "json");
      const answer = await fetch(action, { method: "POST", body });
      if (!(answer.headers.get("content-type") || "").includes("json")) { location.reload(); return; }
      show(await answer.json());
    } catch {
      const status = card.querySelector("[role=status]");
      if (status) status.textContent = "…";
    } finally { isBusy = false; }
  };

  const show = (found) => {
    card.innerHTML = found.card;
    for (const [id, state] of Object.entries(found.states)) for (const place of places(id)) place.dataset.state = state;
    showKeys();
    mark(found.figure);
    const address = new URL(location.href);
    if (found.figure) address.searchParams.set("figure", found.figure);
    history.replaceState(null, "", address);
    card.dataset.answered = String(Number(card.dataset.answered || 0) + 1);
  };

  const submit = (form, button) => {
    const fields = new FormData(form);
    if (button) fields.set("action", button.value);
    ask(form.getAttribute("action"), fields);
  };

  const look = (figure, metric) => {
    const form = card.querySelector("form");
    const fields = { action: "look", figure: String(figure) };
    if (metric !== undefined) fields.metric = metric;
    if (form) ask(form.getAttribute("action"), fields);
  };

  const open = (link) => {
    const figure = new URL(link.href).searchParams.get("figure");
    if (figure) ask(link.href, { figure });
    else location.href = link.href;
  };

  card.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]");
    if (link && link.dataset.key !== "s") { event.preventDefault(); open(link); }
  });
  card.addEventListener("change", (event) => {
    if (event.target.name === "metric_id") look(card.querySelector("[name=figure]").value, event.target.value);
    if (event.target.id === "keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });
  document.querySelector(".qj-source").addEventListener("click", (event) => {
    const place = event.target.closest("mark");
    if (place) ask(location.href, { figure: place.dataset.figure, look: "1" });
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (event.key === "Enter" && field && card.contains(field)) {
      event.preventDefault();
      const name = field.dataset.focus === "r" ? "reject" : "accept";
      const button = card.querySelector(`button[value="${name}"]`);
      if (button) submit(button.form, button);
      return;
    }
    if (field || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { ArrowRight: "n", ArrowLeft: "p" }[event.key] || event.key.toLowerCase();
    if (key === "c") { event.preventDefault(); const value = card.querySelector("[name=value]"); if (value) value.select(); return; }
    const focus = card.querySelector(`[data-focus="${CSS.escape(key)}"]`);
    if (focus && !(key === "r" && focus.value.trim())) { event.preventDefault(); focus.focus(); return; }
    const target = card.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.type === "radio") { target.checked = true; look(card.querySelector("[name=figure]").value, target.value); }
    else if (target.tagName === "A") { if (key === "s") location.href = target.href; else open(target); }
    else submit(target.form, target);
  });

  showKeys();
  mark(whole.dataset.current);
})();
