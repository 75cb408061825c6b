/* What a page needs a script for: printing, the share sheet of the device, copying the citation.
   Each button is hidden in the markup and shown here only where the browser can do it. */
(() => {
  const show = (selector, action) => {
    for (const button of document.querySelectorAll(selector)) {
      button.hidden = false;
      button.addEventListener("click", () => action(button));
    }
  };

  show("[data-print]", () => print());

  if (navigator.share) {
    show("[data-share]", ({ dataset }) => {
      navigator.share({ title: dataset.title, url: dataset.share }).catch(() => { /* closed by the visitor */ });
    });
  }

  if (navigator.clipboard) {
    show("[data-copy]", async (button) => {
      const text = document.getElementById(button.dataset.copy).textContent.replace(/\s+/g, " ").trim();
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        return; /* refused by the browser: the text can still be selected by hand */
      }
      document.getElementById(button.getAttribute("aria-describedby")).textContent = button.dataset.done;
    });
  }
})();
