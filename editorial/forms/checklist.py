"""The checklist as a form: before one item is approved, and before a portal opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from adminviews.forms.datetimes import PickedDateTimeInput
from adminviews.forms.text import CleanTextMixin
from editorial.review.checklist import CHECKLIST_ITEMS, Answers, ChecklistItem, questions_for

UNANSWERED = {"required": _("The board answers this before it approves.")}


class ChecklistMixin:
    """Puts the questions that fit an item before the other fields of a form.

    Args:
        item: what is to be approved; None: every question.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, item: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(CHECKLIST_ITEMS) if item is None else questions_for(item)
        self.fields = {question.code: _field_of(question) for question in self.questions} | self.fields

    @property
    def answers(self) -> Answers:
        return {question.code: self.cleaned_data[question.code] for question in self.questions}


class PublicationTimeField(forms.DateTimeField):
    """When an approved page becomes public: a time to come, or at once."""

    widget = PickedDateTimeInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Time of publication"), required=False, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value <= timezone.now():
            raise ValidationError(_("This time has passed. Choose a later one, or leave it blank to publish at once."))


class ApprovalForm(ChecklistMixin, CleanTextMixin, forms.Form):
    """What the head or a deputy answers to approve an item. `cleaned_data` are arguments of the task's `on_action`.

    Of a page also when it becomes public; where a form is sent without that, its time stays as it is.
    """

    go_live_at = PublicationTimeField(help_text=_("Blank: as soon as it is approved."))
    comment = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=1000,
        widget=AdminAutoHeightTextInput,
        help_text=_("Kept with the approval; the author reads it."),
    )

    def __init__(self, *args: Any, item: Any = None, **kwargs: Any) -> None:
        # The dialog stands in the page of the editor, which has fields of these names.
        super().__init__(*args, item=item, auto_id="id_approval_%s", **kwargs)
        if item is not None and not isinstance(item, Page):
            del self.fields["go_live_at"]
        elif item is not None and not self.is_bound:
            asked = parse_datetime(item.latest_revision.content.get("go_live_at") or "")
            self.initial["go_live_at"] = asked if asked and asked > timezone.now() else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "go_live_at" not in self.data:
            data.pop("go_live_at", None)
        return data


class OpenForm(ChecklistMixin, forms.Form):
    """The board's approval of what becomes public with the opening."""

    approved = forms.BooleanField(
        label=_("The editorial board has looked through these pages and approves that they become public."),
        error_messages={"required": _("Confirm this to open the portal.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)


def _field_of(question: ChecklistItem) -> forms.Field:
    article = format_lazy(_("Regulation, Article {article}"), article=question.article)
    if question.choices:
        return forms.ChoiceField(
            label=question.text,
            help_text=article,
            choices=question.choices,
            widget=forms.RadioSelect,
            error_messages=UNANSWERED,
        )
    return forms.BooleanField(label=question.text, help_text=article, error_messages=UNANSWERED)
