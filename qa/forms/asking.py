"""Forms of the public: asking a portal, and what a sender does with the own question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from participation.enums.submissions import ConsentPurpose, DataRequestKind
from participation.models import SenderFacts
from participation.sent_files.forms import FilesField, HeldField, SentFilesMixin
from participation.sent_forms.forms import Line, PublicForm, SubmissionForm, TextArea
from qa.asking.actions import Asked
from qa.asking.personal_numbers import NumbersChoice, numbers_in, without_numbers
from qa.models import QuestionTopic
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH

NAME_LENGTH = 150
CHOOSE_NUMBERS = _("Choose whether the numbers in the question are sent")
LENGTHS = {"title": TITLE_LENGTH, "text": TEXT_LENGTH}


class AskForm(SentFilesMixin, SubmissionForm):
    """A question, who asks, and what they agree to. Refuses with words beside the field, and keeps what was typed."""

    title = Line(
        label=_("Title of the question"),
        max_length=TITLE_LENGTH,
        help_text=_("One short sentence, so that others find it too."),
        error_messages={"required": _("Enter the title of the question")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = TextArea(
        label=pgettext_lazy("of a question", "Question"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "Say what happened where and when, and what you have done. Leave out identity and telephone numbers and "
            "the names of other people. 4,000 characters at most."
        ),
        error_messages={"required": _("Write the question")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    numbers = forms.ChoiceField(
        required=False,
        label=_("Telephone or identity numbers in the question"),
        choices=NumbersChoice.choices,
        error_messages={"invalid_choice": CHOOSE_NUMBERS},
        widget=forms.RadioSelect,
    )
    topic = forms.ModelChoiceField(
        QuestionTopic.objects.in_use(),
        to_field_name="code",
        required=False,
        label=_("Topic"),
        empty_label=_("Let the editorial board choose"),
        help_text=_("Leave it as it is if you are not sure."),
    )
    files = FilesField(
        required=False,
        label=_("Files (optional)"),
        help_text=_(
            "3 files at most, each of 5 MB at most: PDF, DOCX, JPG, PNG. Only those who handle your question see them "
            "as you sent them."
        ),
    )
    held = HeldField(required=False)
    name = Line(
        label=_("Full name"),
        max_length=NAME_LENGTH,
        help_text=_("The portal shows the initials only, for example N.T.H."),
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("An e-mail address or a telephone number is enough. Neither is published."),
        error_messages={"invalid": _("This e-mail address is not complete. An example: ten@vidu.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        required=False,
        max_length=30,
        label=_("Telephone number"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    relation = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        label=_("If you ask for somebody else: who you are to them (optional)"),
        help_text=_(
            "For example: mother of a child of 10; guardian. For a child a parent or guardian asks; from the age of 7 "
            "the child has to agree too."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found_numbers: list[str] = []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        has_contact = values.get("email") or values.get("phone")
        if not has_contact and not self.has_error("email") and not self.has_error("phone"):
            self.add_error("email", _("Enter an e-mail address or a telephone number"))
        if not values.get(f"agree_{ConsentPurpose.ANSWER}"):
            self.add_error(
                f"agree_{ConsentPurpose.ANSWER}",
                _("The first consent is needed: without it the agency may not handle your question"),
            )
        self._clean_numbers(values)
        self.add_held(values)
        return values

    def _clean_numbers(self, values: dict[str, Any]) -> None:
        """Ask what becomes of numbers that tell of people, and take them out where that is chosen."""
        typed = {name: values.get(name) or "" for name in ("title", "text")}
        self.found_numbers = numbers_in(*typed.values())
        if not self.found_numbers:
            return
        if not values.get("numbers"):
            if not self.has_error("numbers"):
                self.add_error("numbers", CHOOSE_NUMBERS)
        elif values["numbers"] == NumbersChoice.TAKE_OUT:
            for name, text in typed.items():
                values[name] = without_numbers(text, language=get_language() or settings.LANGUAGE_CODE)
                # A marker may be longer than what it stands for.
                if len(values[name]) > LENGTHS[name]:
                    self.add_error(name, _("Shorten it a little: without the numbers it is too long"))

    def asked(self, *, language: str) -> Asked:
        """The question that was filled in, once the form is valid."""
        values = self.cleaned_data
        return Asked(
            title=values["title"],
            text=values["text"],
            language=language,
            sender=SenderFacts(**{name: values[name] for name in ("name", "email", "phone", "relation")}),
            agreed=self.agreed,
            topic=values["topic"],
            files=values["files"],
        )


DETAILS_LENGTH = 2000
# Consents are withdrawn by buttons of their own.
KINDS = [
    (kind.value, kind.label)
    for kind in (DataRequestKind.CORRECT, DataRequestKind.DELETE, DataRequestKind.RESTRICT, DataRequestKind.VIEW)
]


class WordsForm(PublicForm):
    """Some words to those who handle the question."""

    text = TextArea(
        label=_("Your answer"),
        max_length=TEXT_LENGTH,
        error_messages={"required": _("Write the text")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DataRequestForm(PublicForm):
    """What the sender asks of the own data."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=KINDS)
    details = TextArea(
        required=False,
        max_length=DETAILS_LENGTH,
        label=_("In your words"),
        help_text=_("To correct: what is wrong, and what is right. For the rest it may stay empty."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == DataRequestKind.CORRECT and not values.get("details"):
            self.add_error("details", _("Say what is wrong, and what is right"))
        return values
