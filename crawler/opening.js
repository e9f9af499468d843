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
  const replace = history.replaceState.bind(history);
  for (const name of ["pushState", "replaceState"]) {
    const real = history[name].bind(history);
    history[name] = (state, title, url) => {
      if (++pushes > 400) return;
      if (url && label) note(url);
      real(state, title, url);
    };
  }
  if (window !== window.top) return;

  // Elements that the page's script made answer to a click, a choice, or to being pointed at.
  const LISTENERS = 1500;
  const clicked = new Set();
  const pointed = new Set();
  const chosen = new Set();
  let delegated = false;  // the page listens for what happens to everything in it
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    const on = type === "click" ? clicked : type === "change" ? chosen :
      /^(mouse|pointer)(over|enter)$/.test(type) ? pointed : null;
    if (on && this instanceof Element && on.size < LISTENERS) on.add(this);
    delegated ||= on === pointed && !(this instanceof Element);
    return listen.call(this, type, ...rest);
  };

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
        if (node.nodeType === 1 && kept.length < 60 && ((node.textContent || "").trim().length > 20 ||
          node.matches("a[href]") || node.querySelector("a[href]"))) kept.push(node);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });

  const MENUS = "nav, header, footer, aside, [role='navigation'], [role='menubar'], [class*='menu' i], [class*='sidebar' i]";
  // Point at what answers to that: menus are built so. Returns how many things were pointed at.
  const point = () => {
    const found = new Set([...pointed].filter((element) => element.isConnected));
    [...document.querySelectorAll("*")].slice(0, 6000).forEach((element) => {
      if (element.onmouseover || element.onmouseenter || element.onpointerenter) found.add(element);
    });
    for (const whole of [...found, ...(delegated ? document.querySelectorAll(MENUS) : [])]) {
      whole.querySelectorAll("li, a[href='#'], a:not([href])").forEach((element) => found.add(element));
    }
    const all = [...found].slice(0, 60);
    for (const element of all) {
      for (const name of ["pointerover", "pointerenter", "mouseover", "mouseenter"]) {
        const kind = name.startsWith("pointer") ? PointerEvent : MouseEvent;
        element.dispatchEvent(new kind(name, { bubbles: name.endsWith("over"), view: window }));
      }
    }
    return all.length;
  };

  // What may lead somewhere by script only, the innermost of each, in the page's order.
  const HOLLOW = "[onclick], a[href='#'], a[href=''], a:not([href]), a[href^='javascript:' i], area[href^='javascript:' i]," +
    " [role='link'], [role='menuitem'], [routerlink], [ng-click], [data-href], nav button, header button";
  const dull = (element) => {  // leads nowhere that pressing could tell
    const click = element.getAttribute("onclick") || "";
    const href = element.getAttribute("href") || "";
    return /^(html|body|main|option|select)$/i.test(element.tagName) || /^#./.test(href) || /^javascript:void|__doPostBack/i.test(click) ||
      (!click && !clicked.has(element) && /__doPostBack|void\(0\)\s*;?\s*$/.test(href)) ||
      element.querySelector("a[href]:not([href^='#']):not([href^='javascript:' i]):not([href=''])") !== null;
  };
  const hollow = () => {
    const found = new Set(document.querySelectorAll(HOLLOW));
    for (const element of clicked) if (element.isConnected && element.childElementCount <= 12) found.add(element);
    if (document.links.length < 15) {  // what a framework listens for at the root shows by its pointer alone
      const hand = (element) => getComputedStyle(element).cursor === "pointer";
      for (const element of [...document.querySelectorAll("body *")].slice(0, 3000)) {
        if (hand(element) && !hand(element.parentElement)) found.add(element);
      }
    }
    for (const element of found) {
      const words = say(element);
      if (pressed.has(element) || !words || words.length > 150 || !safe(element) || dull(element)) found.delete(element);
    }
    for (const element of [...found]) {
      for (let up = element.parentElement; up; up = up.parentElement) found.delete(up);
    }
    return [...found].sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1));
  };
  // Lists of choices by which script leads on, each choice for itself: [list, words, value].
  const choices = () => [...document.querySelectorAll("select")]
    .filter((list) => (list.onchange || chosen.has(list)) && !list.multiple && list.options.length <= 15 &&
      !(list.form && list.form.method === "post"))
    .slice(0, 3)
    .flatMap((list) => [...list.options].filter((option) => option.value && !option.disabled && !option.selected)
      .map((option) => [list, "choice " + option.text.trim().slice(0, 150), option.value]));
  const sign = (element) => (element.closest(MENUS) ? "menu " : "") + element.tagName + " " + say(element);
  const place = (url) => url.replace(/#(?![/!]).*$/, "");  // "#top" and "#" are no places of their own
  let start = "";
  let mark = 0;
  let level = 0;

  Object.defineProperty(window, "__oit", { value: Object.freeze({
    // Whether there is next to nothing to see and to follow.
    bare() {
      return !document.body || (!clicked.size && !document.querySelector("nav") && document.body.innerText.trim().length < 200 && document.links.length < 4 &&
        !document.forms.length && !document.querySelector("iframe, frame, object, embed"));
    },
    // Open everything that folds in place; returns how many things were pressed.
    unfold() {
      if (!document.body) return 0;
      watch();
      window.scrollTo(0, document.documentElement.scrollHeight);  // lists that go on when their end is seen
      const count = point();
      document.querySelectorAll("details").forEach((element) => { element.open = true; });
      let toggled = 0;
      for (const element of document.querySelectorAll(TOGGLES)) {
        if (toggled >= 80) break;
        if (pressed.has(element) || !safe(element) || element.closest("[aria-hidden='true']")) continue;
        pressed.add(element);
        press(element);
        toggled += 1;
      }
      label = "";
      return count + toggled;
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
    // Entries that lead nowhere without script, by their words; they wait to be pressed one by one.
    entries() {
      queue = [...hollow().slice(0, 60).map((element) => [element, sign(element)]), ...choices()];
      start = location.href;
      return queue.map(([, signed]) => signed);
    },
    // Press one; a page that was made anew since has another in its place. Returns its words.
    press(index) {
      let [element, signed, value] = queue[index] || [];
      if (!element || (value && !element.isConnected)) return "";
      if (!element.isConnected) element = hollow().find((other) => sign(other) === signed);
      if (!element) return "";
      pressed.add(element);
      mark = kept.length;
      level = navigation.currentEntry ? navigation.currentEntry.index : 0;
      if (value) {
        label = signed.slice("choice ".length);
        element.value = value;
        for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, { bubbles: true }));
      } else press(element);
      return label;
    },
    // Where the page's script has gone without loading another page; "" when it has stayed.
    route() { return start === "" || place(location.href) === place(start) ? "" : location.href; },
    left() { return this.route() && start; },
    // Return from there. What was put away on the way is the page's own, and comes back with it.
    back() {
      label = "";
      kept.length = Math.min(kept.length, mark);
      if (!this.route()) return;
      if (navigation.currentEntry && navigation.currentEntry.index > level) history.back();
      else {
        replace(history.state, "", start);
        dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
        dispatchEvent(new HashChangeEvent("hashchange"));
      }
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
