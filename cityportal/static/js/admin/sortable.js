/* A list whose rows are put in order by dragging, or by the buttons of each row. The order of the rows is what the form
   sends: each holds its hidden input. */
(() => {
  const list = document.querySelector("[data-sortable]");
  if (!list) return;
  const status = document.querySelector("[data-sortable-status]");
  let dragged = null;

  const rows = () => [...list.children];
  const update = () => {
    const all = rows();
    all.forEach((row, place) => {
      row.querySelector("[data-move='-1']").disabled = place === 0;
      row.querySelector("[data-move='1']").disabled = place === all.length - 1;
    });
  };
  const say = (row) => {
    const told = { title: row.querySelector("[data-title]").textContent, place: rows().indexOf(row) + 1, number: rows().length };
    status.textContent = list.dataset.said.replace(/\{(\w+)\}/g, (_, name) => told[name]);
  };
  const moved = (row) => {
    update();
    say(row);
  };

  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.move === "1") row.nextElementSibling.after(row);
    else row.previousElementSibling.before(row);
    moved(row);
    /* At either end one of the two can go no further. */
    if (button.disabled) row.querySelector("[data-move]:not(:disabled)")?.focus();
    else button.focus();
  });
  list.addEventListener("dragstart", (event) => {
    /* Of marked words the text is dragged, and no row. */
    dragged = event.target.closest?.("li") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("sortable__item--dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("sortable__item--dragged");
    moved(dragged);
    dragged = null;
  });
  update();
})();
