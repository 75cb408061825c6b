"""What is asked of who makes a copy of a sender's file public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qa.attachment_files import SentFile, checked_file
from qa.beside import words_of_piece
from qa.copy_files import ENDINGS, CopyPiece
from qa.models.public_copy import DESCRIPTION_LENGTH, TITLE_LENGTH
from sites.errors import PortalRefusal
from sites.forms.text import CleanTextMixin


class CopyFileField(forms.FileField):
    """A file that the public may see, looked at as those of senders are."""

    def clean(self, data: Any, initial: Any = None) -> SentFile:
        try:
            return checked_file(super().clean(data, initial), endings=ENDINGS)
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class ChooseCopyForm(forms.Form):
    """The file that the public will see."""

    file = CopyFileField(
        label=_("File for the public"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        help_text=_(
            "PDF, JPEG or PNG, 5 MB and 50 pages at most, in which you covered what tells of a person. Author, place, "
            "comments, form fields and former versions are taken out of it; text or a picture below a black bar is "
            "not: save what you covered as a picture, or print it on paper and scan it."
        ),
    )


class CopyForm(CleanTextMixin, forms.Form):
    """What the chosen file is, and that somebody looked at it."""

    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH, help_text=_("What it is, in a few words."))
    description = forms.CharField(
        label=_("description"),
        max_length=DESCRIPTION_LENGTH,
        required=False,
        help_text=_("Of a picture: what is seen in it, for whoever cannot see it. Of a PDF it may stay empty."),
    )
    pieces = forms.MultipleChoiceField(
        label=_("this still looks like personal data"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick what tells of no person, such as the telephone number of an office. Otherwise cover it and choose "
            "the file anew: it can be read even where a black bar lies on it."
        ),
    )
    looked = forms.BooleanField(
        label=_(
            "I looked at all of the chosen file: names, numbers, faces, signatures and addresses of people are covered"
        ),
    )

    def __init__(self, *args: Any, pieces: list[CopyPiece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pieces"]
        choice.choices = [(piece.key, words_of_piece(piece)) for piece in pieces]
        if not pieces:
            del self.fields["pieces"]
