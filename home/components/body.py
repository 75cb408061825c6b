"""The body of a page: its blocks with an outline in order, its tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from home.blocks.choosers import preloaded
from home.publication.pictures import prefetch_pictures
from home.templatetags.text_filters import is_figure

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from library.models import PortalImage

register = template.Library()


@register.simple_tag(takes_context=True)
def render_body(context: Context, body: StreamValue, *, prefix: str = "") -> SafeString:
    """Render the blocks of a page body.

    A sub-heading that no main heading precedes becomes a main heading, so the outline never skips a level; addresses
    of headings are unique; the renditions of all pictures are read in one query.

    Args:
        prefix: begins every id, where a page shows more than one body.
    """
    if not body:
        return mark_safe("")
    outer: Any = context.flatten()
    rows = outer.get("preloaded_rows")
    if rows is None:
        prefetch_pictures(_pictures(body), "figure", "gallery", "full", "poster")
    with preloaded(rows or {}):
        return _rendered(body, outer, prefix)


def _rendered(body: StreamValue, outer: dict[str, Any], prefix: str) -> SafeString:
    anchors: set[str] = set()
    has_main_heading = False
    parts = []
    for position, child in enumerate(body, start=1):
        inner = {**outer, "block_id": f"{prefix}block-{position}", "stream_id": child.id}
        if child.block_type == "heading":
            is_sub = child.value.is_sub and has_main_heading
            has_main_heading = True
            inner |= {"heading_tag": "h3" if is_sub else "h2", "anchor": _unique(prefix + child.value.anchor, anchors)}
        parts.append(child.render(context=inner))
    return mark_safe("\n".join(parts))  # noqa: S308 -- each block's template escapes its values


@register.simple_tag(takes_context=True)
def values_of(context: Context, stream: StreamValue) -> list[Any]:
    """Return the values of a stream's blocks, from the rows that were read for the page."""
    with preloaded(context.get("preloaded_rows") or {}):
        return [child.value for child in stream]


def _pictures(body: StreamValue) -> Iterable[PortalImage | None]:
    for child in body:
        if child.block_type == "figure":
            yield child.value["picture"]
        elif child.block_type == "gallery":
            yield from (figure["picture"] for figure in child.value["pictures"])
        elif child.block_type == "video":
            yield child.value["poster"]


def _unique(anchor: str, taken: set[str]) -> str:
    candidate, number = anchor, 2
    while candidate in taken:
        candidate, number = f"{anchor}-{number}", number + 1
    taken.add(candidate)
    return candidate


@register.simple_tag
def table_of(value: dict[str, Any] | None) -> dict[str, Any]:
    """Lay out the value of a table block: header rows, rows of cells, each with the way it is set.

    The first row is the header, with those that its merged cells reach into. A draft may hold a table that nobody has
    filled in yet.
    """
    value = value or {}
    rows = [["" if cell is None else str(cell) for cell in row] for row in value.get("data") or []]
    spans, covered = _merged(value.get("mergeCells") or [], rows)
    has_header = bool(value.get("first_row_is_table_header")) and bool(rows)
    reach = max((down for (row, _column), (down, _across) in spans.items() if row == 0), default=1)
    header_rows = reach if has_header else 0
    columns = list(zip(*rows[header_rows:], strict=False))
    width = max(map(len, rows), default=0)
    is_number = [any(column) and all(is_figure(cell) for cell in column if cell) for column in columns]
    is_number += [False] * (width - len(is_number))
    has_row_headers = bool(value.get("first_col_is_header"))

    def cells(number: int) -> list[dict[str, Any]]:
        found = []
        for column, text in enumerate(rows[number]):
            if (number, column) in covered:
                continue
            down, across = spans.get((number, column), (1, 1))
            found.append(
                {
                    "text": text,
                    # A heading over several columns begins where they do.
                    "is_number": is_number[column] and across == 1,
                    "is_header": has_row_headers and column == 0,
                    "rows": down,
                    "columns": across,
                }
            )
        return found

    return {
        "caption": value.get("table_caption") or "",
        "headers": [cells(number) for number in range(header_rows)],
        "rows": [cells(number) for number in range(header_rows, len(rows))],
    }


def _merged(
    merges: Iterable[dict[str, int]], rows: list[list[str]]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Rows and columns of merged cells by their places, and the places that they cover. A form may send merges that
    reach out of the table or into each other: what has no place is cut off."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        row, column = merge["row"], merge["col"]
        if row >= len(rows) or column >= len(rows[row]):
            continue
        down = min(merge["rowspan"], len(rows) - row)
        across = min(merge["colspan"], len(rows[row]) - column)
        places = {(row + below, column + right) for below in range(down) for right in range(across)}
        if len(places) > 1 and not places & (covered | spans.keys()):
            spans[row, column] = down, across
            covered |= places - {(row, column)}
    return spans, covered
