"""Fields of a form that takes files, and what becomes of them until the form is right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from adminviews.forms.uploads import ScannedFileField, refuse_while_away
from audit.client_address import current_address
from audit.errors import PortalRefusal, StorageAway
from audit.private_files import private_storage
from formats.vietnamese.text import clean_text
from participation.enums.submissions import ConsentPurpose
from participation.sent_files.checking import LIMITS, FileLimits, SentFile, checked_files
from participation.sent_files.errors import FilesTooMany
from participation.sent_files.pending_uploads import HeldFile, PendingUploads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

# Tokens that are read of a form, whatever its limits.
_MOST_TOKENS: Final = 50
FILES_AWAY = _(
    "Files cannot be kept at this moment. Take them out and send the form without them, or send it again in a few "
    "minutes: what you typed is still here."
)


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(ScannedFileField):
    """Files that may come with a form, each looked at."""

    widget = _SeveralFiles

    def __init__(self, *, limits: FileLimits = LIMITS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limits = limits
        self.widget.attrs["accept"] = limits.accept

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:
        if len(data or []) > self.limits.files:
            raise ValidationError(str(FilesTooMany(most=self.limits.files)), code=FilesTooMany.code)
        files = [super(FilesField, self).clean(file, initial) for file in data or []]
        try:
            return checked_files([file for file in files if file], limits=self.limits)
        except PortalRefusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    def names(self, data: Iterable[Any]) -> list[str]:
        """Names of chosen files, which have to be chosen again: browsers keep none."""
        return [clean_text(file.name or "") for file in data][: self.limits.files]


class HeldField(forms.Field):
    """Tokens of files that an earlier answer of the form held."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [str(token) for token in value or []][:_MOST_TOKENS]


class SentFilesMixin:
    """A form that takes files, and those that an earlier answer of it held. It declares `files`, a `FilesField`, and
    `held`, a `HeldField`, and calls `add_held` at the end of `clean`: then `files` has all of them.

    Args:
        held: what this form may open; None: nothing.
    """

    def __init__(self, *args: Any, held: PendingUploads | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = held
        # Files that came with the form and are right, whatever else is not.
        self.sent_files: list[SentFile] = []

    def clean_files(self) -> list[SentFile]:
        form: Any = self
        self.sent_files = form.cleaned_data["files"]
        return self.sent_files

    def add_held(self, values: dict[str, Any]) -> None:
        """Put the files that are held before those that came with the form."""
        form: Any = self
        most = form.fields["files"].limits.files
        tokens = (values.get("held") or [])[:most]
        if tokens or self.sent_files:
            try:
                refuse_while_away(private_storage())
            except StorageAway as refusal:
                form.add_error("files", ValidationError(FILES_AWAY, code=refusal.code))
                return
        opened = [self._held.open(token) if self._held else None for token in tokens]
        files = [*filter(None, opened), *self.sent_files]
        if None in opened:
            form.add_error("files", _("A file that you had chosen is kept no longer: choose it again"))
        if len(files) > most:
            form.add_error("files", str(FilesTooMany(most=most)))
        if not form.has_error("files"):
            values["files"] = files


def resume_uploads(request: HttpRequest, form: Any, *, at: datetime) -> tuple[list[HeldFile], list[str]]:
    """Files that are held until the form is right, and names of those that have to be chosen again: of who has not
    agreed to the use of personal data nothing is held.

    Args:
        form: a `SentFilesMixin`, checked where it was sent.
    """
    field = form.fields["files"]
    most = field.limits.files
    files = PendingUploads(request.portal.id, current_address(), at)
    held = files.named(request.POST.getlist("held")[:most])
    agrees = form.is_bound and form.cleaned_data.get(f"agree_{ConsentPurpose.ANSWER}")
    new = files.hold(form.sent_files[: most - len(held)]) if agrees else []
    # All of them are right, or none was taken.
    return [*held, *new], field.names(request.FILES.getlist("files")[len(new) :])
