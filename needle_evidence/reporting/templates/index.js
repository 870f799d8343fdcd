// Searching a report of several pages: the first page holds a line on every claim and reference.
(() => {
  "use strict";
  const MOST = 60;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("index-finder");
    if (!form) return;
    const box = form.elements.namedItem("q"), status = form.elements.namedItem("status");
    const list = document.getElementById("index-found"), told = document.getElementById("index-told");
    let lines = null;

    function read() {
      if (lines) return lines;
      const { pages, entries } = JSON.parse(document.getElementById("index").textContent);
      lines = entries.map(([kind, name, text, page, anchor, state]) => ({
        kind, name, text, state, folded: fold(`${text} ${name}`), address: `${pages[page]}#${anchor}`,
      }));
      return lines;
    }

    function find() {
      const query = box.value, terms = fold(query).split(/\s+/).filter(Boolean), wanted = status.value;
      const found = [];
      let count = 0;
      if (terms.length || wanted) {
        for (const line of read()) {
          if (wanted && line.state !== wanted) continue;
          if (!terms.every((term) => line.folded.includes(term))) continue;
          if (count++ < MOST) found.push(line);
        }
      }
      list.replaceChildren(...found.map(item));
      told.textContent = !terms.length && !wanted ? "" : count > MOST ? `${count} found; the first ${MOST}:` : `${count} found`;
      box.dataset.answered = query;
    }

    function item(line) {
      const node = document.createElement("li"), link = document.createElement("a"), name = document.createElement("span");
      link.href = line.address;
      link.textContent = line.text;
      name.className = "code";
      name.textContent = ` ${line.kind === "r" ? "reference " : ""}${line.name}`;
      node.append(link, name);
      return node;
    }

    box.addEventListener("input", find);
    status.addEventListener("change", find);
    form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.click(); });
    form.hidden = false;
    box.dataset.answered = "";
    (window.requestIdleCallback || setTimeout)(read);
  });
})();
