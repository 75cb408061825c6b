"""What is asked of who makes a copy of a sender's file public."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from adminviews.forms.uploads import KeepsFilesMixin, ScannedFileField
from audit.errors import PortalRefusal
from audit.private_files import private_storage
from formats.vietnamese.text import clean_text
from participation.sent_files.checking import SentFile, checked_file
from qa.drawing.covers import checked_marks
from qa.drawing.drawn_pages import DrawnPage
from qa.file_errors import CopyChosenAnew, CopyMissing
from qa.models import PublicCopy
from qa.models.public_copy import DESCRIPTION_LENGTH, TITLE_LENGTH
from qa.publication.copy_files import LIMITS, CopyPiece, WrittenCopy, written_anew
from qa.publication.public_copies import pieces_of_copy
from qa.publication.reviewer_context import words_of_piece


class CopyFileField(ScannedFileField):
    """A file that the public may see: looked at as those of senders are, and written again."""

    def clean(self, data: Any, initial: Any = None) -> WrittenCopy:
        try:
            return written_anew(checked_file(super().clean(data, initial), limits=LIMITS))
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class ChooseCopyForm(KeepsFilesMixin, forms.Form):
    """The file that the public will see: `written`, once the form is checked."""

    kept_in: ClassVar = {"file": private_storage}

    file = CopyFileField(
        label=_("File from your computer"),
        widget=forms.FileInput(attrs={"accept": LIMITS.accept}),
        help_text=_(
            "PDF, JPEG or PNG, 5 MB and 50 pages at most; what tells of a person you cover in the next step, or did so "
            "before. A PDF becomes pictures of its pages: what a bar covers is gone, also one drawn as a remark, and "
            "what you see is what the public gets."
        ),
    )

    @property
    def written(self) -> WrittenCopy:
        written: WrittenCopy = self.cleaned_data["file"]
        return written


class TakeForm(forms.Form):
    """The file as it was sent, written anew: `written`. It is read, which is written down, once the form is checked."""

    written: WrittenCopy

    def __init__(self, *args: Any, read: Callable[[], SentFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read = read

    def clean(self) -> None:
        try:
            self.written = written_anew(self._read())
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class CoverForm(forms.Form):
    """What of the chosen file is covered: pieces that a program found, ticked at first, and places that a person marks.

    Once it is checked, `cleaned_data["marks"]` holds places (`qa.drawing.covers.Place`).
    """

    covered = forms.MultipleChoiceField(
        label=_("Cover what a program found"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take the tick away where it tells of no person, such as the telephone number of an office."),
    )
    marks = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        copy: PublicCopy | None,
        placed: Sequence[CopyPiece],
        pages: Sequence[DrawnPage],
        **kwargs: Any,
    ) -> None:
        """Make the form of a copy that this person chose, of the pieces that have a place in it, and of its pages."""
        keys = [piece.key for piece in placed]
        if data is not None:
            # What was covered meanwhile, in another window, is no fault of who ticked it here.
            data = data.copy()
            data.setlist("covered", [key for key in data.getlist("covered") if key in keys])
        super().__init__(data, initial={"covered": keys}, **kwargs)
        self._copy, self._pages = copy, pages
        self.fields["covered"].choices = [(piece.key, words_of_piece(piece)) for piece in placed]
        if not placed:
            del self.fields["covered"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        try:
            if self._copy is None:
                raise CopyMissing
            if self._copy.draft.name != self.data.get("chosen", ""):
                raise CopyChosenAnew
            cleaned["marks"] = checked_marks(cleaned.get("marks", ""), self._pages)
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return cleaned


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
            "A program read the text of the PDF, also below what covers it, and reads these words. Tick what is "
            "covered in the file already, or tells of no person, such as the telephone number of an office. Otherwise "
            "cover it in step 2, or change the words."
        ),
    )
    looked = forms.BooleanField(
        label=_(
            "I looked at all of the chosen file: names, numbers, faces, signatures and addresses of people are covered"
        ),
    )

    def __init__(self, *args: Any, copy: PublicCopy | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.data if self.is_bound else self.initial
        words = (clean_text(str(typed.get(name) or "")) for name in ("title", "description"))
        pieces = pieces_of_copy(copy, *words) if copy is not None else []
        self.fields["pieces"].choices = [(piece.key, words_of_piece(piece)) for piece in pieces]
        if not pieces:
            del self.fields["pieces"]
