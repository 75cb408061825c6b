/* Texts side by side: each is saved without leaving the page, and the keyboard leads from text to text. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const forms = [...sheet.querySelectorAll("[data-sheet-form]")];
  const wordsOf = (form) => form.elements.text;
  const dirty = new Set();

  const goTo = (form) => {
    if (!form) return;
    wordsOf(form).focus();
    form.closest("li").scrollIntoView({ block: "nearest" });
  };

  const save = async (form) => {
    const error = form.querySelector("[data-sheet-error]");
    const sent = wordsOf(form).value;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    }).catch(() => null);
    const told = await answer?.json().catch(() => ({})) ?? {};
    if (!answer?.ok) {
      error.textContent = told.message ?? told.error_message ?? error.dataset.lost ?? "";
      wordsOf(form).setAttribute("aria-invalid", "true");
      if (told.code === "segment_changed") form.elements.seen.value = told.seen ?? form.elements.seen.value;
      return false;
    }
    error.textContent = "";
    wordsOf(form).removeAttribute("aria-invalid");
    form.elements.seen.value = told.seen;
    form.closest("li").dataset.state = told.state;
    form.querySelector("[data-sheet-state]").textContent = told.label;
    document.querySelector("[data-sheet-done]").textContent = told.done;
    document.querySelector("[data-sheet-bar]").value = told.done;
    if (wordsOf(form).value === sent) dirty.delete(form);
    return true;
  };

  const wrap = (form, number) => {
    const words = wordsOf(form);
    const [from, to] = [words.selectionStart, words.selectionEnd];
    const inside = words.value.slice(from, to);
    words.setRangeText(`[${number}]${inside}[/${number}]`, from, to, "end");
    words.focus();
    words.dispatchEvent(new Event("input", { bubbles: true }));
  };

  forms.forEach((form, place) => {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(form).then((saved) => saved && goTo(forms[place + 1]));
    });
    form.addEventListener("click", ({ target }) => {
      const marker = target.closest("[data-sheet-marker]");
      if (marker) wrap(form, marker.dataset.sheetMarker);
      const offer = target.closest("[data-sheet-offer]");
      if (!offer) return;
      wordsOf(form).value = offer.dataset.sheetOffer;
      wordsOf(form).dispatchEvent(new Event("input", { bubbles: true }));
      wordsOf(form).focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        goTo(forms[place + (event.key === "ArrowDown" ? 1 : -1)]);
      }
    });
  });

  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
})();
