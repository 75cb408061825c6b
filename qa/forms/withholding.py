"""What is asked of who withholds a question from the public, or lets it be seen again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from qa.enums import WITHHELD, Visibility, WithholdReason
from qa.forms.desk import REMARK_LENGTH, remark_field
from qa.models.question import TEXT_LENGTH

FOR_THE_SECOND = _("For whoever confirms it. The public reads the class of the reason alone.")


class WithholdForm(CleanTextMixin, forms.Form):
    """For whom it is from now on, and why."""

    to = forms.ChoiceField(
        label=_("who reads it from now on"),
        choices=[(value, label) for value, label in Visibility.choices if value in WITHHELD],
        widget=forms.RadioSelect,
        help_text=_("Hidden: not even the sender reads it by the own link."),
    )
    because = forms.ChoiceField(
        label=_("class of the reason"),
        choices=WithholdReason.choices,
        help_text=_("It stands in place of the question, with the day, and is counted in public."),
    )
    text = forms.CharField(
        label=_("reason"), max_length=REMARK_LENGTH, widget=AdminAutoHeightTextInput, help_text=FOR_THE_SECOND
    )


class ShowForm(CleanTextMixin, forms.Form):
    """Why it can be seen again."""

    text = forms.CharField(
        label=_("reason"), max_length=REMARK_LENGTH, widget=AdminAutoHeightTextInput, help_text=FOR_THE_SECOND
    )


class KeepForm(CleanTextMixin, forms.Form):
    """Why nothing changes."""

    text = remark_field(_("For whoever proposed it."), required=False)


class MessageForm(CleanTextMixin, forms.Form):
    """What the public will read of what the sender said later."""

    text = forms.CharField(
        label=_("public text"),
        max_length=TEXT_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_("Pieces that look like personal data are hidden already. Read it: names are found by nobody else."),
    )
