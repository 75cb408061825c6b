"""Files that a form takes: looked at by the virus scanner, written over, refused while their storage is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage

from adminviews.virus_scanner import refuse_infected
from audit.errors import PortalRefusal, StorageAway


class ScannedMixin:
    """Lets a file wait until the virus scanner has answered, where there is one: before anything else reads it."""

    def to_python(self, data: Any) -> Any:
        if data:
            try:
                refuse_infected(data)
            except PortalRefusal as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
        return super().to_python(data)


class ScannedFileField(ScannedMixin, forms.FileField):
    """A file of a form of ours: none is taken by Django's own field."""


def overwrite(file: File, content: bytes) -> File:
    """Write other bytes in place of an upload, in memory or on the disk: Wagtail keeps the upload itself where a form
    is not complete yet. The file is left at its beginning."""
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    file.seek(0)
    file.size = len(content)
    return file


def refuse_while_away(storage: Storage) -> None:
    """Ask a storage whether it would take a file now.

    Raises:
        StorageAway: it would not.
    """
    # The disk is always there, and has no such question.
    is_away = getattr(storage, "is_away", None)
    if is_away is not None and is_away():
        raise StorageAway


class KeepsFilesMixin:
    """Says beside a file that its storage is away, before anything is saved: what was typed stays in the form."""

    # The storage of each field, asked for when a file came.
    kept_in: ClassVar[dict[str, Callable[[], Storage]]]

    def clean(self) -> dict[str, Any]:
        form: Any = self
        cleaned: dict[str, Any] = super().clean() or form.cleaned_data
        for name, storage in self.kept_in.items():
            if name in form.changed_data and cleaned.get(name):
                try:
                    refuse_while_away(storage())
                except StorageAway as refusal:
                    form.add_error(name, ValidationError(str(refusal), code=refusal.code))
        return cleaned
