/* Places of a chosen file that a person wants covered. What programs found is drawn already, and a tick decides on it;
   further places are marked here, by dragging, by a press on two opposite corners, or by keys. They are sent in one
   field, as `[[page, left, top, right, bottom], …]` in pixels of the pictures. */
(() => {
  const form = document.querySelector("[data-covers]");
  if (!form) return;
  const field = form.querySelector("[name=marks]");
  const said = form.querySelector("[data-said]");
  const words = form.dataset;
  const inWords = (text, told) => text.replace(/\{(\w+)\}/g, (_, name) => told[name]);
  const say = (text, told = {}) => { said.textContent = inWords(text, told); };
  /* Of a window: less is the shaking of a hand. */
  const SHORTEST_DRAG = 4;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  class Page {
    marks = [];
    #isMarking = false;
    /* The mark that a button put in the middle, which the next press or drag takes along; the one that is drawn now. */
    #fresh = null;
    #drawn = null;
    /* Where a drag began; the corner that was pressed, until the opposite one is. */
    #start = null;
    #corner = null;

    constructor(section) {
      this.number = Number(section.dataset.page);
      this.picture = section.querySelector("svg");
      this.layer = section.querySelector("[data-marks]");
      this.list = section.querySelector("[data-list]");
      this.button = section.querySelector("[data-mark]");
      const { width, height } = this.picture.viewBox.baseVal;
      Object.assign(this, { width, height, step: Math.max(1, Math.round(Math.max(width, height) / 100)) });
      this.button.hidden = false;
      this.button.addEventListener("click", () => (this.#isMarking ? this.#end() : this.#begin()));
      section.addEventListener("keydown", ({ key }) => { if (key === "Escape" && this.#isMarking) this.#end(); });
      this.picture.addEventListener("pointerdown", (event) => this.#press(event));
      this.picture.addEventListener("pointermove", (event) => this.#drag(event));
      this.picture.addEventListener("pointerup", (event) => this.#release(event));
      this.picture.addEventListener("pointercancel", () => { this.#start = null; });
    }

    /* Left, top, right and bottom as whole pixels of the picture, in order, and never nothing. */
    #within([x1, y1, x2, y2]) {
      const between = (value, most) => Math.min(Math.max(Math.round(value), 0), most);
      const side = (one, other, most) => {
        const low = between(Math.min(one, other), most - this.step);
        return [low, between(Math.max(one, other, low + this.step), most)];
      };
      const [left, right] = side(x1, x2, this.width);
      const [top, bottom] = side(y1, y2, this.height);
      return [left, top, right, bottom];
    }

    add(place) {
      const template = form.querySelector("[data-mark-template]").content.cloneNode(true);
      const rect = document.createElementNS(this.picture.namespaceURI, "rect");
      const mark = { rect, item: template.querySelector("li"), place: [] };
      rect.classList.add("covers__mark");
      rect.setAttribute("tabindex", "0");
      /* It is moved by the arrow keys, which programs that read aloud must pass on. */
      rect.setAttribute("role", "application");
      rect.setAttribute("aria-describedby", "covers-keys");
      rect.addEventListener("keydown", (event) => this.#key(mark, event));
      mark.item.querySelector("button").addEventListener("click", () => this.remove(mark));
      this.marks.push(mark);
      this.layer.append(rect);
      this.list.append(mark.item);
      this.put(mark, place);
      return mark;
    }

    put(mark, place) {
      const [left, top, right, bottom] = mark.place = this.#within(place);
      const sides = { x: left, y: top, width: right - left, height: bottom - top };
      for (const [name, value] of Object.entries(sides)) mark.rect.setAttribute(name, value);
      this.#changed();
    }

    remove(mark) {
      const number = this.marks.indexOf(mark) + 1;
      this.marks.splice(number - 1, 1);
      mark.rect.remove();
      mark.item.remove();
      if (this.#fresh === mark) this.#fresh = null;
      if (this.#corner?.mark === mark) this.#corner = null;
      this.#changed();
      this.button.focus();
      say(words.saidRemoved, { number, page: this.number });
    }

    #changed() {
      this.marks.forEach((mark, index) => {
        const told = { number: index + 1, page: this.number };
        mark.rect.setAttribute("aria-label", inWords(words.markName, told));
        mark.item.querySelector("[data-name]").textContent = inWords(words.markName, told);
        mark.item.querySelector("button").setAttribute("aria-label", inWords(words.removeName, told));
      });
      this.list.hidden = !this.marks.length;
      keep();
    }

    #tell(text, mark) {
      const [left, top, right, bottom] = mark.place;
      const share = (value, whole) => Math.round((100 * value) / whole);
      say(text, {
        number: this.marks.indexOf(mark) + 1,
        page: this.number,
        left: share(left, this.width),
        top: share(top, this.height),
        width: share(right - left, this.width),
        height: share(bottom - top, this.height),
      });
    }

    #begin() {
      this.#toggle(true);
      /* In the middle of what is seen of the page. */
      const box = this.picture.getBoundingClientRect();
      const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
      const [, y] = this.#point({ clientX: box.left, clientY: middle });
      const half = 0.03 * this.height, top = Math.min(Math.max(y - half, 0), this.height - 2 * half);
      this.#fresh = this.add([0.4 * this.width, top, 0.6 * this.width, top + 2 * half]);
      this.#show(this.#fresh);
      this.#tell(words.saidBegun, this.#fresh);
    }

    #end() {
      this.#toggle(false);
      this.#fresh = this.#corner = this.#start = null;
      this.button.focus();
      say(words.saidEnded, { page: this.number });
    }

    #toggle(isMarking) {
      this.#isMarking = isMarking;
      this.button.textContent = isMarking ? words.finishName : words.beginName;
      this.picture.classList.toggle("covers__places--marking", isMarking);
    }

    #key(mark, event) {
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        this.remove(mark);
      } else if (event.key in ARROWS && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        const [across, down] = ARROWS[event.key].map((way) => way * this.step);
        const [left, top, right, bottom] = mark.place;
        if (this.#fresh === mark) this.#fresh = null;
        if (event.shiftKey) {
          this.put(mark, [left, top, Math.max(right + across, left + this.step), Math.max(bottom + down, top + this.step)]);
        } else {
          const x = Math.min(Math.max(across, -left), this.width - right);
          const y = Math.min(Math.max(down, -top), this.height - bottom);
          this.put(mark, [left + x, top + y, right + x, bottom + y]);
        }
        this.#show(mark);
        this.#tell(words.saidMoved, mark);
      }
    }

    #point({ clientX, clientY }) {
      const box = this.picture.getBoundingClientRect();
      return [((clientX - box.left) / box.width) * this.width, ((clientY - box.top) / box.height) * this.height];
    }

    #press(event) {
      if (!this.#isMarking || event.button || !event.isPrimary) return;
      event.preventDefault();
      this.picture.setPointerCapture(event.pointerId);
      this.#start = { at: [event.clientX, event.clientY], point: this.#point(event) };
      this.#drawn = null;
    }

    #drag(event) {
      if (!this.#start || !event.isPrimary) return;
      const [x, y] = this.#start.at;
      if (!this.#drawn && Math.hypot(event.clientX - x, event.clientY - y) < SHORTEST_DRAG) return;
      this.#drawn ??= this.#next();
      this.put(this.#drawn, [...this.#start.point, ...this.#point(event)]);
    }

    #release(event) {
      if (!this.#start || !event.isPrimary) return;
      const { point } = this.#start;
      this.#start = null;
      if (this.#drawn) return this.#drawnAt(this.#drawn);
      if (!this.#corner) {
        this.#corner = { mark: this.#next(), point };
        this.put(this.#corner.mark, [...point, ...point]);
        return this.#tell(words.saidCorner, this.#corner.mark);
      }
      const { mark, point: opposite } = this.#corner;
      this.put(mark, [...opposite, ...point]);
      this.#drawnAt(mark);
    }

    /* The mark that is drawn next: the one in the middle, as long as nobody moved it, else a new one. */
    #next() {
      const mark = this.#corner?.mark ?? this.#fresh ?? this.add([0, 0, 0, 0]);
      this.#fresh = this.#corner = null;
      return mark;
    }

    #drawnAt(mark) {
      this.#corner = null;
      this.#show(mark);
      this.#tell(words.saidMarked, mark);
    }

    #show({ rect }) {
      rect.focus({ preventScroll: true });
      /* Keys that follow each other fast would outrun a smooth motion. */
      rect.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }
  }

  let isSent = false;
  const began = field.value || "[]";
  const known = () => {
    try { return [JSON.parse(began)].flat().filter(Array.isArray); } catch { return []; }
  };
  const values = () => pages.flatMap((page) => page.marks.map((mark) => [page.number, ...mark.place]));
  const keep = () => { field.value = JSON.stringify(values()); };
  const pages = [...form.querySelectorAll("[data-page]")].map((section) => new Page(section));
  /* After a refusal: what was marked before. */
  for (const [number, ...place] of known()) pages.find((page) => page.number === number)?.add(place);
  form.addEventListener("submit", () => { isSent = true; });
  addEventListener("beforeunload", (event) => { if (!isSent && values().length) event.preventDefault(); });

  /* Places that are not ticked stay readable, and are not shown as covered. Those of the tick that somebody points to or
     has reached by keyboard stand out. */
  for (const tick of form.querySelectorAll("[name=covered]")) {
    const places = form.querySelectorAll(`[data-piece="${tick.value}"]`);
    const put = (state, isSo) => { for (const rect of places) rect.classList.toggle(`covers__piece--${state}`, isSo); };
    const show = () => put("left", !tick.checked);
    tick.addEventListener("change", show);
    show();
    for (const [element, on, off] of [[tick, "focus", "blur"], [tick.closest("label"), "pointerenter", "pointerleave"]]) {
      element.addEventListener(on, () => put("meant", true));
      element.addEventListener(off, () => put("meant", false));
    }
  }

  /* What is shown as covered and is not yet goes to no board: neither is it seen by the public, nor are marks lost. */
  const isUncovered = () => values().length || form.querySelector("[name=covered]:checked");
  const submitting = document.querySelector("[data-submits-copy]");
  submitting?.addEventListener("submit", (event) => {
    if (!isUncovered()) return;
    event.preventDefault();
    const warning = submitting.querySelector("[data-uncovered]");
    warning.hidden = false;
    warning.focus();
  });
})();
