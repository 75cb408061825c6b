/* What is left until the last day, asked anew when the day from which it runs is changed. */
(() => {
  const ask = async (panel) => {
    const form = panel.closest("form");
    const day = form.querySelector("[name=trigger_date]")?.value ?? "";
    const query = new URLSearchParams({ day, published: panel.dataset.published });
    const response = await fetch(`${panel.dataset.clock}?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (response.ok) panel.innerHTML = await response.text();
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const panel of document.querySelectorAll("[data-clock]")) {
      const form = panel.closest("form");
      for (const event of ["change", "input"]) {
        form.addEventListener(event, ({ target }) => {
          if (target.name === "trigger_date") ask(panel);
        });
      }
    }
  });
})();
