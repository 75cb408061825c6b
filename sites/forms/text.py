"""Text as it is stored: in NFC, one line where one line is asked for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.text import clean_text, to_nfc, visible


class CleanTextMixin:
    """Cleans what was typed or pasted in every text field of a form, before the fields' own checks run."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # E-mail fields are text fields too; choices are not typed.
            if isinstance(field, forms.CharField):
                self.fields[name] = _cleaning(field)


class ReasonForm(CleanTextMixin, forms.Form):
    """An act whose reason is part of the record."""

    # What is said of the reason below its field.
    reason_help: ClassVar[Any] = ""

    reason = forms.CharField(label=_("reason"), max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.reason_help


def _cleaning(field: forms.CharField) -> forms.CharField:
    convert = field.to_python
    tidy = _tidy_lines if isinstance(field.widget, forms.Textarea) else clean_text

    def to_python(value: Any) -> str:
        return tidy(convert(value) or "")

    field.to_python = to_python  # the form's own copy of the field
    return field


def _tidy_lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in to_nfc(visible(text)).strip().splitlines())
