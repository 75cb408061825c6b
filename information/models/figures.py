"""Figures of a report: a table of numbers, from which its chart and its file are made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail_localize.segments import StringSegmentValue

from formats.vietnamese.numbers import UNKNOWN, read_number, written_number
from home.blocks.tables import TABLE_OPTIONS, DataTableBlock, SentTableBlock
from home.components.charts import MOST_SERIES

# Longer labels end in the table below the chart.
LABEL_LENGTH: Final = 40


class FiguresTableBlock(SentTableBlock):
    """A table whose first row names the series and whose first column the rows; all else are numbers.

    Numbers are kept as they were typed, in Vietnamese, on pages of either language: nobody translates them.
    """

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """Titles and labels."""
        segments = super().get_translatable_segments(value)
        return [segment for segment in segments if read_number(str(segment.string.data)) is None]


class FiguresValue(blocks.StructValue):
    """Figures as they are shown in the language of the reader."""

    @property
    def title(self) -> str:
        """With the unit: "Dân số (nghìn người)"."""
        title = (self["table"] or {}).get("table_caption") or ""
        return f"{title} ({self['unit']})" if self["unit"] else title

    @property
    def data(self) -> list[list[Any]]:
        """As it was sent: rows may differ in length where no grid sent it."""
        return (self["table"] or {}).get("data") or []

    @property
    def rows(self) -> list[list[str]]:
        """As they were typed, the names of the series first; as long as the longest."""
        width = max((len(row) for row in self.data), default=0) or 1
        return [
            ["" if cell is None else str(cell).strip() for cell in (*row, *[None] * (width - len(row)))]
            for row in self.data
        ]

    @property
    def numbers(self) -> list[tuple[str, list[Decimal | None]]]:
        """Labels, each with its numbers; None where there is none."""
        return [(label, [read_number(cell) for cell in cells]) for label, *cells in self.rows[1:]]

    @property
    def series(self) -> list[str]:
        return self.rows[0][1:] if self.rows else []

    @property
    def chart(self) -> dict[str, Any]:
        """What `bar_chart` draws; empty where it cannot: of numbers below zero, or of nothing."""
        numbers = [(_shortened(label), [number or Decimal() for number in row]) for label, row in self.numbers]
        if not self.series or len(self.series) > MOST_SERIES or any(one < 0 for _label, row in numbers for one in row):
            return {}
        return {"series": self.series, "rows": numbers, "stacked": bool(self["adds_up"])}

    @property
    def as_shown(self) -> dict[str, Any]:
        """The value of a table of data, as its template takes it."""
        rows = [[label, *map(_in_words, row)] for label, row in self.numbers]
        table = {
            "data": [*self.rows[:1], *rows],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_caption": self.title,
        }
        return {"table": table, "note": self["note"]}

    def file_rows(self) -> Iterator[list[Any]]:
        """The table for programs: numbers with a point, empty where there is none."""
        yield from self.rows[:1]
        for label, numbers in self.numbers:
            yield [label, *numbers]


def _shortened(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1].rstrip()}…"


def _in_words(number: Decimal | None) -> str:
    return UNKNOWN if number is None else written_number(number)


class FiguresBlock(DataTableBlock):
    """Figures of one matter: a chart, the table below it, and a file with the same numbers."""

    table = FiguresTableBlock(
        label=gettext_lazy("Table"),
        table_options=TABLE_OPTIONS | {"mergeCells": False},
        help_text=gettext_lazy(
            "The caption is the title. First row: names of the figures, three at most. First column: what each row is "
            "of. Decimals have a comma: 12,5."
        ),
    )
    unit = blocks.CharBlock(
        label=gettext_lazy("Unit"), max_length=60, required=False, help_text=gettext_lazy("Example: nghìn người.")
    )
    adds_up = blocks.BooleanBlock(
        label=gettext_lazy("The figures of a row are parts of a whole"),
        required=False,
        help_text=gettext_lazy("The chart then puts them into one bar, with their sum."),
    )

    def clean(self, value: Any) -> Any:
        """Ask for a title, names, labels and numbers, unless a draft is saved."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (faults := list(_faults(cleaned))):
            raise StructBlockValidationError(block_errors={"table": ValidationError(faults)})
        return cleaned

    class Meta:
        icon = "table"
        label = gettext_lazy("Figures")
        description = gettext_lazy("A table of numbers, shown as a chart as well, with a file for download.")
        template = "blocks/figures.html"
        value_class = FiguresValue
        preview_value = {
            "table": {
                "data": [["Quý", "Khai sinh", "Kết hôn"], ["Quý I", "1.204", "310"], ["Quý II", "1.187", "342"]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
                "table_caption": "Đăng ký hộ tịch",
            },
            "unit": "việc",
            "adds_up": False,
            "note": "Nguồn: bộ phận tiếp nhận hồ sơ.",
        }


def _faults(value: FiguresValue) -> Iterator[str]:
    if any(len(row) != len(value.data[0]) for row in value.data):
        yield _("All rows of the table must have as many cells as the first.")
        return
    if not (value["table"] or {}).get("table_caption"):
        yield _("Give the table a caption: it is the title of the figures.")
    if not 1 <= len(value.series) <= MOST_SERIES:
        yield _("The table has %(number)d columns of numbers; it may have one to %(most)d.") % {
            "number": len(value.series),
            "most": MOST_SERIES,
        }
    if not all(value.series):
        yield _("Name each column of numbers in the first row.")
    for label, *cells in value.rows[1:]:
        if not label:
            yield _("Say in the first column what each row is of.")
        for cell in cells:
            if cell and read_number(cell) is None:
                yield _("“%(cell)s” is not a number. Thousands have a dot, decimals a comma: 1.204,5.") % {"cell": cell}


class FiguresStreamBlock(blocks.StreamBlock):
    """Figures of a report, in their order."""

    figures = FiguresBlock()
