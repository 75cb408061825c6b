"""Forms of the public: asking a portal, and what a sender does with the own question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from adminviews.forms.uploads import ScannedFileField, refuse_while_away
from audit.errors import PortalRefusal, StorageAway
from audit.private_files import private_storage
from formats.vietnamese.text import clean_text
from participation.enums import WITHDRAWABLE, ConsentPurpose, DataRequestKind
from participation.models import SenderFacts
from participation.personal_data.contacts import is_phone
from participation.sent_forms.forms import Line, PublicForm, TextArea
from qa.asking.actions import Asked
from qa.asking.attachments import ENDINGS, MOST_FILES, SentFile, checked_files
from qa.asking.held_files import HeldFiles
from qa.asking.personal_numbers import NumbersChoice, numbers_in, without_numbers
from qa.file_errors import FilesTooMany
from qa.models import QuestionTopic
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from members.models import ContributionRules
    from participation.models import ConsentText


NAME_LENGTH = 150
CHOOSE_NUMBERS = _("Choose whether the numbers in the question are sent")
FILES_AWAY = _(
    "Files cannot be kept at this moment. Take them out and send the question alone, or send it again in a few "
    "minutes: what you typed is still here."
)
LENGTHS = {"title": TITLE_LENGTH, "text": TEXT_LENGTH}


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(ScannedFileField):
    """Files that may come with a question, each looked at."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:
        files = [super(FilesField, self).clean(file, initial) for file in data or []]
        try:
            return checked_files([file for file in files if file])
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    @staticmethod
    def names(data: Iterable[Any]) -> list[str]:
        """What was chosen, to be chosen again: browsers keep no file."""
        return [clean_text(file.name or "") for file in data][:MOST_FILES]


class HeldField(forms.Field):
    """Tokens of files that an earlier answer of the form held."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [str(token) for token in value or []][:MOST_FILES]


class AskForm(PublicForm):
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
        widget=_SeveralFiles(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
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
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, texts: Sequence[ConsentText], held: HeldFiles | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = held
        # Files that came with the form and are right, whatever else is not.
        self.sent_files: list[SentFile] = []
        self.texts = {text.purpose: text for text in texts}
        self.found_numbers: list[str] = []
        for purpose in (ConsentPurpose.RULES, *WITHDRAWABLE):
            if text := self.texts.get(purpose):
                self.fields[f"agree_{purpose}"] = forms.BooleanField(required=False, label=text.text)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def consents(self) -> list[forms.BoundField]:
        return [self[f"agree_{purpose}"] for purpose in WITHDRAWABLE if purpose in self.texts]

    @property
    def rules(self) -> forms.BoundField:
        """The box by which the rules of contribution are accepted (Regulation 29.1)."""
        return self[f"agree_{ConsentPurpose.RULES}"]

    @property
    def rules_text(self) -> ContributionRules:
        return self.texts[ConsentPurpose.RULES].rules

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the field “Leave this field empty” empty: programs fill it in."))
        return ""

    def clean_files(self) -> list[SentFile]:
        self.sent_files = self.cleaned_data["files"]
        return self.sent_files

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not is_phone(phone):
            raise ValidationError(_("This is no telephone number. An example: 0901 234 567"))
        return phone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        wants_mail = values.get(f"agree_{ConsentPurpose.NOTICES}")
        if not self.has_error("email") and not values.get("email"):
            if wants_mail:
                self.add_error("email", _("Enter an e-mail address to get notices, or do not tick that box below"))
            elif not values.get("phone") and not self.has_error("phone"):
                self.add_error("email", _("Enter an e-mail address or a telephone number"))
        if not values.get(f"agree_{ConsentPurpose.ANSWER}"):
            self.add_error(
                f"agree_{ConsentPurpose.ANSWER}",
                _("The first consent is needed: without it the agency may not handle your question"),
            )
        if not values.get(f"agree_{ConsentPurpose.RULES}"):
            self.add_error(f"agree_{ConsentPurpose.RULES}", _("Read the rules of contribution and accept them"))
        self._clean_numbers(values)
        self._add_held(values)
        return values

    def _add_held(self, values: dict[str, Any]) -> None:
        """Put the files that are held before those that came with the form."""
        tokens = values.get("held") or []
        if tokens or self.sent_files:
            try:
                refuse_while_away(private_storage())
            except StorageAway as refusal:
                self.add_error("files", ValidationError(FILES_AWAY, code=refusal.code))
                return
        opened = [self._held.open(token) if self._held else None for token in tokens]
        files = [*filter(None, opened), *self.sent_files]
        if None in opened:
            self.add_error("files", _("A file that you had chosen is kept no longer: choose it again"))
        if len(files) > MOST_FILES:
            self.add_error("files", str(FilesTooMany.message))
        if not self.has_error("files"):
            values["files"] = files

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
        """What was filled in, once it is valid."""
        values = self.cleaned_data
        return Asked(
            title=values["title"],
            text=values["text"],
            language=language,
            sender=SenderFacts(**{name: values[name] for name in ("name", "email", "phone", "relation")}),
            agreed=[text for purpose, text in self.texts.items() if values.get(f"agree_{purpose}")],
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
