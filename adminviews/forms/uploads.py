"""Files that a form took, with other content."""

from __future__ import annotations

from django.core.files import File


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
