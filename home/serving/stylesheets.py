"""Style sheets of public pages: the files of several components as one answer, so that a page asks for two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.templatetags.static import static

# On every page: custom properties, elements, layout, the chrome, and what any page may need.
_FOUNDATION: Final = ("tokens", "base", "layout")
BASE_COMPONENTS: Final = (
    "breadcrumb", "button", "city-bar", "feedback", "masthead", "notice", "preferences", "search-box", "section-head",
    "site-footer", "site-nav",
)  # fmt: skip
# What the sheet of every page is called in addresses; no component is.
SITE: Final = "site"
_FONT: Final = re.compile(r"url\(\.\./(fonts/[\w.-]+)\)")


def sheet_of(names: Iterable[str]) -> str:
    """The text of a sheet: that of every page for `SITE`, else of some components, in the order of their names.

    Raises:
        LookupError: there is no such component, or they are in another order, or one stands twice.
    """
    wanted = tuple(names)
    if list(wanted) != sorted(set(wanted)):
        raise LookupError(wanted)
    paths = (
        [*(_folder() / f"{name}.css" for name in _FOUNDATION), *map(_component, BASE_COMPONENTS)]
        if wanted == (SITE,)
        else [_component(name) for name in wanted]
    )
    return "\n".join(_FONT.sub(lambda font: f'url("{static(font[1])}")', path.read_text("utf-8")) for path in paths)


def version_of(names: tuple[str, ...]) -> str:
    """Changes with whatever the sheet says, so that it can be kept for good under its address."""
    return _version(names) if settings.DEBUG else _kept_version(names)


def _version(names: tuple[str, ...]) -> str:
    return sha256(sheet_of(names).encode()).hexdigest()[:10]


_kept_version = lru_cache(maxsize=500)(_version)


def _component(name: str) -> Path:
    path = _components().get(name)
    if path is None:
        raise LookupError(name)
    return path


@cache
def _components() -> dict[str, Path]:
    return {path.stem: path for path in (_folder() / "components").glob("*.css")}


@cache
def _folder() -> Path:
    return Path(str(find("css/tokens.css"))).parent
