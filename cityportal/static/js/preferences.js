/* Text size and contrast: the visitor's choice, kept in this browser only, sent nowhere.
   Load in <head> without defer, so that the first paint is already right. */
(() => {
  const root = document.documentElement;
  const names = ["text", "contrast"];
  const read = (name) => {
    try { return localStorage.getItem("portal-" + name); } catch { return null; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem("portal-" + name, value); } catch { /* private window: lasts for this page */ }
  };
  root.dataset.script = "";
  for (const name of names) {
    const value = read(name);
    if (value) root.dataset[name] = value;
  }
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".preferences");
    if (box) {
      for (const name of names) {
        const input = box.querySelector(`input[name="${name}"][value="${root.dataset[name] || "normal"}"]`);
        if (input) input.checked = true;
      }
      box.addEventListener("change", ({ target }) => {
        root.dataset[target.name] = target.value;
        keep(target.name, target.value);
      });
      box.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && box.open) {
          box.open = false;
          box.querySelector("summary").focus();
        }
      });
      document.addEventListener("click", ({ target }) => {
        if (!box.contains(target)) box.open = false;
      });
    }
  });
})();
