"""The form by which somebody asks at a live event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.dialogue.receiving import LiveQuestionData
from participation.enums.submissions import ConsentPurpose
from participation.models import SenderFacts
from participation.models.live_question import QUESTION_LENGTH
from participation.sent_forms.forms import Line, SubmissionForm, TextArea

NAME_LENGTH = 150


class LiveQuestionForm(SubmissionForm):
    """A question, and who asks it, as far as the person wants to say. Keeps what was typed."""

    text = TextArea(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        help_text=_(
            "One question, as short as you can. Leave out identity and telephone numbers and the names of other "
            "people. 2,000 characters at most."
        ),
        error_messages={"required": _("Write the question")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = Line(
        required=False,
        max_length=NAME_LENGTH,
        label=_("Full name (optional)"),
        help_text=_("The portal shows the initials only, for example N.T.H., unless you agree to more below."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    pass_on = forms.BooleanField(
        required=False,
        label=_("If it isn't answered live, pass it on as a question that is answered within the time limits"),
        help_text=_("For this the agency needs your name, and an e-mail address or a telephone number."),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address (optional)"),
        help_text=_("Used where your question is passed on. It is not published."),
        error_messages={"invalid": _("This e-mail address is not complete. An example: ten@vidu.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        required=False,
        max_length=30,
        label=_("Telephone number (optional)"),
        help_text=_("Used where your question is passed on. It is not published."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        tells = any(values.get(name) for name in ("name", "email", "phone"))
        agree = f"agree_{ConsentPurpose.ANSWER}"
        if (tells or values.get("pass_on")) and not values.get(agree):
            self.add_error(
                agree, _("Tick this consent, or leave name and contact out: without it the agency may not keep them")
            )
        if values.get("pass_on"):
            if not values.get("name"):
                self.add_error("name", _("Enter your name, so that the question can be passed on"))
            if not (values.get("email") or values.get("phone") or self.has_error("email") or self.has_error("phone")):
                self.add_error("email", _("Enter an e-mail address or a telephone number to be answered"))
        return values

    def asked(self, *, language: str) -> LiveQuestionData:
        """The question, once the form is valid."""
        values = self.cleaned_data
        told = {name: values[name] for name in ("name", "email", "phone")}
        sender = SenderFacts(**told) if any(told.values()) else None
        return LiveQuestionData(values["text"], language, pass_on=values["pass_on"], sender=sender, agreed=self.agreed)
