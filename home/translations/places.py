"""Paths of wagtail-localize resolved in a page: the field or block at the end of a path, and its name for a reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks

from home.contentcheck.extraction import Place, place_of, place_of_block
from home.fields import StreamField
from home.models import BasePage


def place_of_path(page: BasePage, path: str) -> Place:
    """The field of a piece of a page, its block, and its part of the block, in words."""
    column, number, chain = _steps_to(page, path)
    place = place_of(column)
    if not number:
        return place
    here = place_of_block(place, number, chain[0][0])
    return replace(here, words=" – ".join([here.words, *(label for _block, label in chain[1:] if label)]))


def leaf_at(page: BasePage, path: str) -> Any:
    """The column or block that holds a piece of a page; None for the address of a link in a text."""
    if "'" in path:
        return None
    column, number, chain = _steps_to(page, path)
    return chain[-1][0] if number else column


def _steps_to(page: BasePage, path: str) -> tuple[Any, int, list[tuple[Any, str]]]:
    """The column of a piece, the number of its block in a stream, and the blocks down to it, each with its label."""
    name, *steps = path.partition(".'")[0].split(".")
    column = page._meta.get_field(name)
    if not isinstance(column, StreamField) or not steps:
        return column, 0, []
    rows = list(getattr(page, name).raw_data)
    number = next(position for position, row in enumerate(rows, start=1) if row["id"] == steps[0])
    block = column.stream_block.child_blocks[rows[number - 1]["type"]]
    chain = [(block, "")]
    for step in steps[1:]:
        if isinstance(block, blocks.ListBlock):
            block, label = block.child_block, ""
        elif isinstance(block, blocks.BaseStructBlock) and step in block.child_blocks:
            block = block.child_blocks[step]
            label = capfirst(str(block.label))
        else:
            label = _cell_label(step)
        chain.append((block, label))
    return column, number, chain


def _cell_label(step: str) -> str:
    row, dash, column = step.partition("-")
    if not (dash and row.isdecimal() and column.isdecimal()):
        return ""
    return _("row %(row)d, column %(column)d") % {"row": int(row) + 1, "column": int(column) + 1}
