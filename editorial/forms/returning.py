"""The form of a return: what the author is asked to change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin

REMARK_MISSING = _("Say what is to be changed: the author reads it.")


class ReturnForm(CleanTextMixin, forms.Form):
    """Asks for a remark: the author reads it on top of the item."""

    comment = forms.CharField(
        label=pgettext_lazy("of a return", "Remark"),
        widget=AdminAutoHeightTextInput,
        error_messages={"required": REMARK_MISSING},
    )
