"""Files that were sent in where several are uploaded at once, and whose forms nobody filled in."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail.models import UploadedFile

# Who fills in the forms of many pictures has a working day, and the night, to come back to them.
KEPT = timedelta(days=1)


def delete_unfinished_uploads(*, at: datetime) -> int:
    """Delete what was sent in more than a day ago, file and row; return how many. A query for each, one for the list.

    Rows do not say when they were made: the file does. A row without its file goes, too.
    """
    old = [upload for upload in UploadedFile.objects.order_by("pk").iterator() if _is_older(upload, at - KEPT)]
    for upload in old:
        upload.file.delete(save=False)
        upload.delete()
    return len(old)


def _is_older(upload: UploadedFile, limit: datetime) -> bool:
    try:
        sent: datetime = upload.file.storage.get_modified_time(upload.file.name)
    except (OSError, ValueError):  # No such file, or a row without the name of one.
        return True
    return sent < limit
