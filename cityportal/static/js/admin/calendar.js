/* Drafts are dragged to another day. What is sent is the form behind the link of each, which the keyboard opens. */
(() => {
  const form = document.querySelector("[data-calendar-move]");
  if (!form) return;
  const OVER = "content-calendar__over";
  let dragged = null;
  const dayAt = (event) => dragged && event.target.closest?.("td[data-day]");
  const leave = () => document.querySelectorAll(`.${OVER}`).forEach((day) => day.classList.remove(OVER));

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-move-url]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const day = dayAt(event);
    if (!day) return;
    event.preventDefault();
    if (!day.classList.contains(OVER)) {
      leave();
      day.classList.add(OVER);
    }
  });
  document.addEventListener("drop", (event) => {
    const day = dayAt(event);
    if (!day) return;
    event.preventDefault();
    if (day === dragged.closest("td")) return;
    form.action = dragged.dataset.moveUrl;
    form.elements.day.value = day.dataset.day.split("-").reverse().join("/");
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    leave();
  });
})();
