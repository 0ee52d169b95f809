// The list of documents: files dropped are sent one after the other, and states stay current while something is read.
(() => {
  const form = document.getElementById("add"), chosen = document.getElementById("file");
  const sending = document.getElementById("sending"), rows = document.getElementById("documents");
  if (!form || !rows) return;

  const texts = form.dataset;
  const line = (file) => {
    const item = document.createElement("li"), bar = document.createElement("progress");
    Object.assign(bar, { max: 1, value: 0, ariaLabel: file.name });
    item.append(file.name, " ", bar);
    sending.append(item);
    return { item, bar };
  };

  const refuse = (item, file, text) => {
    item.className = "qj-fault";
    item.textContent = file.name + texts.colon + text;
  };

  const send = (file, { item, bar }) => new Promise((done) => {
    const request = new XMLHttpRequest(), body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    request.onloadend = () => {
      let said = [];
      try { said = JSON.parse(request.responseText).said; } catch { /* no answer of ours */ }
      if (request.status === 200) item.remove();
      else refuse(item, file, said.join(" ") || (request.status === 503 ? texts.busy : texts.lost));
      done();
    };
    request.send(body);
  });

  const sendAll = async (files) => {
    sending.replaceChildren();
    const every = files.map((file) => [file, line(file)]);
    for (const [file, shown] of every) {
      if (file.size > Number(texts.most)) refuse(shown.item, file, texts.tooLarge);
      else { await send(file, shown); await refresh(); }
    }
    chosen.value = "";
  };

  let timer = 0;
  const refresh = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(`intake/states${location.search}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const found = await answer.json();
      rows.innerHTML = found.rows;
      if (found.isReading) timer = setTimeout(refresh, 1000);
    } catch { timer = setTimeout(refresh, 5000); }
  };

  form.addEventListener("submit", (event) => {
    if (!chosen.files.length) return;
    event.preventDefault();
    sendAll([...chosen.files]);
  });
  for (const name of ["dragover", "drop", "dragleave"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("is-over", name === "dragover");
      if (name === "drop") sendAll([...event.dataTransfer.files]);
    });
  }
  if (rows.querySelector("progress")) timer = setTimeout(refresh, 500);
})();
