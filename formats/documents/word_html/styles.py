"""Looks of letters in HTML, by their elements and by the style sheet that came with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

Element = Any

# Each begins a paragraph and ends one.
BLOCKS: Final = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figcaption", "h1",
        "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "td", "th", "ul",
    }
)  # fmt: skip
_ALIGNMENTS: Final = frozenset({"left", "center", "right", "justify"})
_BOLD: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_SCRIPTS: Final = {"sup": "super", "sub": "sub", "super": "super"}


class Styles:
    """Properties of elements: by the style sheet, for their tags and classes, and by their own attribute."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for sheet in root.iter("style"):
            for selectors, declarations in _rules_of(sheet.text or ""):
                for selector in selectors.lower().split(","):
                    self._rules.setdefault(selector.strip(), {}).update(_properties(declarations))

    def of(self, element: Element) -> dict[str, str]:
        classes = classes_of(element)
        selectors = [element.tag, *(f".{one}" for one in classes), *(f"{element.tag}.{one}" for one in classes)]
        found: dict[str, str] = {}
        for selector in selectors:
            found |= self._rules.get(selector, {})
        return found | _properties(element.get("style", ""))


def _rules_of(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule. Goes through the text once, however it is made."""
    before, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    without_remarks = before + "".join(piece.partition("*/")[2] for piece in rest)
    for piece in without_remarks.split("}")[:-1]:
        head, brace, declarations = piece.rpartition("{")
        if brace:
            yield head.rpartition("{")[2], declarations


def _properties(declarations: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in declarations.split(";"))
    return {name.strip().lower(): value.strip() for name, _colon, value in pairs if value.strip()}


def classes_of(element: Element) -> list[str]:
    return element.get("class", "").lower().split()


@dataclass(frozen=True, slots=True)
class Look:
    """The look of letters, and the address of their link."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    script: str = ""
    link: str = ""
    font: str = ""
    align: str = ""

    def within(self, element: Element, properties: dict[str, str]) -> Look:
        """Return the look inside an element, which stands in one of this look."""
        tag = element.tag
        weight, slope = properties.get("font-weight"), properties.get("font-style")
        family = properties.get("font-family") or element.get("face") or ""
        align = properties.get("text-align") or (element.get("align", "") if tag in BLOCKS else "")
        align = "center" if tag == "center" else align.lower()
        return replace(
            self,
            bold=weight in _BOLD if weight else self.bold or tag in {"b", "strong", "th"},
            italic=slope == "italic" if slope else self.italic or tag in {"i", "em"},
            struck=self.struck or tag in {"s", "strike"} or "line-through" in properties.get("text-decoration", ""),
            script=_SCRIPTS.get(tag) or _SCRIPTS.get(properties.get("vertical-align", "")) or self.script,
            font=family.split(",")[0].strip(" \"'") or self.font,
            align=align if align in _ALIGNMENTS else self.align,
        )
