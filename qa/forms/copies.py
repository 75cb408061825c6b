"""What is asked of who makes a copy of a sender's file public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from qa.attachment_files import checked_file
from qa.beside import words_of_piece
from qa.copy_files import ENDINGS, WrittenCopy, written_anew
from qa.models import PublicCopy
from qa.models.public_copy import DESCRIPTION_LENGTH, TITLE_LENGTH
from qa.public_copies import pieces_of_copy
from sites.errors import PortalRefusal
from sites.forms.text import CleanTextMixin
from sites.text import clean_text


class CopyFileField(forms.FileField):
    """A file that the public may see: looked at as those of senders are, and written anew."""

    def clean(self, data: Any, initial: Any = None) -> WrittenCopy:
        try:
            return written_anew(checked_file(super().clean(data, initial), endings=ENDINGS))
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class ChooseCopyForm(forms.Form):
    """The file that the public will see."""

    file = CopyFileField(
        label=_("File for the public"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        help_text=_(
            "PDF, JPEG or PNG, 5 MB and 50 pages at most, in which you covered what tells of a person. A PDF becomes "
            "pictures of its pages: what a bar covers is gone, also one drawn as a remark, and what you see is what "
            "the public gets. What is not covered stays: look at every page."
        ),
    )


class CopyForm(CleanTextMixin, forms.Form):
    """What the chosen file is, and that somebody looked at it."""

    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH, help_text=_("What it is, in a few words."))
    description = forms.CharField(
        label=_("description"),
        max_length=DESCRIPTION_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_(
            "What is seen in it, for whoever cannot see it; of a PDF what it says, since its pages are pictures. "
            "Leave out what you covered."
        ),
    )
    pieces = forms.MultipleChoiceField(
        label=_("this still looks like personal data"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A program reads the text of a PDF, also below what covers it, and these words. Tick what is covered in "
            "the file, or tells of no person, such as the telephone number of an office. Otherwise change the words, "
            "or cover it and choose the file anew."
        ),
    )
    looked = forms.BooleanField(
        label=_(
            "I looked at all of the chosen file: names, numbers, faces, signatures and addresses of people are covered"
        ),
    )

    def __init__(self, *args: Any, copy: PublicCopy | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (clean_text(str(self[name].value() or "")) for name in ("title", "description"))
        pieces = pieces_of_copy(copy, *words) if copy is not None else []
        choice: Any = self.fields["pieces"]
        choice.choices = [(piece.key, words_of_piece(piece)) for piece in pieces]
        if not pieces:
            del self.fields["pieces"]
