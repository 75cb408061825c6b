"""The form by which somebody comments on a draft, and those of who handles comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.opened import OpenedForm
from adminviews.forms.text import CleanTextMixin
from participation.consultation.actions.receiving import CommentData
from participation.consultation.drafts import CitedPart
from participation.consultation.public_names import parse_wordings
from participation.enums.comments import CommentChannel, CommentResponse, CommentStake, CommentWithheldBecause
from participation.enums.submissions import WITHDRAWABLE, ConsentPurpose
from participation.models import ConsentText, SenderFacts
from participation.models.comment import ORGANISATION_LENGTH, RESPONSE_LENGTH, TEXT_LENGTH
from participation.sent_files.checking import SentFile
from participation.sent_files.forms import FilesField, HeldField, SentFilesMixin
from participation.sent_forms.forms import Line, SubmissionForm, TextArea, checked_phone
from participation.sent_forms.opening import renewed_form_token

NAME_LENGTH = 150
# Digits of a version, the longest that is read.
_LONGEST_NUMBER = 10
# Characters of a part beside its label, so that one is told from another.
_SHOWN = 60
WHOLE_DRAFT = pgettext_lazy("part of a draft", "The whole draft")


def part_choices(parts: Sequence[CitedPart]) -> list[tuple[str, Any]]:
    """The parts of a draft by their anchors, the whole first."""
    return [("", WHOLE_DRAFT), *((part.anchor, _named(part)) for part in parts)]


def _named(part: CitedPart) -> str:
    words = " ".join(part.text.split())
    begin = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    return f"{part.label}: {begin}"


class CommentForm(SentFilesMixin, SubmissionForm):
    """A comment, and who it is of, as far as the person wants to say. Keeps what was typed."""

    part = forms.ChoiceField(
        required=False,
        label=_("Which part of the draft is it about?"),
        error_messages={"invalid_choice": _("The draft has no such part any more: choose it once more")},
    )
    text = TextArea(
        label=_("Your comment"),
        max_length=TEXT_LENGTH,
        help_text=_(
            "What should be changed, how, and why. Leave out identity and telephone numbers and the names of other "
            "people. 8,000 characters at most."
        ),
        error_messages={"required": _("Write the comment")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    files = FilesField(
        required=False,
        label=_("Files (optional)"),
        help_text=_(
            "3 files at most, each of 5 MB at most: PDF, DOCX, JPG, PNG. Only those who handle the comment read them; "
            "the public reads how many there are."
        ),
    )
    held = HeldField(required=False)
    stake = forms.ChoiceField(
        label=_("You comment as"), choices=CommentStake.choices, initial=CommentStake.CITIZEN,
        error_messages={"required": _("Choose as what you comment")},
    )  # fmt: skip
    organisation = Line(
        required=False,
        max_length=ORGANISATION_LENGTH,
        label=_("Organisation, enterprise or agency (if you speak for one)"),
        help_text=_("It is published with the comment."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = Line(
        required=False,
        max_length=NAME_LENGTH,
        label=_("Full name (optional)"),
        help_text=_("The portal shows the initials only, for example N.T.H., unless you agree to more below."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address (optional)"),
        help_text=_("Only so that you are told what was made of your comment. It is not published."),
        error_messages={"invalid": _("This e-mail address is not complete. An example: ten@vidu.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        required=False,
        max_length=30,
        label=_("Telephone number (optional)"),
        help_text=_("So that the agency can ask you. It is not published."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, texts: Sequence[ConsentText], parts: Sequence[CitedPart], version: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, texts=texts, **kwargs)
        self.fields["part"].choices = part_choices(parts)
        self.read_version = _renewed_version(self, version)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if _tells_of_sender(values) and not values.get(f"agree_{ConsentPurpose.ANSWER}"):
            self.add_error(
                f"agree_{ConsentPurpose.ANSWER}",
                _("Tick this consent, or leave name and contact out: without it the agency may not keep them"),
            )
        self.add_held(values)
        return values

    def to_data(self, *, language: str) -> CommentData:
        """The comment that was filled in, once the form is valid."""
        return _comment_data(
            self.cleaned_data,
            self.agreed,
            language=language,
            version=self.read_version,
            files=self.cleaned_data["files"],
        )


class TogetherForm(CleanTextMixin, OpenedForm):
    """Whether the same words of others on the same part share what is done."""

    together = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, others: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            label = _("Likewise %(count)d other comments with the same words on the same part")
            self.fields["together"].label = label % {"count": others}
        else:
            del self.fields["together"]


class PublishForm(TogetherForm):
    """Whom the board saw beside the words."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_shown(self) -> dict[int, int | None]:
        return parse_wordings(self.cleaned_data["shown"])


