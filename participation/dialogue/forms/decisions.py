"""Forms of those who handle the questions of live events."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from adminviews.forms.opened import OpenedForm
from adminviews.forms.text import CleanTextMixin
from participation.enums.live_questions import LiveWithheldBecause
from participation.models.live_question import ANSWER_LENGTH, QUESTION_LENGTH


class LivePublishForm(CleanTextMixin, OpenedForm):
    """Approval of the wording of the name that the board saw beside the words; empty: initials."""

    approved = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LiveRedactForm(LivePublishForm):
    """Public text of a question."""

    public_text = forms.CharField(
        label=_("public text"), max_length=QUESTION_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_(
            "Take out what must not be public: data of people, insults. Change nothing else: what a person meant stays."
        ),
    )  # fmt: skip


class LiveWithholdForm(CleanTextMixin, OpenedForm):
    """Reason for which a question is not published."""

    because = forms.ChoiceField(
        label=_("reason"), choices=LiveWithheldBecause.choices, widget=forms.RadioSelect,
        help_text=_("The public reads the code of the question and this reason."),
    )  # fmt: skip


class LiveAnswerForm(CleanTextMixin, OpenedForm):
    """The written answer."""

    text = forms.CharField(
        label=_("written answer"), max_length=ANSWER_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_("The public reads it at once."),
    )  # fmt: skip


class LiveMarkForm(CleanTextMixin, forms.Form):
    """Time of the live answer."""

    moment = forms.DateTimeField(
        label=_("answered live at"), required=False, widget=AdminDateTimeInput,
        help_text=_("Empty: it was not answered live. The place in the recording is counted from this time."),
    )  # fmt: skip
