"""Chromium as the journeys use it, and what is measured in it."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.journeys.server import AXE_PATH

# Closed off: Chromium asks nobody for updates, lists or its own account, and finds no other machine; containers give it
# no sandbox of its own. Windows of one context share a process, which has compiled the scripts of the admin before.
ARGUMENTS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-features=Translate,OptimizationHints,MediaRouter,SpareRendererForSitePerProcess,site-per-process",
]
# Height goes with the width of a phone, a tablet and a desk.
VIEWPORTS = {360: 740, 768: 1024, 1440: 900}
NARROW, MIDDLE, WIDE = VIEWPORTS
# How what people do is tried: without JavaScript on a telephone, and with it at a desk.
WAYS = ((False, NARROW), (True, WIDE))
# A rule of WCAG 2.2 AA that axe leaves out unless asked; none is switched off.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@dataclass(frozen=True)
class Web:
    """The server of one test: any host, one port. Browsers resolve `*.localhost` by themselves."""

    port: int

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def admin(self) -> str:
        return self.url(settings.ADMIN_HOST, "/admin/")


def find_chromium() -> str | None:
    """Path of the browser. The first draws no windows of its own that nobody sees, and takes half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextlib.contextmanager
def running_chromium(program: str) -> Iterator[Browser]:
    """Start Chromium, and let tests use the database beside it. The test database must be there already.

    Playwright runs an event loop in this thread, where Django would refuse its (blocking) queries. Nothing here awaits.
    Beside a loop Django keeps connections of their own, to the same database: they are given the copy of its first
    state, which every test begins with, and closed before the database is dropped.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Django keeps the first state of a database there, and has no other place for it.
    first_states = {item.alias: item._test_serialized_contents for item in connections.all()}
    try:
        with sync_playwright() as playwright:
            for alias, content in first_states.items():
                connections[alias]._test_serialized_contents = content
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            yield browser
            browser.close()
            connections.close_all()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": VIEWPORTS[width]})


def look_at(addresses: dict[str, str], look: Callable[[str, str], list[Any]]) -> dict[str, list[Any]]:
    """What a look at each page finds, by the page's name; pages without a finding are left out."""
    found = {name: look(name, address) for name, address in addresses.items()}
    return {name: findings for name, findings in found.items() if findings}


def faults(page: Page, widths: Iterable[int] = VIEWPORTS) -> list[Any]:
    """What axe finds on the page as it stands, and how far it reaches to the side, each with the width."""
    found: list[Any] = []
    for width in widths:
        resize(page, width)
        found += [(width, fault) for fault in (*axe_violations(page), sideways_scroll(page)) if fault]
    return found


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a place. The page must run scripts."""
    # What has only begun to arrive has no place for a script.
    page.wait_for_load_state("domcontentloaded")
    if not page.evaluate("'givenAxe' in window"):
        page.add_script_tag(url=settings.STATIC_URL + AXE_PATH)
    violations = page.evaluate(
        "options => window.givenAxe.run(options).then(results => results.violations)", AXE_OPTIONS
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} -- {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def huge_icons(page: Page) -> list[str]:
    """Icons of the admin that nobody gave a size: such a one fills its box."""
    return page.evaluate(
        """() => [...document.querySelectorAll("svg.icon:not(.icon--submenu-header)")]
            .filter(icon => icon.checkVisibility() && icon.getBoundingClientRect().width > 48)
            .map(icon => `huge icon: ${icon.parentElement.outerHTML.slice(0, 160)}`)"""
    )


def faint_texts(entries: Locator) -> list[str]:
    """Which of some texts have a contrast below 4.5 : 1 (WCAG 1.4.3), each with its own.

    For what axe passes over, such as menus that lie over a box that scrolls: it takes them for hidden.
    """
    return entries.evaluate_all(
        """entries => {
            const channels = colour => colour.match(/[\\d.]+/g).map(Number);
            const groundOf = element => {
                const [red, green, blue, opacity = 1] = channels(getComputedStyle(element).backgroundColor);
                return opacity > 0 ? [red, green, blue] : groundOf(element.parentElement);
            };
            const linear = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const luminance = ([red, green, blue]) =>
                0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
            const contrast = (...colours) => {
                const [dark, light] = colours.map(luminance).sort((one, other) => one - other);
                return (light + 0.05) / (dark + 0.05);
            };
            return entries
                .map(entry => [entry, contrast(channels(getComputedStyle(entry).color), groundOf(entry))])
                .filter(([, ratio]) => ratio < 4.5)
                .map(([entry, ratio]) => `${entry.textContent.trim()}: ${ratio.toFixed(2)}`);
        }"""
    )


def sideways_scroll(page: Page) -> dict[str, Any]:
    """How far the page reaches beyond the window to the side, and which elements do; empty if it does not.

    What scrolls inside a box of its own (a wide table) is no sideways scroll of the page.
    """
    return page.evaluate(
        """() => {
            const root = document.scrollingElement, width = root.clientWidth;
            const beyond = root.scrollWidth - width;
            if (beyond <= 0) return {};
            const isWide = element => element.getBoundingClientRect().right > width + 0.5;
            const wide = [...document.body.querySelectorAll("*")].filter(isWide);
            return {
                pixels: beyond,
                elements: wide.slice(0, 8).map(e => `${e.tagName.toLowerCase()}.${e.className}`.slice(0, 80)),
            };
        }"""
    )
