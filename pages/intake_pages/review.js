// The review by keys: each does what its button does; the answer replaces the card, the source stays where it is.
(() => {
  const card = document.getElementById("card"), whole = document.querySelector(".qj-intake");
  if (!card || !whole) return;
  const KEYS = "qujian-intake-keys", TYPED = "input:not([type=radio]):not([type=checkbox]), select, textarea";
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

  // What the card says is said outside of it: a reader of the screen hears only of what was there before it changed.
  const said = document.getElementById("said");
  const say = (text, isFault) => {
    said.textContent = text;
    said.className = text ? `qj-notice${isFault ? " qj-warn" : ""}` : "";
  };

  // A key that comes before the answer to the last one is left out: nobody has seen yet what it would decide on.
  let isBusy = false;
  const ask = async (action, fields) => {
    if (isBusy) return;
    isBusy = true;
    try {
      const body = new URLSearchParams(fields);
      body.set("as", "json");
      const answer = await fetch(action, { method: "POST", body });
      if (answer.status === 503) { say(whole.dataset.busy, true); return; }
      if (!(answer.headers.get("content-type") || "").includes("json")) { location.reload(); return; }
      show(await answer.json());
    } catch { say(whole.dataset.lost, true); } finally { isBusy = false; }
  };

  // What is wrong gets the focus, to be mended and sent with Enter. Else what had it has it again; but a field of the
  // figure before gives it to the whole card, where keys decide on the next.
  const focusAgain = (before, isFault, isSame) => {
    const wrong = isFault && card.querySelector("[aria-invalid]");
    if (wrong) { wrong.focus(); return; }
    if (!before) return;
    const name = ["data-key", "id"].find((attribute) => before.hasAttribute(attribute));
    const same = name && (isSame || !before.matches(TYPED)) && card.querySelector(`[${name}="${CSS.escape(before.getAttribute(name))}"]`);
    (same || card).focus({ preventScroll: true });
  };

  const isNarrow = matchMedia("(max-width: 60rem)");
  const show = (found) => {
    const last = whole.dataset.current, focus = card.contains(document.activeElement) && document.activeElement;
    whole.dataset.current = String(found.figure);
    card.innerHTML = found.card;
    say(found.said, found.isFault);
    document.getElementById("now").textContent = card.querySelector(".qj-number")?.textContent || "";
    focusAgain(focus, found.isFault, last === whole.dataset.current);
    if (isNarrow.matches && last !== whole.dataset.current) card.scrollIntoView();
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

  // Under another metric other units, checks and warnings hold; what was typed goes along.
  const look = (form) => submit(form, { value: "look" });

  const open = (figure) => {
    const address = new URL(location.href);
    address.searchParams.set("figure", figure);
    ask(address.href, {});
  };

  card.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]");
    if (link && link.dataset.figure) { event.preventDefault(); open(link.dataset.figure); }
  });
  card.addEventListener("change", (event) => {
    if (event.target.name === "metric_id") {
      event.target.form.elements.other_metric.value = "";
      look(event.target.form);
    }
    if (event.target.id === "keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  });
  document.querySelector(".qj-source").addEventListener("click", (event) => {
    const place = event.target.closest("mark");
    if (place) open(place.dataset.figure);
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest(TYPED);
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
    if (target.type === "radio") target.click();
    else if (target.dataset.figure) open(target.dataset.figure);
    else if (target.tagName === "A") location.href = target.href;
    else submit(target.form, target);
  });

  showKeys();
  mark(whole.dataset.current);
})();
