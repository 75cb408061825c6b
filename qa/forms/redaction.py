"""Forms of redaction and of withholding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from participation.personal_data.redaction import Proposal, proposals, redacted
from qa.enums import WITHHELD, Visibility, WithholdReason
from qa.forms.desk import REMARK_LENGTH, remark_field
from qa.models import Question
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH

PARTS = ("title", "text")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that may have to be hidden, with what names it in the form."""

    part: str
    proposal: Proposal

    @property
    def key(self) -> str:
        return f"{self.part}:{self.proposal.start}-{self.proposal.end}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text: plain, or one of the pieces."""

    text: str
    piece: Piece | None = None


def pieces_of(question: Question) -> list[Piece]:
    """What is proposed to be hidden in title and text as they were sent. Pure."""
    return [Piece(part, proposal) for part in PARTS for proposal in proposals(getattr(question, part))]


def runs(text: str, pieces: list[Piece]) -> list[Run]:
    """A text cut where its pieces begin and end."""
    found, position = [], 0
    for piece in pieces:
        found += [Run(text[position : piece.proposal.start]), Run(piece.proposal.text, piece)]
        position = piece.proposal.end
    return [run for run in [*found, Run(text[position:])] if run.text]


def hidden(question: Question, pieces: list[Piece], chosen: set[str]) -> dict[str, str]:
    """Title and text with the chosen pieces hidden, in the language of the question."""
    return {
        part: redacted(
            getattr(question, part),
            [piece.proposal for piece in pieces if piece.part == part and piece.key in chosen],
            language=question.language,
        )
        for part in PARTS
    }


class PublicTextForm(CleanTextMixin, forms.Form):
    """The public words, and the pieces that are hidden in those that were sent."""

    pieces = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=_("public title"), max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("public text"),
        max_length=TEXT_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_("Change as little as you can: hide what tells of a person, leave the question as it was asked."),
    )

    def __init__(self, *args: Any, pieces: list[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pieces"].choices = [(piece.key, piece.proposal.text) for piece in pieces]


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
