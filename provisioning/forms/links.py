"""The field for the links of a portal: rows of a name, an English name and an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from formats.vietnamese.old_text import OldEncoding, refuse_old_text
from formats.vietnamese.text import clean_text
from sites.links import LINK_PARTS, MOST_LINKS, TITLE_LENGTH, URL_LENGTH, validate_web_address

Row = dict[str, str]


class WebAddressField(forms.URLField):
    """An address on the web; one that is typed without its scheme gets https."""

    default_validators: ClassVar = [validate_web_address]


_PARTS: Final = {
    "title": forms.CharField(max_length=TITLE_LENGTH, error_messages={"required": _("say what it is called.")}),
    "title_en": forms.CharField(max_length=TITLE_LENGTH, required=False),
    "url": WebAddressField(
        max_length=URL_LENGTH,
        assume_scheme="https",
        error_messages=dict.fromkeys(("required", "invalid"), _("give the whole address, from https:// on.")),
    ),
}


class LinksInput(forms.Widget):
    """As many rows as a portal may have links; those left empty are none."""

    class Media:
        css = {"all": ["css/admin/links.css"]}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        return [
            {part: str(data.get(f"{name}-{number}-{part}", "")) for part in LINK_PARTS} for number in range(MOST_LINKS)
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        """The first field of the first row."""
        return f"{id_}-0-{LINK_PARTS[0]}" if id_ else ""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        empty = dict.fromkeys(LINK_PARTS, "")
        rows = [empty | row for row in value or []]
        rows += [empty] * (MOST_LINKS - len(rows))
        context = {
            "id": (attrs or {}).get("id", f"id_{name}"),
            "name": name,
            "rows": rows,
            "title_length": TITLE_LENGTH,
            "url_length": URL_LENGTH,
        }
        return render_to_string("sites/links_input.html", context)


class LinksField(forms.Field):
    """Field of a form for the column `links` of a portal."""

    widget = LinksInput

    def clean(self, value: list[Row]) -> list[Row]:
        """The rows that say something, checked one by one; what is wrong names its row."""
        cleaned, errors = [], []
        for number, row in enumerate(value, start=1):
            if any(text.strip() for text in row.values()):
                link, faults = _checked(row)
                cleaned.append(link)
                errors += [gettext("Link %(number)s: %(fault)s") % {"number": number, "fault": one} for one in faults]
        if errors:
            raise ValidationError(errors)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != [row for row in data or [] if any(row.values())]


def _checked(row: Row) -> tuple[Row, list[str]]:
    """A link as it is kept, and what is wrong with it."""
    link, faults = {}, []
    for part, field in _PARTS.items():
        try:
            refuse_old_text(row[part])
            link[part] = clean_text(field.clean(row[part]))
        except OldEncoding as refusal:
            faults.append(str(refusal))
        except ValidationError as error:
            faults += error.messages
    return link, faults
