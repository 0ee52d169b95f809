// The list of documents: files dropped are sent one after the other, and states stay current while something is read.
(() => {
  const form = document.getElementById("add"), chosen = document.getElementById("file");
  const sending = document.getElementById("sending"), rows = document.getElementById("documents");
  if (!form || !rows) return;

  const line = (text) => {
    const item = document.createElement("li");
    item.textContent = text;
    sending.append(item);
    return item;
  };

  const send = (file) => new Promise((done) => {
    const item = line(`${file.name} 0%`), request = new XMLHttpRequest(), body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      item.textContent = `${file.name} ${Math.round((100 * event.loaded) / event.total)}%`;
    };
    request.onloadend = () => {
      let said = [];
      try { said = JSON.parse(request.responseText).said || []; } catch { said = [`${request.status || "–"}`]; }
      if (said.length || request.status !== 200) {
        item.className = "qj-fault";
        item.textContent = `${file.name}: ${said.join(" ") || request.status}`;
      } else item.remove();
      done();
    };
    request.send(body);
  });

  const sendAll = async (files) => {
    for (const file of files) { await send(file); await refresh(); }
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
