"""Files that a form took, with other content."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile


def replaced(upload: UploadedFile, content: bytes) -> SimpleUploadedFile:
    """An upload of the same name and kind with other bytes."""
    return SimpleUploadedFile(upload.name or "", content, content_type=upload.content_type)
