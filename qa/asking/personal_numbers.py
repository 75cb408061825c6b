"""Telephone and identity numbers in what somebody is about to send: noticed, and taken out where the person says so.

The board hides them before anything is published (`participation.personal_data.redaction`); what is not sent is read by
nobody at all.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

from participation.enums.submissions import PieceKind
from participation.personal_data.redaction import Proposal, proposals, redacted

NOTICED: Final = frozenset({PieceKind.PHONE, PieceKind.IDENTITY})


class NumbersChoice(models.TextChoices):
    """Choice of the sender: take telephone and identity numbers out, or send them."""

    TAKE_OUT = "take_out", pgettext_lazy("numbers in a question", "Take the numbers out, then send the question")
    LEAVE = "leave", pgettext_lazy("numbers in a question", "Send the question with the numbers")


def numbers_in(*texts: str) -> list[str]:
    """The numbers as they were written, each once."""
    return list(dict.fromkeys(piece.text for text in texts for piece in _pieces(text)))


def without_numbers(text: str, *, language: str) -> str:
    """A text with markers in the place of its numbers."""
    return redacted(text, _pieces(text), language=language)


def _pieces(text: str) -> list[Proposal]:
    return [piece for piece in proposals(text) if piece.kind in NOTICED]
