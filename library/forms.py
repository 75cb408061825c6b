"""What an editor fills in for a picture or a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.forms import BooleanField
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from adminviews.forms.text import RefusesOldTextMixin
from adminviews.forms.uploads import KeepsFilesMixin
from audit.on_commit import run_on_commit
from authentication.forms.accounts import WholePictureField
from editorial.forms.proposals import ProposingFormMixin
from editorial.proposals.reviewed_models import FILE
from formats.files import ending_of_name
from formats.metadata import Told, is_signed, told_by
from formats.vietnamese.text import slug
from library.errors import FileStays
from library.files.checked import CheckedFileField
from library.files.kept import stays
from library.models import PortalImage


class KeptInPortalMixin:
    """Keeps what anything refers to in the library of its portal."""

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean()
        collection = cleaned.get("collection")
        # What was typed reaches the row after this.
        if collection is not None and self.instance.pk is not None and stays(self.instance, collection.pk):
            self.add_error("collection", ValidationError(str(FileStays.message), code=FileStays.code))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save in one transaction: the signal that keeps it in its portal locks what it asks.

        Raises:
            FileStays: something came to refer to it just now.
        """
        return super().save(commit=commit)


class DeletesFormerFileMixin:
    """Deletes the file that another took the place of once nothing can fail any more: Wagtail's forms do it at once,
    and a transaction that is undone afterwards leaves a row without its file."""

    original_file: Any

    def save(self, commit: bool = True) -> Any:
        former, self.original_file = self.original_file, None
        row = super().save(commit=commit)
        if commit and FILE in self.changed_data and former and former.name != row.file.name:
            run_on_commit(former.storage.delete, former.name)
            if isinstance(row, PortalImage):
                row.renditions.all().delete()
        return row


# The boxes of a form by which a signed file comes in with the names that it tells, and a PDF that cannot be cleaned.
AS_SIGNED = "as_signed"
AS_IT_IS = "as_it_is"


class PortalDocumentForm(
    RefusesOldTextMixin,
    KeptInPortalMixin,
    KeepsFilesMixin,
    DeletesFormerFileMixin,
    ProposingFormMixin,
    BaseDocumentForm,
):
    """A file of the library: what public pages show of it changes by proposal, and every file is looked into.

    A signed one stays as it is, byte for byte: where it tells who made it, whoever uploads it is told and decides.
    """

    kept_in: ClassVar = {FILE: lambda: default_storage}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            file = self.fields["file"]
            told = {name: getattr(file, name) for name in ("label", "required", "widget", "max_length")}
            self.fields["file"] = CheckedFileField(**told)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        file = cleaned.get("file")
        if FILE in self.changed_data and file and not self.data.get(self.add_prefix(AS_SIGNED)):
            ending = ending_of_name(file.name)
            told = told_by(file, ending) if is_signed(file, ending) else Told()
            if told:
                label = _("Take the signed file with these names")
                self.fields[AS_SIGNED] = BooleanField(label=label, required=False)
                message = _(
                    "This file is signed, so it is kept byte for byte, and it tells who made it: %(names)s. Choose it "
                    "again, by itself, and confirm below that readers may learn this, or choose a copy without these "
                    "properties."
                )
                names = "; ".join((*told.authors, *told.companies))
                self.add_error("file", ValidationError(message % {"names": names}, code=AS_SIGNED))
        if FILE in self.changed_data and getattr(file, "is_uncleaned", False):
            self._ask_about_uncleaned()
        return cleaned

    def _ask_about_uncleaned(self) -> None:
        if not self.data.get(self.add_prefix(AS_IT_IS)):
            self.fields[AS_IT_IS] = BooleanField(label=_("Take the file as it is"), required=False)
            message = _(
                "This PDF is locked or damaged in a way that keeps its properties from being taken out: it may tell "
                "who made it, and with which program. Print it into a new PDF and choose that, or choose it again, by "
                "itself, and confirm below that it is taken as it is."
            )
            self.add_error("file", ValidationError(message, code=AS_IT_IS))


class PortalImageForm(
    RefusesOldTextMixin,
    KeptInPortalMixin,
    KeepsFilesMixin,
    DeletesFormerFileMixin,
    ProposingFormMixin,
    BaseImageForm,
):
    """A picture is described when it enters the library: whoever cannot see it hears the description.

    Where several pictures are uploaded at once, Wagtail keeps each apart until its form is filled in.
    """

    kept_in: ClassVar = {FILE: lambda: default_storage}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = True
        if "file" in self.fields:
            file = self.fields["file"]
            told = {name: getattr(file, name) for name in ("label", "required", "widget", "max_length")}
            self.fields["file"] = WholePictureField(**told)

    def clean(self) -> dict[str, object]:
        """Refuse the name of the file as a description, with or without its ending."""
        cleaned = super().clean()
        description, file = slug(cleaned.get("description") or ""), cleaned.get("file") or self.instance.file
        names = {slug(name) for name in (PurePath(file.name).name, PurePath(file.name).stem)} if file else set()
        if description and description in names:
            message = _("This is the name of the file. Say in one sentence what is seen in the picture.")
            self.add_error("description", ValidationError(message, code="file_name"))
        return cleaned
