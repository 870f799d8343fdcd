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
    let lines = [], folded = 0;

    function parse() {
      if (lines.length) return;
      const index = JSON.parse(document.getElementById("index").textContent);
      lines = ["claim", "reference"].flatMap((kind) => index[kind].map(([name, text, page, anchor, state]) => ({
        kind, name, text, state: index.statuses[state] || "", folded: "",
        address: `${index.pages[page]}#${anchor || `${kind}-${name}`}`,
      })));
    }

    function prepare(until) {
      // In small steps while nothing else happens, so that scrolling is never held up.
      parse();
      while (folded < lines.length && (folded % 200 || performance.now() < until)) {
        const line = lines[folded++];
        line.folded = fold(`${line.text} ${line.name}`);
      }
    }

    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 50));

    function readAhead() {
      prepare(performance.now() + 8);
      if (folded < lines.length) idle(readAhead);
    }

    function find() {
      const query = box.value, terms = fold(query).split(/\s+/).filter(Boolean), wanted = status.value;
      const found = [];
      let count = 0;
      if (terms.length || wanted) {
        prepare(Infinity);
        for (const line of lines) {
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
      name.textContent = ` ${line.kind === "reference" ? "reference " : ""}${line.name}`;
      node.append(link, name);
      return node;
    }

    box.addEventListener("input", find);
    status.addEventListener("change", find);
    form.addEventListener("submit", (event) => { event.preventDefault(); list.querySelector("a")?.click(); });
    form.hidden = false;
    box.dataset.answered = "";
    idle(readAhead);
  });
})();
