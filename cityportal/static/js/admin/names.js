/* Names that Wagtail's screens lack, for people who hear them: fields of rich text, the windows that open over the
   page, and the buttons of searches, whose name is fixed in English. Each takes the words that stand beside it. */
(() => {
  const words = (element) => element?.textContent.replace(/\*/g, "").trim().replace(/\s+/g, " ") ?? "";
  /* Of a block the kind: what follows it in the heading is the text itself. */
  const headingOf = (field) => {
    const panel = field.closest("section[aria-labelledby]");
    const heading = panel && document.getElementById(panel.getAttribute("aria-labelledby"));
    return heading?.querySelector(".c-sf-block__type") ?? heading;
  };
  const labelOf = (field) => field.closest("[data-field-wrapper]")?.querySelector("label");

  const NAMELESS = {
    ".public-DraftEditor-content": (field) => words(labelOf(field)) || words(headingOf(field)),
    ".modal[role=dialog]": (dialog) => words(dialog.querySelector("h1, h2")),
  };
  const give = () => {
    for (const [selector, nameOf] of Object.entries(NAMELESS)) {
      for (const element of document.querySelectorAll(selector)) {
        const name = nameOf(element);
        if (name && element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
      }
    }
    for (const button of document.querySelectorAll('form[role=search] input[type=submit][value="Search"]')) {
      const name = words(button.form.querySelector("label"));
      if (name) button.value = name;
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    give();
    new MutationObserver(give).observe(document.body, { childList: true, subtree: true });
  });
})();
