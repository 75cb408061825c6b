"""Tables."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments import StringSegmentValue

from adminviews.hidden_inputs import table_sent

_CAPTION = "table_caption"
TABLE_OPTIONS = {
    "minSpareRows": 0,
    "startRows": 3,
    "startCols": 3,
    "height": 220,
    "contextMenu": [
        "row_above", "row_below", "---------", "col_left", "col_right", "---------",
        "remove_row", "remove_col", "---------", "mergeCells", "---------", "undo", "redo",
    ],
    "mergeCells": True,
}  # fmt: skip


class SentTableBlock(TableBlock):
    """Wagtail's table, which takes whatever JSON is sent and says in English that the choice of headers is missing."""

    def value_from_form(self, value: Any) -> Any:
        return table_sent(value)

    def clean(self, value: Any) -> Any:
        """Take the first row for the header where nothing was chosen: most tables have one."""
        if value and not value.get("table_header_choice"):
            value["table_header_choice"] = "row"
        return super().clean(value)

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The caption and each cell that says something, by row and column: wagtail-localize knows no tables."""
        if not value:
            return []
        cells = [
            StringSegmentValue(f"{row}-{column}", str(cell))
            for row, cells in enumerate(value.get("data") or [])
            for column, cell in enumerate(cells)
            if cell
        ]
        caption = value.get("table_caption")
        return [StringSegmentValue(_CAPTION, caption), *cells] if caption else cells

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        """The table with these texts in their places."""
        written = {**value, "data": [list(row) for row in value["data"]]}
        for segment in segments:
            if segment.path == _CAPTION:
                written[_CAPTION] = segment.render_text()
            else:
                row, column = map(int, segment.path.split("-"))
                written["data"][row][column] = segment.render_text()
        return written

    class Meta:
        default = {"data": [["", "", ""], ["", "", ""], ["", "", ""]], "table_header_choice": "row"}


class DataTableBlock(blocks.StructBlock):
    """A table of data with caption and headers; can be pasted from a spreadsheet."""

    table = SentTableBlock(label=_("Table"), table_options=TABLE_OPTIONS)
    note = blocks.CharBlock(label=_("Note"), max_length=300, required=False, help_text=_("Source, unit, period."))

    def clean(self, value: Any) -> Any:
        """Ask for words in the table, unless a draft is saved."""
        cleaned = super().clean(value)
        has_words = any(cell for row in (cleaned["table"] or {}).get("data") or [] for cell in row)
        if not has_words and not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors={"table": ValidationError(_("Fill in the table."))})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Data with a caption and headers. Can be pasted from a spreadsheet.")
        template = "blocks/table.html"
        preview_value = {
            "table": {
                "data": [["Địa bàn", "Số hồ sơ"], ["Phường Bến Nghé", "1.204"], ["Phường Đa Kao", "987"]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
                "table_caption": "Hồ sơ đã giải quyết trong tháng",
            },
            "note": "Nguồn: bộ phận tiếp nhận hồ sơ.",
        }
