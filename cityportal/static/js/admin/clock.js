/* What is left until the last day, asked anew when the day from which it runs is changed, or what decides the limit. */
(() => {
  const ask = async (panel) => {
    const form = panel.closest("form");
    const day = form.querySelector("[name=trigger_date]")?.value ?? "";
    const chosen = panel.dataset.chosenBy && form.querySelector(`[name=${panel.dataset.chosenBy}]`)?.value;
    const address = JSON.parse(panel.dataset.choices)[chosen] ?? panel.dataset.clock;
    const query = new URLSearchParams({ day, published: panel.dataset.published });
    const response = await fetch(`${address}?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (response.ok) panel.innerHTML = await response.text();
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const panel of document.querySelectorAll("[data-clock]")) {
      const asked = ["trigger_date", panel.dataset.chosenBy];
      for (const event of ["change", "input"]) {
        panel.closest("form").addEventListener(event, ({ target }) => {
          if (target.name && asked.includes(target.name)) ask(panel);
        });
      }
    }
  });
})();
