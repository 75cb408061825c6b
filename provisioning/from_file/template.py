"""The template of a file of portals: its columns in Vietnamese, and what each is for. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.tables.spreadsheets import csv_lines
from formats.tables.workbooks import workbook
from provisioning.from_file.columns import REQUIRED_COLUMNS
from provisioning.from_file.words import VIETNAMESE_NAMES

FILE_NAME: Final = "mau-danh-sach-cong"
_NOTES: Final[dict[str, Promise]] = {
    "code": _("Short and lasting, letters a–z, digits, hyphens. Empty: made from the name."),
    "kind": _(
        "“Sở”, “Quận”, “Huyện”, “Phường”, “Xã” …: the word that the name begins with, or the kind as the registry "
        "has it."
    ),
    "parent": _("Code or name of the portal one level up, in this file or registered. Empty: the city portal."),
    "host": _("Empty: the rules propose it."),
    "label": _("Only for an agency that chose an abbreviation or its English name (Article 5.2.b)."),
    "profile": _("“Quyết định 05/2024” or “Chính quyền hai cấp”. Empty: what is chosen on the screen."),
    "qualifier": _("Such as the former district, for a name that without marks is spelt like another one."),
    "name_vi": _("Full name with its type word, such as “Phường Bến Nghé”."),
    "name_en": _("Empty for an administrative unit: made from the name. Other bodies need it."),
    "short_name_vi": _("Empty: made from the name."),
    "short_name_en": _("Empty: made from the name."),
    "unit_code": _("Of the administrative unit; names repeat, this code does not."),
    "governing_body": _("Article 6.1. Empty: the usual body."),
    "managing_agency": _("Article 6.2. Empty: the usual body."),
    "operating_unit": _("Article 6.3. Empty: the usual body."),
    "responsible_person": _("Name and position, as in the footer."),
}


class TemplateColumn(NamedTuple):
    """A column of the template, for the screen and the sheet of explanations."""

    name: str
    is_required: bool
    note: str


def template_columns() -> list[TemplateColumn]:
    """The columns in their order, with what each is for in the active language."""
    return [
        TemplateColumn(names[0], field in REQUIRED_COLUMNS, str(_NOTES.get(field, "")))
        for field, names in VIETNAMESE_NAMES.items()
    ]


def template_file(ending: str) -> bytes:
    """An empty file with the names of the columns: `csv`, or `xlsx` with a second sheet that explains them."""
    columns = template_columns()
    head = [column.name for column in columns]
    if ending == "csv":
        return "".join(csv_lines([head])).encode()
    notes = [[str(_("Column")), str(_("Required")), str(_("What to write"))]]
    notes += [[column.name, str(_("yes")) if column.is_required else "", column.note] for column in columns]
    return workbook({str(_("Portals")): [head], str(_("Explanations")): notes})
