"""What a journey costs a person: clicks and fields that are filled in, as the browser has them from the pointer and
the keyboard."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

# Tells each press of the pointer, each form that is sent by a key, and each field once, however much is typed into it.
# In a table, each cell is a field. What scripts of the page do is nothing that a person did; a file is set by the test.
WATCH = """(() => {
    const filled = new WeakMap(), typed = "input:not([type=checkbox]):not([type=radio]), textarea, select";
    const cellOf = (field) => {
        const cell = field.matches(".handsontableInput") && document.querySelector(".handsontable td.current");
        return cell ? `${cell.parentElement.rowIndex},${cell.cellIndex}` : "";
    };
    const fill = (event) => {
        const field = event.target.closest?.(`[contenteditable=true], ${typed}`);
        const isChosen = field?.matches("select, [type=file]");
        if (!field || isChosen !== (event.type === "change") || !(event.isTrusted || isChosen)) return;
        const cells = filled.get(field) ?? new Set(), cell = cellOf(field);
        if (cells.has(cell)) return;
        filled.set(field, cells.add(cell));
        window.noteEffort("field", field.name || field.className);
    };
    addEventListener("pointerdown", (event) => {
        const pressed = event.target.closest("a, button, label, td") ?? event.target;
        if (event.isTrusted) window.noteEffort("click", pressed.textContent || pressed.name || pressed.tagName);
    }, true);
    addEventListener("keydown", (event) => {
        const sends = event.key === "Enter" && event.target.matches("input");
        if (event.isTrusted && sends) window.noteEffort("click", "Enter");
    }, true);
    for (const kind of ["input", "change"]) addEventListener(kind, fill, true);
})()"""


@dataclass
class Effort:
    """What was counted, in order."""

    clicks: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str) -> None:
        (self.clicks if kind == "click" else self.fields).append(" ".join(what.split())[:40])

    @property
    def total(self) -> int:
        return len(self.clicks) + len(self.fields)


@contextmanager
def counted(page: Page, name: str) -> Iterator[Effort]:
    """Count what a person does in a window from now on. Before its first screen. The seconds are printed."""
    effort = Effort()
    page.expose_function("noteEffort", effort.note)
    page.add_init_script(WATCH)
    began = time.monotonic()
    yield effort
    seconds = time.monotonic() - began
    print(f"{name}: {len(effort.clicks)} clicks, {len(effort.fields)} fields, {seconds:.0f} s")  # noqa: T201 -- told
