/* Portals and topics a visitor follows: kept in this browser. The list of portals gets its buttons here, the home page of
   the city its links and what is new, for which it is asked with their codes and as by anybody, a procedure the links to
   its page on them; without a script, or where the browser keeps nothing, there is neither. */
(() => {
  const KEY = "portal-following";
  const area = document.querySelector("[data-city-host]");
  let store;
  try { store = localStorage; } catch { /* switched off by the visitor */ }
  if (!area || !store) return;

  /* What was kept may be broken or another's work: only a whole entry of a topic, or that leads to a portal of the city,
     counts. */
  const trusted = (entry) => {
    try {
      const { code, vi, en, topic } = entry;
      if (topic) return [code, vi, en].every((text) => text && typeof text === "string") ? [{ code, vi, en, topic: true }] : [];
      const { protocol, hostname, origin } = new URL(entry.url);
      const isWhole = [code, vi, en].every((text) => text && typeof text === "string");
      const isOurs = /^https?:$/.test(protocol) && `.${hostname}`.endsWith(`.${area.dataset.cityHost}`);
      return isWhole && isOurs ? [{ code, vi, en, url: origin }] : [];
    } catch {
      return [];
    }
  };
  const read = () => {
    try { return JSON.parse(store.getItem(KEY)).flatMap(trusted); } catch { return []; }
  };
  const keep = (entries) => {
    try {
      if (entries.length) store.setItem(KEY, JSON.stringify(entries));
      else store.removeItem(KEY);
    } catch { /* no room: the buttons stay as they were */ }
  };

  const makeButton = (item) => {
    const name = item.querySelector("a, span");
    const { portal, topic, vi, en } = item.dataset;
    const code = portal ?? topic;
    const [entry] = trusted(topic ? { code, vi, en, topic: true } : { code, vi, en, url: name.href });
    if (!entry) return [];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "follow";
    button.addEventListener("click", () => {
      const others = read().filter((other) => other.code !== code);
      keep(button.getAttribute("aria-pressed") === "true" ? others : [...others, entry]);
      draw();
    });
    item.append(button);
    return [{ code, button, name: name.textContent }];
  };
  const buttons = [...area.querySelectorAll("[data-portal], [data-topic]")].flatMap(makeButton);
  const topics = area.querySelector("[data-topics]");
  if (topics) topics.hidden = false;
  const note = area.querySelector("[data-follow-note]");
  if (note) note.hidden = !buttons.length;

  const list = area.querySelector("[data-followed]");
  const clear = area.querySelector("[data-clear]");
  const cleared = area.querySelector("[data-cleared]");

  const news = area.querySelector("[data-followed-news]");
  let asked = "";
  const drawNews = async (entries) => {
    const words = new URLSearchParams(entries.map(({ code, topic }) => [topic ? "linh-vuc" : "cong", code]));
    if (!news || asked === `${words}`) return;
    asked = `${words}`;
    if (!asked) return news.replaceChildren();
    try {
      const answer = await fetch(`${area.dataset.newsUrl}?${words}`);
      const found = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      if (asked === `${words}`) news.replaceChildren(...found.body.childNodes);
    } catch { asked = ""; /* no way to the portal now */ }
  };

  const draw = () => {
    const entries = read();
    const codes = new Set(entries.map(({ code }) => code));
    for (const { code, button, name } of buttons) {
      const isFollowed = codes.has(code);
      button.textContent = isFollowed ? area.dataset.following : area.dataset.follow;
      button.setAttribute("aria-pressed", isFollowed);
      button.setAttribute("aria-label", `${button.textContent} ${name}`);
    }
    if (!list) return;
    /* A page that leads to itself on each portal has none on a topic. */
    const led = entries.filter(({ topic }) => !topic || !area.dataset.path);
    list.replaceChildren(...led.map((entry) => {
      const item = document.createElement("li");
      const name = document.createElement(entry.topic ? "span" : "a");
      if (!entry.topic) name.href = entry.url + (area.dataset.path ?? "/");
      name.textContent = entry[document.documentElement.lang] ?? entry.vi;
      item.append(name);
      return item;
    }));
    list.hidden = clear.hidden = !led.length;
    if (led.length) cleared.hidden = true;
    area.hidden = !led.length && cleared.hidden;
    drawNews(entries);
  };

  clear?.addEventListener("click", () => {
    keep([]);
    cleared.hidden = false;
    draw();
    cleared.focus();
  });
  /* Another tab, and the way back to this page as the browser kept it. */
  addEventListener("storage", draw);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) draw(); });
  keep(read());
  draw();
})();
