/* Texts side by side: each is saved without leaving the page, and the keyboard leads from text to text. */
(() => {
  const list = document.querySelector("[data-texts]");
  if (!list) return;
  const forms = [...list.querySelectorAll("[data-text-form]")];
  const fieldOf = (form) => form.elements.text;
  const dirty = new Set(), placed = new WeakSet();
  /* What was refused because the session had ended, until the person has signed in over the page. */
  const held = new Set(), OF_ANOTHER_SESSION = ["signed_out", "stale_form"];

  const goTo = (form) => {
    if (!form) return;
    fieldOf(form).focus();
    form.closest("li").scrollIntoView({ block: "nearest" });
  };

  const save = async (form) => {
    const error = form.querySelector("[data-text-error]");
    const sent = fieldOf(form).value;
    form.dispatchEvent(new Event("portal:saving"));
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    }).catch(() => null);
    const data = await response?.json().catch(() => ({})) ?? {};
    if (!response?.ok) {
      error.textContent = data.message ?? data.error_message ?? error.dataset.lost ?? "";
      fieldOf(form).setAttribute("aria-invalid", "true");
      if (OF_ANOTHER_SESSION.includes(data.error_code)) held.add(form);
      if (data.code === "segment_changed") form.elements.seen.value = data.seen ?? form.elements.seen.value;
      return false;
    }
    error.textContent = "";
    fieldOf(form).removeAttribute("aria-invalid");
    form.elements.seen.value = data.seen;
    form.closest("li").dataset.state = data.state;
    form.querySelector("[data-text-state]").textContent = data.label;
    document.querySelector("[data-text-done]").textContent = data.done;
    document.querySelector("[data-text-bar]").value = data.done;
    form.dispatchEvent(new Event("portal:saved"));
    if (fieldOf(form).value === sent) dirty.delete(form);
    return true;
  };

  /* In the place of the selection, with blanks to the words beside it. */
  const insert = (form, words) => {
    const field = fieldOf(form);
    /* A field without a cursor takes them at its end. */
    if (!placed.has(form)) field.setSelectionRange(field.value.length, field.value.length);
    const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
    const spaced = `${/[\p{L}\p{N},;:.]$/u.test(before) ? " " : ""}${words}${/^[\p{L}\p{N}]/u.test(after) ? " " : ""}`;
    field.setRangeText(spaced, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* Names are offered as long as the text lacks them, as the server compares them (`is_used`): as whole words. */
  const plain = (words) => words.replaceAll("’", "'").toLowerCase().trim().split(/\s+/).join(" ").replaceAll("viet nam", "vietnam");
  const useOf = (words) => {
    const escaped = plain(words).replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&").replace(/y$/, "(?:y|ies)");
    return new RegExp(`(?<![\\p{L}\\p{N}_])(?<!\\b(?:vice|deputy|prime)[ -])${escaped}(?:e?s)?(?![\\p{L}\\p{N}_])`, "u");
  };
  const offerNames = (form) => {
    const text = plain(fieldOf(form).value);
    for (const button of form.querySelectorAll("[data-text-insert]")) {
      button.hidden = useOf(button.dataset.textInsert).test(text);
    }
  };

  const wrapSelection = (form, number) => {
    const field = fieldOf(form);
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const selected = field.value.slice(start, end);
    field.setRangeText(`[${number}]${selected}[/${number}]`, start, end, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  forms.forEach((form, index) => {
    form.addEventListener("input", () => {
      dirty.add(form);
      offerNames(form);
    });
    fieldOf(form).addEventListener("focus", () => placed.add(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(form).then((saved) => {
        /* Not away from another text that the person went on to meanwhile. */
        const at = document.activeElement;
        if (saved && (at === document.body || form.contains(at))) goTo(forms[index + 1]);
      });
    });
    form.addEventListener("click", ({ target }) => {
      const marker = target.closest("[data-text-marker]");
      if (marker) wrapSelection(form, marker.dataset.textMarker);
      const words = target.closest("[data-text-insert]");
      if (words) insert(form, words.dataset.textInsert);
      const offer = target.closest("[data-text-offer]");
      if (!offer) return;
      fieldOf(form).value = offer.dataset.textOffer;
      fieldOf(form).dispatchEvent(new Event("input", { bubbles: true }));
      fieldOf(form).focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        goTo(forms[index + (event.key === "ArrowDown" ? 1 : -1)]);
      }
    });
  });

  document.addEventListener("portal:known", () => {
    const again = [...held];
    held.clear();
    again.forEach(save);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
})();
