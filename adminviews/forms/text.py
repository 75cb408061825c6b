"""Fields of forms: text as it is stored, in NFC and in no former encoding; days; the choice of an export."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from formats.tables.exports import TableFormat
from formats.vietnamese.old_text import OldEncoding, refuse_old_text
from formats.vietnamese.text import clean_text, to_nfc, visible


class CleanTextMixin:
    """Cleans what was typed or pasted in every text field of a form, before the fields' own checks run."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # E-mail fields are text fields too; choices are not typed.
            if isinstance(field, forms.CharField):
                self.fields[name] = _cleaning(_refusing_old_text(field))


class RefusesOldTextMixin:
    """Refuses text in an old encoding in every text field of a form, with the same in Unicode to put in its place."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField):
                self.fields[name] = _refusing_old_text(field)


class ReasonForm(CleanTextMixin, forms.Form):
    """An act whose reason is part of the record."""

    # What is said of the reason below its field.
    reason_help: ClassVar[Any] = ""

    reason = forms.CharField(label=_("reason"), max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.reason_help


def _refusing_old_text(field: forms.CharField) -> forms.CharField:
    """Asked of what was typed: signs that nobody sees are letters in some encodings, and are gone once it is clean."""
    if isinstance(field.widget, (forms.PasswordInput, forms.HiddenInput)) or isinstance(field, forms.URLField):
        return field
    convert = field.to_python

    def to_python(value: Any) -> str:
        text: str = convert(value)
        try:
            refuse_old_text(text or "")
        except OldEncoding as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return text

    field.to_python = to_python  # the form's own copy of the field
    return field


def _cleaning(field: forms.CharField) -> forms.CharField:
    convert = field.to_python
    tidy = _tidy_lines if isinstance(field.widget, forms.Textarea) else clean_text

    def to_python(value: Any) -> str:
        return tidy(convert(value) or "")

    field.to_python = to_python  # the form's own copy of the field
    return field


def _tidy_lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in to_nfc(visible(text)).strip().splitlines())


class DayInput(forms.DateInput):
    """The browser's own chooser of days, as the words of an address write them."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AuditExportForm(ReasonForm):
    """An export leaves the system: who takes it says what for."""

    reason_help = _("What the export is for; it stands with your act in the record of each portal concerned.")


class TableExportForm(AuditExportForm):
    """An export as a table, in the form that is chosen."""

    table_format = forms.ChoiceField(
        label=pgettext_lazy("of a table", "Format"),
        choices=TableFormat.choices,
        initial=TableFormat.XLSX,
        widget=forms.RadioSelect,
        required=False,
    )

    @property
    def chosen_format(self) -> TableFormat:
        """CSV where nothing is chosen. After validation."""
        return TableFormat(self.cleaned_data["table_format"] or TableFormat.CSV)
