"""Parts of the public form that take a file."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.contribution.files import DOCUMENT, PICTURE
from participation.contribution.receiving import SentPicture
from participation.enums.contributions import PictureRights
from participation.models.contribution import CAPTION_LENGTH, NAME_LENGTH
from participation.sent_files.checking import SentFile
from participation.sent_files.forms import FilesField, HeldField, SentFilesMixin
from participation.sent_files.pending_uploads import HeldFile, PendingUploads
from participation.sent_forms.forms import Line, PublicForm


class FilePart(SentFilesMixin, PublicForm):
    """A part of the form that takes one file, or the one that an earlier answer of the form held."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["multiple"] = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.sent_files:
            # What is chosen now takes the place of what was chosen before.
            values["held"] = []
        self.add_held(values)
        return values

    @property
    def file(self) -> SentFile | None:
        """The file, once the part is valid."""
        return next(iter(self.cleaned_data.get("files") or []), None)

    def hold_files(self, files: PendingUploads, *, agrees: bool) -> tuple[list[HeldFile], list[str]]:
        """The file that is held until the form is right, and the name of one that has to be chosen again."""
        field: Any = self.fields["files"]
        held = [] if self.sent_files else files.named(self["held"].value() or [])[:1]
        new = files.hold(self.sent_files[:1]) if agrees else []
        chosen = self.files.getlist(self.add_prefix("files")) if self.is_bound and self.files else []
        return [*held, *new], [] if new else field.names(chosen)


class DocumentPart(FilePart):
    """The text as a Word file."""

    files = FilesField(
        limits=DOCUMENT,
        required=False,
        label=_("Or the text as a Word file (DOCX)"),
        help_text=_("8 MB at most. Put pictures into the fields below: those inside the file are left out."),
    )
    held = HeldField(required=False)


class PicturePart(FilePart):
    """One picture, with what is said of it."""

    files = FilesField(
        limits=PICTURE, required=False, label=_("Picture file (JPG or PNG)"), help_text=_("8 MB at most.")
    )
    held = HeldField(required=False)
    caption = Line(
        required=False,
        max_length=CAPTION_LENGTH,
        label=_("What is seen on the picture, where and when"),
        help_text=_("It is published below the picture, and read out to those who cannot see it."),
    )
    author = Line(
        required=False,
        max_length=NAME_LENGTH,
        label=_("Who took the picture"),
        help_text=_("The name is published with the picture."),
    )
    rights = forms.ChoiceField(
        required=False,
        choices=[("", "---"), *PictureRights.choices],
        label=_("By what right do you send it?"),
    )
    people = Line(
        required=False,
        max_length=CAPTION_LENGTH,
        label=_("Who is seen, if people could be recognised"),
        help_text=_("Only those who handle it read this. Empty: nobody can be recognised."),
    )
    people_agree = forms.BooleanField(
        required=False, label=_("Those who can be recognised, or parents for their children, agree to the publication")
    )

    needed: ClassVar = {
        "caption": _("Say what is seen on the picture"),
        "author": _("Name who took the picture"),
        "rights": _("Say by what right you send the picture"),
    }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        typed = [name for name in (*self.needed, "people") if values.get(name)]
        if not values.get("files"):
            if typed and not self.has_error("files"):
                self.add_error("files", _("Choose the picture, or empty the fields below it"))
            return values
        for name, message in self.needed.items():
            if not values.get(name) and not self.has_error(name):
                self.add_error(name, message)
        if values.get("people") and not values.get("people_agree"):
            self.add_error("people_agree", _("A picture of people who have not agreed cannot be sent: ask them first"))
        return values

    @property
    def picture(self) -> SentPicture | None:
        """The picture of a part, once the part is valid."""
        if self.file is None:
            return None
        said = {name: self.cleaned_data[name] for name in ("caption", "author", "people", "people_agree")}
        return SentPicture(file=self.file, rights=PictureRights(self.cleaned_data["rights"]), **said)
