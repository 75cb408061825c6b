/* Names that Wagtail's screens lack, for people who hear them: fields of rich text, the windows that open over the
   page, and the buttons of searches, whose name is fixed in English. Each takes the words that stand beside it. */
(() => {
  const words = (element) => element?.textContent.replace(/\*/g, "").trim().replace(/\s+/g, " ") ?? "";
  /* Of a block the kind: what follows it in the heading is the text itself. */
  const headingOf = (field) => {
    const panel = field.closest("section[aria-labelledby]");
    const heading = panel && document.getElementById(panel.getAttribute("aria-labelledby").split(" ")[0]);
    return heading?.querySelector(".c-sf-block__type") ?? heading;
  };
  const labelOf = (field) => field.closest("[data-field-wrapper]")?.querySelector("label");

  const NAMELESS = {
    ".public-DraftEditor-content": (field) => words(labelOf(field)) || words(headingOf(field)),
    /* Where a table is typed, and where it is copied from and to. */
    ".handsontableInput": (field) => words(headingOf(field)) || words(labelOf(field)),
    "#HandsontableCopyPaste": () => {
      const table = document.querySelector(".handsontable");
      return table ? words(headingOf(table)) || words(labelOf(table)) : "";
    },
    ".modal[role=dialog]": (dialog) => words(dialog.querySelector("h1, h2")),
  };
  /* Blocks and rows within a field that share a name are told apart by their place: each is a region, and two of a name
     lead nowhere. */
  const headingIn = (section) => section.getAttribute("aria-labelledby").split(" ")[0];
  const numberBlocks = () => {
    const times = new Map();
    for (const section of document.querySelectorAll("section[aria-labelledby]")) {
      const name = words(document.getElementById(headingIn(section)));
      times.set(name, [...(times.get(name) ?? []), section]);
    }
    for (const block of document.querySelectorAll("section.w-panel--nested[id][aria-labelledby]")) {
      const heading = headingIn(block), same = times.get(words(document.getElementById(heading)));
      const names = same.length > 1 ? `${heading} ${block.id}` : heading;
      if (block.getAttribute("aria-labelledby") !== names) block.setAttribute("aria-labelledby", names);
      if (same.length > 1) block.setAttribute("aria-label", String(same.indexOf(block) + 1));
      else block.removeAttribute("aria-label");
    }
  };
  const give = () => {
    for (const [selector, nameOf] of Object.entries(NAMELESS)) {
      for (const element of document.querySelectorAll(selector)) {
        const name = nameOf(element);
        if (name && element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
      }
    }
    numberBlocks();
    const copied = document.querySelector("body > #HandsontableCopyPaste");
    /* Outside of every landmark nobody who hears the page finds it. */
    if (copied) document.querySelector("main")?.append(copied);
    for (const list of document.querySelectorAll(".w-minimap__list")) {
      /* It scrolls where a page is long: the arrow keys must reach it. */
      if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
      else list.removeAttribute("tabindex");
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
