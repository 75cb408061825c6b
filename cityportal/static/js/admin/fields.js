/* Fields that say before they are sent what the server would say: how long a text may be, and how large a picture. The
   button of a file speaks the language of the screen; a browser's own speaks that of the machine. Words and limits stand
   at the script. */
(() => {
  const told = document.currentScript.dataset;
  const say = (text, type) =>
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type } }));
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

  /* A field that cuts what is pasted loses words without a sound: the limit becomes a sentence below it. */
  const NEAR = 0.9;
  const limitsOf = new WeakMap();
  const count = (field) => {
    const { limit, line } = limitsOf.get(field);
    const length = [...field.value].length;
    line.textContent =
      length > limit ? filled(told.over, { count: length - limit, limit })
        : length > limit * NEAR ? filled(told.left, { count: limit - length, limit })
          : "";
    line.classList.toggle("field-limit--over", length > limit);
  };
  const watch = (field) => {
    const limit = Number(field.getAttribute("maxlength"));
    field.removeAttribute("maxlength");
    const line = document.createElement("p");
    line.className = "field-limit";
    line.setAttribute("role", "status");
    line.id = `${field.id || field.name}-limit`;
    field.after(line);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
    limitsOf.set(field, { limit, line });
    count(field);
  };
  const LIMITED = "form :is(input[type=text], input:not([type]), textarea)[maxlength]";
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.(LIMITED) && Number(target.getAttribute("maxlength")) > 0) watch(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (limitsOf.has(target)) count(target);
  });

  /* The browser's own field stays, for the keyboard and for who hears it; what is seen is a button of ours. */
  const dress = (field) => {
    if (field.dataset.dressed || field.hidden || field.closest(".replace-file-input")) return;
    field.dataset.dressed = "true";
    field.classList.add("file-field");
    const button = document.createElement("span");
    button.className = "button button-small button-secondary file-field__button";
    button.textContent = field.multiple ? told.chooseSeveral : told.choose;
    const name = document.createElement("span");
    name.className = "file-field__name";
    const show = () => {
      name.textContent = [...field.files].map((file) => file.name).join(", ") || told.none;
    };
    for (const part of [button, name]) part.setAttribute("aria-hidden", "true");
    button.addEventListener("click", () => field.click());
    field.addEventListener("change", show);
    field.form?.addEventListener("reset", () => setTimeout(show));
    field.after(button, name);
    show();
  };
  /* Wagtail writes behind a field of a day, a moment or a time what makes its calendar. */
  const CHOOSER = /init(Date|DateTime|Time)Chooser\(/;
  const showFormat = (script) => {
    const field = script.previousElementSibling, kind = CHOOSER.exec(script.textContent)?.[1];
    if (kind && !field.placeholder) field.placeholder = told[`format${kind}`];
  };
  /* A browser's own picker writes a day in the order that the machine is set to: 12/07 is another day to each. */
  const tellDay = (field) => {
    if (field.dataset.told) return;
    field.dataset.told = "true";
    const line = document.createElement("span");
    line.className = "field-day";
    line.setAttribute("role", "status");
    const day = { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" };
    const [before, style] = field.type === "date" ? ["T00:00", day] : ["", { ...day, hour: "2-digit", minute: "2-digit" }];
    const show = () => {
      line.textContent = field.value && new Date(field.value + before).toLocaleString(document.documentElement.lang, style);
    };
    for (const kind of ["input", "change"]) field.addEventListener(kind, show);
    field.after(line);
    show();
  };
  const dressAll = () => {
    document.querySelectorAll("input[type=file]").forEach(dress);
    document.querySelectorAll("input + script").forEach(showFormat);
    document.querySelectorAll("input:is([type=date], [type=datetime-local])").forEach(tellDay);
  };
  document.addEventListener("DOMContentLoaded", () => {
    dressAll();
    new MutationObserver(dressAll).observe(document.body, { childList: true, subtree: true });
  });

  /* A picture that is too large is made smaller here, or not sent at all. */
  const LONGEST_EDGE = 3000, QUALITY = 0.85;
  const most = Number(told.mostBytes);
  const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  const isTooLarge = (file) => file.type.startsWith("image/") && file.size > most;
  const smaller = async (file) => {
    let picture;
    try {
      picture = await createImageBitmap(file);
    } catch {
      return null;
    }
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const written = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!written || written.size > most) return null;
    return new File([written], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  };
  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (!field.matches?.("input[type=file][accept*=image]") || ![...field.files].some(isTooLarge)) return;
    event.stopImmediatePropagation();
    const kept = new DataTransfer(), said = [];
    for (const file of field.files) {
      const sent = isTooLarge(file) ? await smaller(file) : file;
      if (sent) kept.items.add(sent);
      if (sent !== file) {
        const values = { name: file.name, size: megabytes(file.size), most: megabytes(most), now: sent && megabytes(sent.size) };
        said.push({ text: filled(sent ? told.smaller : told.tooLarge, values), isRefused: !sent });
      }
    }
    field.files = kept.files;
    say(said.map(({ text }) => text).join(" "), said.some(({ isRefused }) => isRefused) ? "error" : "warning");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);
})();
