/* Portals a visitor follows: kept in this browser only, sent nowhere. The list of portals gets its buttons here, the
   home page of the city its links, a procedure those to its page on them; without a script, or where the browser keeps nothing, there is neither. */
(() => {
  const KEY = "portal-following";
  const area = document.querySelector("[data-city-host]");
  let store;
  try { store = localStorage; } catch { /* switched off by the visitor */ }
  if (!area || !store) return;

  /* What was kept may be broken or another's work: only a whole entry that leads to a portal of the city counts. */
  const trusted = (entry) => {
    try {
      const { code, vi, en } = entry;
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
  const keep = (portals) => {
    try {
      if (portals.length) store.setItem(KEY, JSON.stringify(portals));
      else store.removeItem(KEY);
    } catch { /* no room: the buttons stay as they were */ }
  };

  const makeButton = (item) => {
    const link = item.querySelector("a");
    const { portal: code, vi, en } = item.dataset;
    const [portal] = trusted({ code, vi, en, url: link.href });
    if (!portal) return [];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "follow";
    button.addEventListener("click", () => {
      const others = read().filter((other) => other.code !== code);
      keep(button.getAttribute("aria-pressed") === "true" ? others : [...others, portal]);
      draw();
    });
    item.append(button);
    return [{ code, button, name: link.textContent }];
  };
  const buttons = [...area.querySelectorAll("[data-portal]")].flatMap(makeButton);
  const note = area.querySelector("[data-follow-note]");
  if (note) note.hidden = !buttons.length;

  const list = area.querySelector("[data-followed]");
  const clear = area.querySelector("[data-clear]");
  const cleared = area.querySelector("[data-cleared]");

  const draw = () => {
    const portals = read();
    const codes = new Set(portals.map(({ code }) => code));
    for (const { code, button, name } of buttons) {
      const isFollowed = codes.has(code);
      button.textContent = isFollowed ? area.dataset.following : area.dataset.follow;
      button.setAttribute("aria-pressed", isFollowed);
      button.setAttribute("aria-label", `${button.textContent} ${name}`);
    }
    if (!list) return;
    list.replaceChildren(...portals.map((portal) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = portal.url + (area.dataset.path ?? "/");
      link.textContent = portal[document.documentElement.lang] ?? portal.vi;
      item.append(link);
      return item;
    }));
    list.hidden = clear.hidden = !portals.length;
    if (portals.length) cleared.hidden = true;
    area.hidden = !portals.length && cleared.hidden;
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
