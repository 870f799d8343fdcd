// What the report gains where scripts run: search, filters, order, links that keep them, copying,
// keys, colours. Everything can be read without it; it loads nothing and writes text only as text.
(() => {
  "use strict";
  const root = document.documentElement;
  const memory = {
    // A page opened from a disk may be refused a memory.
    get(name) { try { return localStorage.getItem(`needle-evidence-${name}`); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(`needle-evidence-${name}`, value); } catch { /* forgotten */ } },
  };

  // A chosen theme switches the style sheet's own media rules, so that those of anybody's theme follow.
  const switched = [];
  function gather(rules) {
    for (const rule of rules) {
      if (rule.media?.mediaText.includes("prefers-color-scheme")) switched.push([rule.media, rule.media.mediaText]);
      else if (rule.cssRules) gather(rule.cssRules);
    }
  }

  function colour(theme) {
    const chosen = theme === "light" || theme === "dark";
    if (chosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const [media, text] of switched) {
      const answer = (whole, scheme) => (scheme === theme ? "(min-width: 0px)" : "(max-width: 0px)");
      const said = text.replace(/\(prefers-color-scheme: (light|dark)\)/g, answer);
      media.mediaText = !chosen ? text : /\b(screen|print|all)\b/.test(said) ? said : `screen and ${said}`;
    }
  }

  for (const sheet of document.styleSheets) gather(sheet.cssRules);
  colour(memory.get("theme"));
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("finder");
    if (form) start(form);
  });

  function start(form) {
    const NAMES = ["q", "status", "certainty", "design", "topic", "question", "group", "problem", "sort"];
    const OF_CLAIMS = ["status", "certainty", "topic", "question", "group"];
    const controls = Object.fromEntries(NAMES.map((name) => [name, form.elements.namedItem(name)]));
    const byId = (id) => document.getElementById(id);
    const element = (tag, text = "", from = {}) => Object.assign(document.createElement(tag), { textContent: text }, from);
    const found = byId("found"), clear = byId("clear"), panel = byId("filters");
    const filtersButton = byId("filters-button"), settings = byId("settings");
    const items = [...document.querySelectorAll("[data-kind]")].map((node) => ({
      node, home: node.parentElement, shown: true, text: null,
      claim: node.dataset.kind === "claim", data: { ...node.dataset },
    }));
    const claims = items.filter((item) => item.claim);
    const works = items.filter((item) => !item.claim);
    const itemOf = new Map(items.map((item) => [item.node, item]));
    const sections = [...document.querySelectorAll(".topic")];
    let sorted = "", here = null, marking = 0;

    // ---- what is searched -------------------------------------------------------------------

    const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

    function textOf(item) {
      if (item.text === null) {
        const { node } = item, raw = node.querySelector(".bibtex pre"), tools = node.querySelector(".tools");
        let text = node.textContent;
        for (const part of [raw, tools]) if (part) text = text.replace(part.textContent, () => " ");
        item.text = fold(text);
      }
      return item.text;
    }

    function readAhead(from = 0) {
      // The texts are read while the browser is idle, so that the first search finds them ready.
      const work = (deadline) => {
        let next = from;
        const until = performance.now() + Math.min(deadline.timeRemaining(), 12);
        while (next < items.length && performance.now() < until) textOf(items[next++]);
        if (next < items.length) readAhead(next);
      };
      if (window.requestIdleCallback) requestIdleCallback(work);
    }

    // ---- filters ----------------------------------------------------------------------------

    const termsOf = (query) => (query.match(/"[^"]+"|\S+/g) || []).map((one) => fold(one.replace(/^"|"$/g, ""))).filter(Boolean);
    const has = (item, name, value) => !value || ` ${item.data[name] || ""} `.includes(` ${value} `);

    function find() {
      const values = Object.fromEntries(NAMES.map((name) => [name, controls[name].value]));
      const terms = termsOf(values.q);
      const says = (item) => terms.every((term) => textOf(item).includes(term));
      const both = (item) => has(item, "design", values.design) && has(item, "problem", values.problem) && says(item);
      const ofClaims = OF_CLAIMS.some((name) => values[name]);
      const cited = new Set();
      for (const item of claims) {
        const fits = OF_CLAIMS.every((name) => has(item, name, values[name]));
        if (fits && ofClaims) for (const one of (item.data.cites || "").split(" ")) cited.add(one);
        show(item, fits && both(item));
      }
      // A work is found by a status, certainty, topic or question where a claim that has it cites the work.
      for (const item of works) show(item, (!ofClaims || cited.has(item.node.id)) && both(item));
      order(values.sort);
      for (const section of sections) section.hidden = !section.querySelector("[data-kind]:not([hidden])") && (filtering() || section.classList.contains("sorted") || !!(values.sort && section.dataset.claims));
      tell(values);
      root.classList.toggle("filtered", filtering());
      root.classList.remove("with-all");
      mark(terms);
      controls.q.dataset.answered = controls.q.value;
    }

    const filtering = () => NAMES.some((name) => name !== "sort" && controls[name].value.trim());

    function show(item, shown) {
      if (item.shown !== shown) item.node.hidden = !(item.shown = shown);
      if (item.outside) item.node.classList.remove("outside"), (item.outside = false);
    }

    function tell(values) {
      const set = NAMES.filter((name) => name !== "q" && values[name]);
      const count = (list) => list.reduce((sum, item) => sum + item.shown, 0);
      const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
      const counted = `${count(claims)} of ${plural(claims.length, "claim")}, ${count(works)} of ${plural(works.length, "reference")}`;
      for (const name of NAMES.slice(1)) controls[name].classList.toggle("set", !!values[name]);
      filtersButton.querySelector(".active-filters").textContent = set.length || "";
      found.textContent = filtering() ? counted : values.sort ? `${plural(claims.length, "claim")}, ${words("sort")}` : "";
      clear.hidden = !found.textContent;
      const printed = byId("printed-part");
      printed.hidden = !filtering();
      const chosen = set.filter((name) => name !== "sort").map((name) => `${name}: ${words(name)}`);
      if (values.q.trim()) chosen.unshift(`search: ${values.q.trim()}`);
      printed.textContent = `This is a part of the report: ${counted}, those with ${chosen.join("; ")}.`;
    }

    const words = (name) => (controls[name].selectedOptions[0]?.textContent || "").replace(/ \(\d[^)]*\)$/, "");

    function order(by) {
      if (by === sorted) return;
      const rank = { high: 0, moderate: 1, low: 2, very_low: 3, none: 4 };
      const collator = new Intl.Collator(undefined, { numeric: true });
      const ways = {
        worst: (a, b) => a.data.worst - b.data.worst,
        certainty: (a, b) => (rank[a.data.certainty] ?? 5) - (rank[b.data.certainty] ?? 5),
        name: (a, b) => collator.compare(a.name, b.name),
      };
      if (by === "name") for (const item of claims) item.name = item.node.querySelector("h3").textContent;
      const flat = byId("sorted-claims") || flatSection();
      if (ways[by]) {
        flat.querySelector("h2").textContent = `All claims, ${words("sort")}`;
        flat.append(...[...claims].sort(ways[by]).map((item) => item.node));
      } else for (const item of claims) item.home.append(item.node);
      sorted = by;
    }

    function flatSection() {
      const flat = element("section", "", { id: "sorted-claims", className: "topic sorted" });
      flat.setAttribute("aria-label", "All claims");
      flat.append(element("h2"));
      const first = claims[0]?.home;
      if (first) first.before(flat);
      sections.push(flat);
      for (const item of claims) item.home.dataset.claims = "yes";
      return flat;
    }

    function mark(terms) {
      // Found words are highlighted without touching the text; some browsers cannot.
      clearTimeout(marking);
      if (!window.Highlight || !CSS.highlights) return;
      CSS.highlights.delete("found");
      if (!terms.length) return;
      marking = setTimeout(() => {
        const ranges = [];
        for (const item of items.filter((one) => one.shown).slice(0, 80)) {
          const walker = document.createTreeWalker(item.node, NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && ranges.length < 600) rangesIn(walker.currentNode, terms, ranges);
        }
        CSS.highlights.set("found", new Highlight(...ranges));
      }, 150);
    }

    function rangesIn(node, terms, ranges) {
      const text = fold(node.data);
      if (text.length !== node.data.length) return;
      for (const term of terms) {
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          ranges.push(range);
        }
      }
    }

    // ---- links: #claim-x, or #q=knee&status=uncited&at=claim-x ---------------------------------

    function address(at) {
      const set = new URLSearchParams();
      for (const name of NAMES) if (controls[name].value.trim()) set.set(name, controls[name].value.trim());
      if (!String(set)) return at ? `#${at}` : "";
      if (at) set.set("at", at);
      return `#${set}`;
    }

    const whole = (hash) => location.href.split("#")[0] + hash;
    function write(at = "") {
      try { history.replaceState(history.state, "", whole(address(at))); } catch { /* the address stays */ }
    }

    function follow() {
      const hash = location.hash.slice(1);
      if (!hash.includes("=")) { reveal(named(hash)); return; }
      const set = new URLSearchParams(hash);
      for (const name of NAMES) {
        const value = set.get(name) || "";
        controls[name].value = value;
        if (controls[name].value !== value) controls[name].value = "";
      }
      find();
      const target = byId(set.get("at") || "");
      if (target) reveal(target, true);
      else toResults();
    }

    const named = (hash) => { try { return byId(decodeURIComponent(hash)); } catch { return null; } };

    function reveal(target, focus = false) {
      if (!target) return;
      const item = itemOf.get(target.closest("[data-kind]"));
      if (item && !item.shown) {
        item.outside = true;
        item.node.classList.add("outside");
        item.node.hidden = false;
        item.home.hidden = item.node.parentElement.hidden = false;
        item.shown = true;
      }
      if (target.closest(".whole, header.page, .contents")) root.classList.add("with-all");
      else if (!item && target.closest(".topic[hidden]")) clearAll();
      if (item) { goTo(item, focus); write(item.node.id); } else target.scrollIntoView();
    }

    function goTo(item, focus = true) {
      here?.classList.remove("here");
      here = item.node;
      here.classList.add("here");
      here.scrollIntoView();
      if (focus) { here.tabIndex = -1; here.focus({ preventScroll: true }); }
    }

    function toResults() {
      const main = document.querySelector("main");
      if (main.getBoundingClientRect().top < 0) main.scrollIntoView();
    }

    function clearAll() {
      for (const name of NAMES) controls[name].value = "";
      find();
      write();
    }

    // ---- copying ----------------------------------------------------------------------------

    const near = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) if (isIntersecting) { near.unobserve(target); addTools(target); }
    }, { rootMargin: "600px" });

    function addTools(node) {
      const tools = element("p", "", { className: "tools" });
      const what = node.dataset.kind === "claim" ? node.querySelector("h3").textContent : node.querySelector(".number")?.textContent;
      const add = (label, name) => {
        const button = element("button", label, { type: "button", className: "quiet" });
        button.dataset.copy = name;
        button.setAttribute("aria-label", `Copy ${label.toLowerCase().replace("copy ", "")}: ${node.dataset.kind} ${what.slice(0, 80)}`);
        tools.append(button);
      };
      if (node.dataset.kind === "claim") add("Copy link", "here");
      else {
        tools.append("Copy");
        add("Citation", "citation");
        if (node.querySelector(".bibtex")) add("BibTeX", "bibtex");
        if (node.querySelector(".links a")) add("Link to the work", "work");
        add("Link to here", "here");
      }
      (node.dataset.kind === "claim" ? node : node.lastElementChild).append(tools);
    }

    const copied = {
      here: (node) => whole(address(node.id)),
      citation: (node) => node.querySelector(".full").textContent.trim(),
      bibtex: (node) => node.querySelector(".bibtex pre").textContent,
      work: (node) => node.querySelector(".links a").href,
    };

    async function copy(button) {
      const node = button.closest("[data-kind]"), label = button.textContent;
      const done = await toClipboard(copied[button.dataset.copy](node));
      button.textContent = done ? "✓ Copied" : "Not allowed here";
      button.classList.toggle("done", done);
      byId("told").textContent = done ? `${label} copied` : "The browser did not allow copying";
      if (button.isConnected) setTimeout(() => { button.textContent = label; button.classList.remove("done"); byId("told").textContent = ""; }, 2500);
    }

    async function toClipboard(text) {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* an older way */ }
      const area = element("textarea", text, { className: "unseen" });
      const before = document.activeElement;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      before?.focus({ preventScroll: true });
      return done;
    }

    // ---- keys ---------------------------------------------------------------------------------

    function step(by) {
      const listed = [...document.querySelectorAll('[data-kind="claim"]:not([hidden])')].filter((node) => !node.closest("[hidden]"));
      const edge = form.offsetHeight + 24;
      const seen = here ? listed.indexOf(here) : -1;
      const box = here?.getBoundingClientRect();
      let next;
      if (seen >= 0 && box.bottom > edge && box.top < innerHeight) next = seen + by;
      else {
        const below = listed.findIndex((node) => node.getBoundingClientRect().top >= edge - 8);
        next = by > 0 ? below : (below < 0 ? listed.length : below) - 1;
      }
      const item = itemOf.get(listed[next]);
      if (item) { goTo(item); write(item.node.id); }
    }

    function open(shown) {
      panel.hidden = !shown;
      filtersButton.setAttribute("aria-expanded", String(shown));
    }

    function escape() {
      const note = document.querySelector(".mark-note:target");
      if (document.activeElement === controls.q) {
        if (controls.q.value) { controls.q.value = ""; changed(); } else controls.q.blur();
      } else if (!panel.hidden) { open(false); filtersButton.focus(); }
      else if (note) note.querySelector(".back a").click();
    }

    function pressed(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || settings.open) return;
      if (event.key === "Escape") { escape(); return; }
      const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
      if (typing || !settings.querySelector("[name=keys]").checked) return;
      const does = { "/": () => controls.q.select(), j: () => step(1), k: () => step(-1), "?": () => settings.showModal() }[event.key];
      if (does) { event.preventDefault(); does(); if (event.key === "/") controls.q.focus(); }
    }

    // ---- bringing it to life ---------------------------------------------------------------------

    function changed() { find(); write(); }

    function typed() { changed(); toResults(); }

    for (const name of NAMES) controls[name].addEventListener(name === "q" ? "input" : "change", typed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = items.find((item) => item.shown && item.claim) || items.find((item) => item.shown);
      if (filtering() && first) goTo(first);
    });
    clear.addEventListener("click", () => { clearAll(); controls.q.focus(); });
    filtersButton.addEventListener("click", () => open(panel.hidden));
    byId("settings-button").addEventListener("click", () => settings.showModal());
    settings.addEventListener("change", ({ target }) => {
      if (target.name === "theme") { memory.set("theme", target.value); colour(target.value); }
      else memory.set("keys", target.checked ? "on" : "off");
    });
    settings.querySelector(`[value="${root.dataset.theme || "auto"}"]`).checked = true;
    settings.querySelector("[name=keys]").checked = memory.get("keys") !== "off";
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-copy]");
      if (button) copy(button);
    });
    for (const node of document.querySelectorAll("[data-show]")) {
      const link = element("a", "", { href: `#${node.dataset.show}` });
      link.append(...node.childNodes);
      node.append(link);
    }
    const told = element("p", "", { id: "told", className: "unseen" });
    told.setAttribute("role", "status");
    document.body.append(told);
    form.hidden = false;
    // The variable is inherited: to set it restyles the page, so it holds the height of one line.
    root.style.setProperty("--bar-height", `${form.offsetHeight}px`);
    const keepClear = () => { root.style.scrollPaddingTop = `${form.offsetHeight + 16}px`; };
    keepClear();
    new ResizeObserver(keepClear).observe(form);
    for (const item of items) near.observe(item.node);
    window.addEventListener("hashchange", follow);
    if (location.hash.length > 1) follow();
    else controls.q.dataset.answered = "";
    readAhead();
  }
})();
