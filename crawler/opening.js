// Runs before a page's own script. Keeps it from leaving, asking or printing, and gives the renderer hands: open what is
// folded, press "load more", press menu entries that only script can follow, and say where each of them wanted to go.
// The page is a stranger and could tamper with all of this: what comes back is data, never trusted.
(() => {
  const LIMIT = 500;
  const seen = [];
  let label = "";
  let pushes = 0;
  const note = (url) => {
    try {
      if (seen.length < LIMIT) seen.push([new URL(String(url), document.baseURI).href, label]);
    } catch (_) { /* not an address */ }
  };
  window.open = (url) => { if (url) note(url); return null; };
  window.alert = window.print = () => undefined;
  window.confirm = () => false;
  window.prompt = () => null;
  for (const name of ["pushState", "replaceState"]) {
    const real = history[name].bind(history);
    history[name] = (state, title, url) => {
      if (++pushes > 50) return;
      if (url && label) note(url);
      real(state, title, url);
    };
  }
  if (window !== window.top) return;

  const say = (element) =>
    (element.innerText || element.value || element.title || element.getAttribute("aria-label") ||
      (element.querySelector("img[alt]") || { alt: "" }).alt || "").replace(/\s+/g, " ").trim().slice(0, 200);
  const leaves = (element) => {
    const link = element.closest("a[href], area[href]");
    const href = link ? link.getAttribute("href").trim() : "";
    return href !== "" && !/^(#|javascript:)/i.test(href);
  };
  const submits = (element) =>
    (element.tagName === "BUTTON" && element.form && element.type === "submit") ||
    (element.tagName === "INPUT" && /submit|image|reset|file/.test(element.type));
  const harmful = /ลบ|ออกจากระบบ|โหวต|ส่งข้อ|ยืนยัน|สมัคร|ถูกใจ|delete|log ?out|sign ?out|vote|submit|remove|send|like/i;
  const safe = (element) => !leaves(element) && !submits(element) && !harmful.test(say(element));
  const press = (element) => {
    label = say(element);
    try { element.click(); } catch (_) { /* the page's own handler failed */ }
  };

  const TOGGLES = "[data-toggle], [data-bs-toggle], [aria-expanded='false'], [role='tab'], .accordion-button," +
    " .accordion-header, .accordion-title, .panel-heading a, .nav-tabs a, .tab-link, .ui-accordion-header, .elementor-tab-title";
  const MORE = /^[\s»>+]*(ดู(เพิ่มเติม|ทั้งหมด|เพิ่ม)|โหลดเพิ่ม(เติม)?|แสดง(เพิ่มเติม|ทั้งหมด|เพิ่ม)|อ่านเพิ่มเติม|เพิ่มเติม|load more|show (more|all)|view (more|all)|see (more|all)|more)[\s.…»>+]*$/i;

  let queue = [];
  const pressed = new WeakSet();
  const kept = [];
  const watch = () => new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.removedNodes) {
        if (node.nodeType === 1 && kept.length < 60 && (node.textContent || "").trim().length > 20) kept.push(node);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });

  Object.defineProperty(window, "__oit", { value: Object.freeze({
    // Whether there is next to nothing to see and to follow.
    bare() {
      return !document.body || (document.body.innerText.trim().length < 200 && document.links.length < 4 &&
        !document.forms.length && !document.querySelector("iframe, frame, object, embed"));
    },
    // Open everything that folds in place; returns how many things were pressed.
    unfold() {
      if (!document.body) return 0;
      watch();
      window.scrollTo(0, document.documentElement.scrollHeight);  // lists that go on when their end is seen
      document.querySelectorAll("[onmouseover], [onmouseenter]").forEach((element, index) => {
        if (index < 60) ["mouseover", "mouseenter"].forEach((name) => element.dispatchEvent(new MouseEvent(name)));
      });
      document.querySelectorAll("details").forEach((element) => { element.open = true; });
      let count = 0;
      for (const element of document.querySelectorAll(TOGGLES)) {
        if (count >= 80) break;
        if (pressed.has(element) || !safe(element) || element.closest("[aria-hidden='true']")) continue;
        pressed.add(element);
        press(element);
        count += 1;
      }
      label = "";
      return count;
    },
    // Press one visible "load more"; returns its words, or "".
    more() {
      for (const element of document.querySelectorAll("button, a, [role='button'], input[type='button'], .btn, .load-more")) {
        const words = say(element);
        if (words.length > 40 || !MORE.test(words) || !element.offsetParent || !safe(element)) continue;
        press(element);
        return words;
      }
      return "";
    },
    // Entries that lead nowhere without script; returns how many wait to be pressed one by one.
    entries() {
      const all = document.querySelectorAll("[onclick], a[href='#'], a[href=''], a:not([href]), a[href^='javascript:' i], area[href^='javascript:' i]");
      queue = [...all].filter((element) => !pressed.has(element) && safe(element) && say(element) !== "" &&
        !/__doPostBack|void\(0\)\s*;?\s*$/.test(element.getAttribute("onclick") ? "" : element.getAttribute("href") || "") &&
        !/^javascript:void/i.test(element.getAttribute("onclick") || "")).slice(0, 60);
      return queue.length;
    },
    press(index) {
      const element = queue[index];
      if (!element || !element.isConnected) return "";
      pressed.add(element);
      press(element);
      return label;
    },
    // ASP.NET menus: each target posts the page's one form back.
    postbacks() {
      const found = [];
      for (const element of document.querySelectorAll("a[href*='__doPostBack'], [onclick*='__doPostBack']")) {
        const call = ((element.getAttribute("href") || "") + (element.getAttribute("onclick") || ""))
          .match(/__doPostBack\(\s*(?:'|&#39;|")([^'"]*)['"]\s*,\s*['"]([^'"]*)['"]/);
        if (call && !harmful.test(say(element)) && found.length < 40) found.push([call[1], call[2], say(element)]);
      }
      return found;
    },
    seen() { return seen.slice(0, LIMIT); },
    links() {
      return [...document.querySelectorAll("a[href], area[href]")].slice(0, 2000)
        .map((element) => [element.href, say(element)]).filter(([url]) => /^https?:/.test(url));
    },
    // What a tab showed before another one replaced it is put back at the end, so that it is read too.
    restore() {
      const box = document.createElement("section");
      box.hidden = true;
      for (const node of kept) if (!node.isConnected) box.append(node);
      let shadows = 0;
      for (const element of document.querySelectorAll("*")) {  // what stands in a component of its own is not in the DOM's text
        if (!element.shadowRoot || ++shadows > 60) continue;
        const shown = document.createElement("section");
        shown.innerHTML = element.shadowRoot.innerHTML;
        box.append(shown);
      }
      if (box.childElementCount) document.body.append(box);
    },
    // Bring a quoted text into view and mark it, for a screenshot.
    show(quote) {
      if (!quote || !window.find) return false;
      const found = window.find(quote.slice(0, 80));
      const node = found && getSelection().anchorNode;
      if (node && node.parentElement) node.parentElement.style.outline = "3px solid #c00";
      return Boolean(found);
    },
  }) });
})();
