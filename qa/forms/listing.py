"""How the public list is narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qa.core.receiving import as_typed
from qa.models import AnsweringUnit, QuestionTopic
from qa.publication.public_labels import unit_in_words
from qa.publication.public_questions import STATES, Asked

MAX_WORDS = 200
STATE_WORDS = {
    "dang-xu-ly": pgettext_lazy("question", "In progress"),
    "da-tra-loi": _("Answered"),
    "co-quan-khac": _("Another body is competent"),
    "da-gop": _("Joined with another question"),
}


class ListForm(forms.Form):
    """Sent by GET; a value that means nothing narrows nothing."""

    q = forms.CharField(label=pgettext_lazy("questions", "Words"), required=False, max_length=MAX_WORDS)
    linh_vuc = forms.ChoiceField(label=_("Topic"), required=False)
    don_vi = forms.ChoiceField(label=_("Answered by"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *((name, STATE_WORDS[name]) for name in STATES)],
    )
    tu = forms.DateField(
        label=_("Received from"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    den = forms.DateField(
        label=_("Received until"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    tre_han = forms.BooleanField(label=_("Only what is or was late"), required=False)

    def __init__(
        self,
        *args: Any,
        topics: Iterable[QuestionTopic],
        units: Iterable[AnsweringUnit],
        portal_id: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["linh_vuc"].choices = [("", _("All topics")), *((topic.code, str(topic)) for topic in topics)]
        self.fields["don_vi"].choices = [
            ("", _("All units")),
            *((str(unit.pk), unit_in_words(unit, portal_id=portal_id)) for unit in units),
        ]

    def asked(self) -> Asked:
        """What is asked for, of what can be understood."""
        self.is_valid()
        values = self.cleaned_data
        return Asked(
            words=values.get("q") or "",
            topic=values.get("linh_vuc") or "",
            unit=int(values["don_vi"]) if values.get("don_vi") else None,
            state=values.get("trang_thai") or "",
            since=values.get("tu"),
            until=values.get("den"),
            is_late=bool(values.get("tre_han")),
            after=as_typed(self.data.get("sau", "")),
            before=as_typed(self.data.get("truoc", "")),
        )
