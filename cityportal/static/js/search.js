/* Fields of search suggest while somebody types, as a list that the arrow keys walk (ARIA combobox); a page of results
   says which place in the list was opened. Without a script there are the form and the links. */
(() => {
  const PAUSE = 200;

  const beginCombobox = (input) => {
    const { suggest, suggestLabel } = input.dataset;
    const list = document.createElement("ul");
    list.id = `${input.id}-list`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", suggestLabel);
    input.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let timer;
    let asked = 0;
    let chosen = -1;

    const choose = (place) => {
      chosen = place;
      [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[place].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.map(({ text, url }, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.dataset.url = url;
        option.setAttribute("role", "option");
        option.textContent = text;
        return option;
      }));
      choose(-1);
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const number = ++asked;
      const typed = input.value.trim();
      let found = [];
      if (typed.length > 1) {
        const answer = await fetch(`${suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
        if (answer?.ok) found = (await answer.json()).suggestions;
      }
      if (number === asked && document.activeElement === input) show(found);
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", () => { asked += 1; show([]); });
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (list.hidden || !count) return;
      if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
      else if (event.key === "Escape") show([]);
      else if (event.key === "Enter" && chosen >= 0) window.location.assign(list.children[chosen].dataset.url);
      else return;
      event.preventDefault();
    });
    /* Before the field loses the focus. */
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) window.location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(beginCombobox);

  const results = document.querySelector("[data-clicks]");
  results?.addEventListener("click", (event) => {
    const item = event.target.closest("h3 a")?.closest("li");
    if (!item) return;
    const place = Number(results.start || 1) + [...results.children].indexOf(item);
    navigator.sendBeacon?.(results.dataset.clicks.replace(/0\/$/, `${place}/`));
  });
})();
