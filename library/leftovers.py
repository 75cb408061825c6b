"""Files of pictures in the public folder that no row names any more: a web server hands them out all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import Storage

from library.models import PortalRendition
from sites.invariants import batched

# Wagtail's folder for renditions, which web servers open (cityportal/media.py); nothing else is kept there.
FOLDER: Final = "images"
# A file is there before its row.
KEPT = timedelta(days=1)
# Files that are asked for at once.
CHUNK: Final = 500


def delete_leftover_renditions(*, at: datetime) -> int:
    """Delete files that lost their row, where the storage or the process failed then; return how many.

    Files of the last day are left. Lists every folder of renditions; one query for each 500 files.
    """
    storage = PortalRendition._meta.get_field("file").storage
    deleted = 0
    for names in batched(_files(storage, FOLDER), CHUNK):
        known = set(PortalRendition.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names:
            if name not in known and _is_older(storage, name, at - KEPT):
                storage.delete(name)
                deleted += 1
    return deleted


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # No picture was ever shown, or the folder went meanwhile.
        return
    yield from (str(PurePosixPath(folder) / name) for name in files)
    for name in folders:
        yield from _files(storage, str(PurePosixPath(folder) / name))


def _is_older(storage: Storage, name: str, limit: datetime) -> bool:
    try:
        made: datetime = storage.get_modified_time(name)
    except FileNotFoundError:  # Deleted meanwhile.
        return False
    return made < limit
