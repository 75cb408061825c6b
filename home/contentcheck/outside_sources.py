"""Press and social media in links and texts: what a portal may not quote (Regulation 13.1.d). Pure but for the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from formats.tables.csv_tables import shipped_rows

HOSTS: Final = Path(__file__).parent.parent / "data" / "press_and_social_hosts.csv"
# A host in running text: no part of an e-mail address, of a longer word, or of another host.
_BARE_HOST: Final = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?![\w@-]|\.\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OutsideSource:
    """A newspaper, a site that collects news, or a social network. `mentions` are names that mean nothing else."""

    host: str
    name: str
    kind: str
    mentions: tuple[str, ...]


@cache
def outside_sources() -> dict[str, OutsideSource]:
    """The known ones by their host."""
    return {
        row["host"]: OutsideSource(
            row["host"], row["name"], row["kind"], tuple(filter(None, row["mentions"].split("|")))
        )
        for row in shipped_rows(HOSTS)
    }


def source_of_host(host: str) -> OutsideSource | None:
    """The source to which a host or one below it belongs: "m.facebook.com" to Facebook, "box.com" not to X."""
    labels = host.rstrip(".").lower().split(".")
    known = outside_sources()
    return next(
        (known[name] for start in range(len(labels)) if (name := ".".join(labels[start:])) in known),
        None,
    )


def source_of_url(url: str) -> OutsideSource | None:
    """The source to which an address leads; None for a malformed one."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return source_of_host(host) if host else None


def sources_in(text: str) -> list[OutsideSource]:
    """Sources that a text names, by a bare host or by a name that means nothing else; each once, in order."""
    found: dict[str, OutsideSource] = {}
    for match in _BARE_HOST.finditer(text):
        if source := source_of_host(match[1]):
            found.setdefault(source.name, source)
    for match in _names().finditer(text):
        source = _by_mention()[match[0].casefold()]
        found.setdefault(source.name, source)
    return list(found.values())


@cache
def _by_mention() -> dict[str, OutsideSource]:
    return {mention.casefold(): source for source in outside_sources().values() for mention in source.mentions}


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_by_mention(), key=len, reverse=True)
    return re.compile(r"(?<![\w.@-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-]|\.\w)", re.IGNORECASE)
