// What is wrong with the layout of an SVG, as the browser draws it: texts on one another, on points or axes, past the
// edge; and the smallest type in points on paper.
(source) => {
  const holder = document.createElement("div");
  holder.style.cssText = "position:absolute;left:0;top:0";
  holder.innerHTML = source;
  document.body.append(holder);
  const svg = holder.querySelector("svg");
  const sheet = svg.getBoundingClientRect();
  const scale = sheet.width / svg.viewBox.baseVal.width;
  const box = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const texts = [];
  for (const text of svg.querySelectorAll("text")) {
    const lines = [...text.children].filter((child) => child.classList.contains("line"));
    for (const line of lines.length ? lines : [text]) {
      const words = line.textContent.trim();
      if (!words) continue;
      const size = parseFloat(getComputedStyle(line).fontSize) * scale;
      const found = box(line);
      // letters are lower than the line they stand in
      const middle = (found.top + found.bottom) / 2;
      const half = Math.min(size / 2, (found.bottom - found.top) / 2);
      texts.push({ words, size, ...found, top: middle - half, bottom: middle + half });
    }
  }
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const upright = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const meet = (a, b, pixels) => across(a, b) > pixels && upright(a, b) > pixels;
  const faults = [];
  texts.forEach((text, i) => {
    if (text.left < -1 || text.top < -1 || text.right > sheet.width + 1 || text.bottom > sheet.height + 1)
      faults.push(`over the edge: ${text.words}`);
    for (const other of texts.slice(i + 1))
      if (meet(text, other, 1.5)) faults.push(`on one another: ${text.words} / ${other.words}`);
  });
  const marks = [...svg.querySelectorAll(".points path.point")].filter(
    (mark) => getComputedStyle(mark).opacity !== "0",
  );
  for (const mark of marks.map(box))
    for (const text of texts)
      if (meet(text, mark, 3)) faults.push(`on a point: ${text.words}`);
  const axes = [...svg.querySelectorAll(".zerolinelayer path, .xlines-above, .ylines-above, .xlines-below, .ylines-below")];
  for (const axis of axes.filter((a) => a.getAttribute("d")).map(box))
    for (const text of texts) {
      const isUpright = axis.right - axis.left < 4;
      const crosses = isUpright
        ? upright(text, axis) > 1 && text.left + 2 < axis.left && text.right - 2 > axis.right
        : across(text, axis) > 1 && text.top + 2 < axis.top && text.bottom - 2 > axis.bottom;
      if (crosses) faults.push(`on an axis: ${text.words}`);
    }
  holder.remove();
  const points = Math.min(...texts.map((text) => text.size)) * 0.75;
  return { faults, points, cut: texts.map((text) => text.words).filter((words) => words.includes("…")) };
}
