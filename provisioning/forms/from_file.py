"""The form by which a file of portals is sent in."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from adminviews.forms.uploads import ScannedFileField
from provisioning.from_file.columns import MOST_ROWS
from sites.enums import HostnameProfile

MAX_BYTES: Final = 2 * 1024 * 1024
ENDINGS: Final = ("csv", "xlsx")


class PortalFileForm(forms.Form):
    """A file, no larger than what is read, and the hostname rules for rows that name none."""

    file = ScannedFileField(
        label=gettext_lazy("CSV or Excel file (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("hostname rules"),
        choices=HostnameProfile.choices,
        help_text=gettext_lazy("For rows that name none."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].initial = settings.HOSTNAME_PROFILE
        self.fields["profile"].label = capfirst(self.fields["profile"].label)
        self.fields["file"].help_text = _("At most %(size)s and %(rows)s portals. Of a workbook the first sheet.") % {
            "size": filesizeformat(MAX_BYTES),
            "rows": MOST_ROWS,
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.name.rpartition(".")[2].lower() not in ENDINGS:
            raise forms.ValidationError(
                _("“%(name)s” is neither a CSV file nor an Excel file (.xlsx). Save the table as one of them.")
                % {"name": file.name}
            )
        if file.size > MAX_BYTES:
            message = _("The file has %(size)s; at most %(limit)s are read. Divide it.")
            raise forms.ValidationError(
                message % {"size": filesizeformat(file.size), "limit": filesizeformat(MAX_BYTES)}
            )
        return file


class PortalImportStepForm(forms.Form):
    """Choose whether a file under way is continued or stopped."""

    step = forms.ChoiceField(choices=[("stop", "stop"), ("continue", "continue")])
