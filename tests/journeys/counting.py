"""Counts what a person does in a window: clicks, and fields that are filled in, over all pages of one site."""

from dataclasses import dataclass

from playwright.sync_api import Page

# A label that is clicked clicks its field as well: presses are counted, not what follows from them.
COUNT = """(() => {
    const count = (name, of) => {
        const known = new Set(JSON.parse(sessionStorage.getItem(name) || "[]"));
        known.add(of(known));
        sessionStorage.setItem(name, JSON.stringify([...known]));
    };
    addEventListener("pointerdown", (event) => {
        if (event.isTrusted) count("journey-clicks", (known) => known.size);
    }, true);
    addEventListener("input", (event) => {
        const field = event.target.closest("[name], [contenteditable=true]");
        const isTyped = field && !["checkbox", "radio", "hidden"].includes(field.type);
        const place = field && (field.getAttribute("name") || field.closest("[data-contentpath]")?.dataset.contentpath);
        if (event.isTrusted && isTyped) count("journey-fields", () => `${location.pathname} ${place}`);
    }, true);
})()"""


@dataclass(frozen=True)
class Counted:
    """What was done in a window since `count_from_here`."""

    page: Page

    @property
    def clicks(self) -> int:
        return self._count("journey-clicks")

    @property
    def fields(self) -> int:
        return self._count("journey-fields")

    def _count(self, name: str) -> int:
        return int(self.page.evaluate("name => JSON.parse(sessionStorage.getItem(name) || '[]').length", name))


def count_from_here(page: Page) -> Counted:
    """Count from the next page on that the window opens."""
    page.add_init_script(COUNT)
    return Counted(page)