class RedactForm(PublishForm):
    """The text that becomes public instead of the words as sent."""

    public_text = forms.CharField(
        label=_("public text"), max_length=TEXT_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_(
            "Take out what must not be public: data of people, insults. Change nothing else: what a person meant stays."
        ),
    )  # fmt: skip
    hides_organisation = forms.BooleanField(label=_("do not publish the organisation"), required=False)


class WithholdForm(TogetherForm):
    """Why the public does not read it."""

    because = forms.ChoiceField(
        label=_("reason"), choices=CommentWithheldBecause.choices, widget=forms.RadioSelect,
        help_text=_("The public reads how many comments were not published for which reason."),
    )  # fmt: skip


class AnswerCommentForm(TogetherForm):
    """The response of the agency."""

    response = forms.ChoiceField(
        label=pgettext_lazy("to a comment", "response"),
        choices=[choice for choice in CommentResponse.choices if choice[0] != CommentResponse.NONE],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("explanation"), max_length=RESPONSE_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_("Where it was taken up, or why it was not. The public reads it with the report."),
    )  # fmt: skip


class EnterForm(CleanTextMixin, forms.Form):
    """A comment on paper or from a meeting, as it was given."""

    channel = forms.ChoiceField(
        label=_("channel"),
        choices=[choice for choice in CommentChannel.choices if choice[0] != CommentChannel.WEB],
        widget=forms.RadioSelect,
    )
    part = forms.ChoiceField(label=_("part"), required=False)
    text = forms.CharField(label=_("comment as it was given"), max_length=TEXT_LENGTH, widget=AdminAutoHeightTextInput)
    files = FilesField(
        label=_("Scan of the paper"), required=False,
        help_text=_(
            "3 files at most, each of 5 MB at most: PDF, DOCX, JPG, PNG. Never public: only those who handle the "
            "comment open them. If the form comes back with a message, choose them again."
        ),
    )  # fmt: skip
    stake = forms.ChoiceField(label=_("comments as"), choices=CommentStake.choices)
    organisation = forms.CharField(label=_("organisation"), max_length=ORGANISATION_LENGTH, required=False)
    name = forms.CharField(label=_("Full name"), max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone number"), max_length=30, required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        parts: Sequence[CitedPart],
        texts: Sequence[ConsentText],
        version: int,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.read_version = _renewed_version(self, version)
        self.renewed_token = renewed_form_token(self, at=at)
        self.fields["part"].choices = part_choices(parts)
        self.texts = {text.purpose: text for text in texts if text.purpose in WITHDRAWABLE}
        for purpose, text in self.texts.items():
            label = _("The person agreed: %(purpose)s") % {"purpose": text.get_purpose_display()}
            self.fields[f"agree_{purpose}"] = forms.BooleanField(label=label, required=False)

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.renewed_token is None:
            self.add_error(None, _("This form was open for more than a day. Look through it and send it once more."))
        if _tells_of_sender(values) and not values.get(f"agree_{ConsentPurpose.ANSWER}"):
            self.add_error(
                f"agree_{ConsentPurpose.ANSWER}",
                _("Name and contact are kept only where the person agreed. Leave them out otherwise."),
            )
        return values

    def to_data(self, *, language: str) -> CommentData:
        agreed = [text for purpose, text in self.texts.items() if self.cleaned_data.get(f"agree_{purpose}")]
        values = self.cleaned_data
        return _comment_data(values, agreed, language=language, version=self.read_version, files=values["files"])


def _renewed_version(form: forms.Form, version: int) -> int | None:
    """Let a form show the public version of its draft. Returns the one that was sent with it; None: there was none."""
    form.initial["version"] = version
    if not form.is_bound:
        return None
    sent = form.data.get("version", "")
    form.data = form.data.copy()
    form.data["version"] = str(version)
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < _LONGEST_NUMBER else None


def _comment_data(
    values: dict[str, Any],
    agreed: Sequence[ConsentText],
    *,
    language: str,
    version: int | None,
    files: Sequence[SentFile] = (),
) -> CommentData:
    """Read a comment from the cleaned values of a form."""
    facts = (
        SenderFacts(**{name: values[name] for name in ("name", "email", "phone")}) if _tells_of_sender(values) else None
    )
    return CommentData(
        text=values["text"],
        language=language,
        stake=CommentStake(values["stake"]),
        anchor=values["part"],
        organisation=values["organisation"],
        sender=facts,
        agreed=agreed,
        files=files,
        version=version,
    )


def _tells_of_sender(values: dict[str, Any]) -> bool:
    """Whether a name or a contact was filled in."""
    return any(values.get(name) for name in ("name", "email", "phone"))
