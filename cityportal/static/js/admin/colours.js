/* The browser's picker beside a colour that is typed, the contrast of white text on it, and the head of the pages in
   these colours. The server checks them again. */
(() => {
  const HEX = /^#[0-9a-f]{6}$/i;
  const PROPERTIES = { accent: "--portal-accent", hairline: "--portal-hairline" };
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((start) => channel(Number.parseInt(colour.slice(start, start + 2), 16) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrastWithWhite = (colour) => 1.05 / (luminance(colour) + 0.05);

  const sayContrast = (output, text) => {
    const colour = text.value.trim();
    const ratio = HEX.test(colour) ? contrastWithWhite(colour) : null;
    const isLow = ratio !== null && ratio < Number(text.dataset.minContrast);
    /* Cut off, as the server does: what is too little is never shown as enough. */
    const written = (Math.floor((ratio ?? 0) * 100) / 100).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
    output.textContent = ratio === null ? "" : text.dataset[isLow ? "tooLow" : "enough"].replace("RATIO", written);
    output.classList.toggle("colour-contrast--low", isLow);
  };

  const showInFrame = (frame, form) => {
    const root = frame.contentDocument?.documentElement;
    for (const [name, property] of Object.entries(PROPERTIES)) {
      const colour = form.elements[name]?.value ?? "";
      if (root && HEX.test(colour)) root.style.setProperty(property, colour);
    }
  };

  const begin = (text) => {
    const frame = document.querySelector("[data-look]");
    const picker = Object.assign(document.createElement("input"), { type: "color", className: "colour-picker" });
    const output = text.dataset.minContrast && Object.assign(document.createElement("output"), { className: "colour-contrast" });
    const label = text.labels[0]?.textContent.replace(/\*/g, "").trim() ?? "";
    picker.setAttribute("aria-label", `${text.dataset.colour}: ${label}`);
    text.after(picker, output || "");
    const show = () => {
      if (HEX.test(text.value.trim())) picker.value = text.value.trim();
      if (output) sayContrast(output, text);
      if (frame) showInFrame(frame, text.form);
    };
    text.addEventListener("input", show);
    picker.addEventListener("input", () => {
      text.value = picker.value;
      /* Wagtail asks before what was changed is left. */
      for (const kind of ["input", "change"]) text.dispatchEvent(new Event(kind, { bubbles: true }));
    });
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-colour]").forEach(begin);
    const frame = document.querySelector("[data-look]"), form = frame?.closest("form");
    if (!form) return;
    frame.addEventListener("load", () => showInFrame(frame, form));
    form.addEventListener("change", ({ target }) => {
      if (!["logo", "banner", "drawing"].includes(target.name)) return;
      const names = ["logo", "banner", "drawing"].filter((name) => form.elements[name]);
      frame.src = `${frame.dataset.look}?${new URLSearchParams(names.map((name) => [name, form.elements[name].value]))}`;
    });
  });
})();
