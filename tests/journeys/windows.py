"""Windows of persons: contexts of Chromium that serve one journey after another.

With JOURNEY_TRACES, the name of a folder, Playwright keeps there what each person did and saw in a journey:

    JOURNEY_TRACES=var/traces .venv/bin/python -m pytest -n0 tests/journeys/test_checklist.py
    .venv/bin/playwright show-trace var/traces/test_returned_corrected_and_approved_with_the_checklist-1.zip
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Frame, Page, Request

# Wagtail looks through what is written again and again, whether or not it has finished: on a busy machine it has not.
LOOKS_AGAIN = "Axe is already running"
STORAGE = "local_storage,indexeddb,cache_storage,service_workers,file_systems"


class Person:
    """A context: cookies and storage of their own, until it is emptied for the next journey.

    A new context begins with a new process that has compiled no script yet, which costs a second of a processor. The
    process ends with its last page, so one stays open.
    """

    def __init__(self, browser: Browser, options: dict[str, Any], patience: float) -> None:
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(patience)
        # What pages asked of other machines (nobody answers), and scripts of theirs that failed.
        self.elsewhere: list[str] = []
        self.failures: list[str] = []
        self._origins: set[str] = set()
        self._stays = self.context.new_page()
        self._session = self.context.new_cdp_session(self._stays)
        self.context.on("requestfailed", self._note_elsewhere)
        self.context.on("weberror", lambda error: self._note_failure(str(error.error)))
        self.context.on("console", self._note_refusal)
        self.context.on("page", lambda page: page.on("framenavigated", self._note_origin))

    def _note_elsewhere(self, request: Request) -> None:
        address = urlsplit(request.url)
        host = address.hostname or ""
        if address.scheme not in {"data", "blob"} and not is_here(host):
            self.elsewhere.append(request.url)

    def _note_failure(self, message: str) -> None:
        if LOOKS_AGAIN not in message:
            self.failures.append(message)

    def _note_refusal(self, message: ConsoleMessage) -> None:
        """What a browser did not load or run, since the page says that it has no such thing."""
        if message.type == "error" and "Content Security Policy" in message.text:
            self.failures.append(message.text)

    def _note_origin(self, frame: Frame) -> None:
        address = urlsplit(frame.url)
        if address.scheme == "http":
            self._origins.add(f"{address.scheme}://{address.netloc}")

    def open_page(self) -> Page:
        # A browser with windows lets a page that was clicked on do so; without windows, it is refused.
        self.context.grant_permissions(["clipboard-write"])
        return self.context.new_page()

    def empty(self) -> None:
        """Close the pages, and forget cookies, storage, and what went wrong."""
        for page in self.context.pages:
            if page is not self._stays:
                page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        for origin in self._origins:
            self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORAGE})
        self._origins.clear()
        self.elsewhere.clear()
        self.failures.clear()


def is_here(host: str) -> bool:
    return host in {"localhost", "127.0.0.1"} or host.endswith(".localhost")


class Persons:
    """Contexts by their options: those in use by the running journey, and those that wait for the next one."""

    def __init__(self, browser: Browser, patience: float) -> None:
        self._browser = browser
        self._patience = patience
        self._waiting: dict[str, list[Person]] = {}
        self._used: list[tuple[str, Person]] = []
        self._traces = os.environ.get("JOURNEY_TRACES", "")

    def take(self, options: dict[str, Any]) -> Person:
        key = repr(sorted(options.items()))
        waiting = self._waiting.setdefault(key, [])
        # The first of the last journey is the first again.
        person = waiting.pop(0) if waiting else Person(self._browser, options, self._patience)
        self._used.append((key, person))
        if self._traces:
            person.context.tracing.start(screenshots=True, snapshots=True)
        return person

    def give_back(self, journey: str) -> tuple[list[str], list[str]]:
        """Empty those that a journey used. What their pages asked of other machines, and scripts that failed."""
        for number, (_key, person) in enumerate(self._used if self._traces else [], start=1):
            person.context.tracing.stop(path=Path(self._traces) / f"{journey}-{number}.zip")
        elsewhere = [url for _key, person in self._used for url in person.elsewhere]
        failures = [failure for _key, person in self._used for failure in person.failures]
        for key, person in self._used:
            try:
                person.empty()
            except Error:
                person.context.close()
            else:
                self._waiting[key].append(person)
        self._used.clear()
        return elsewhere, failures
