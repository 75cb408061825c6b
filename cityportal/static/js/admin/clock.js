/* What is left until the last day, asked anew when the day from which it runs is changed, or what decides the limit. */
(() => {
  /* What was asked last, by panel: an answer that comes late says nothing. */
  const last = new WeakMap();
  const ask = async (panel) => {
    const form = panel.closest("form");
    const day = form.querySelector("[name=trigger_date]")?.value ?? "";
    const chosen = panel.dataset.chosenBy && form.querySelector(`[name=${panel.dataset.chosenBy}]`)?.value;
    const address = JSON.parse(panel.dataset.choices)[chosen] ?? panel.dataset.clock;
    const query = new URLSearchParams({ day, published: panel.dataset.published });
    const asked = `${address}?${query}`;
    if (last.get(panel) === asked) return;
    last.set(panel, asked);
    const response = await fetch(asked, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
    const answer = response?.ok ? await response.text() : null;
    if (last.get(panel) !== asked) return;
    if (answer === null) last.delete(panel);
    else panel.innerHTML = answer;
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
