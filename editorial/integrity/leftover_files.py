"""Files that no row names any more: where the process died between a commit and the deletion that was to follow it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import Storage
from django.db.models import Model

from audit.private_files import private_storage
from editorial.models import ProposedChange
from formats.batches import batched

logger = logging.getLogger(__name__)
# A file is there before its row.
KEPT = timedelta(days=1)
# Files that are asked for at once.
CHUNK: Final = 500
# Files of a folder that may go whatever it holds besides.
FEW: Final = 100

# The columns that name the files of a private folder. What lies in a folder that nobody registered stays.
_columns: defaultdict[str, list[tuple[type[Model], str]]] = defaultdict(list)
# Folders whose files no row ever names.
_passing: set[str] = set()


def register_private_folder(folder: str, *columns: tuple[type[Model], str]) -> None:
    """Let files of a folder go that none of these columns names."""
    _columns[folder] += columns


def register_passing_folder(folder: str) -> None:
    """Let all files of a folder go once they are a day old."""
    _passing.add(folder)


register_private_folder("proposals", (ProposedChange, "file"))


def delete_leftover_private_files(*, at: datetime) -> int:
    """Delete private files that no row names, so that what was erased is erased; return how many.

    Files of the last day are left, and all of a folder where fewer have a row than have none, which is logged: then the
    rows are lost, as in a database that was restored in part. Lists every registered folder.
    """
    deleted = 0
    for folder, columns in sorted(_columns.items()):
        lost, kept = _sorted_out(private_storage(), folder, partial(_named, columns), at=at)
        if len(lost) > max(FEW, kept):
            logger.error("Private folder %s: %d files have a row, %d have none and are left", folder, kept, len(lost))
            continue
        deleted += _delete(private_storage(), lost)
    for folder in sorted(_passing):
        deleted += delete_leftovers(private_storage(), folder, lambda _names: set(), at=at)
    return deleted


def delete_leftovers(
    storage: Storage, folder: str, named: Callable[[Collection[str]], set[str]], *, at: datetime
) -> int:
    """Delete files of a folder and those below it that no row names, older than a day; return how many.

    Args:
        named: those of some names that rows name.
    """
    lost, _kept = _sorted_out(storage, folder, named, at=at)
    return _delete(storage, lost)


def _sorted_out(
    storage: Storage, folder: str, named: Callable[[Collection[str]], set[str]], *, at: datetime
) -> tuple[list[str], int]:
    """Files that no row names, older than a day; and how many have a row."""
    lost: list[str] = []
    kept = 0
    for names in batched(_files(storage, folder), CHUNK):
        known = named(names)
        kept += len(known)
        lost += [name for name in names if name not in known and _is_older(storage, name, at - KEPT)]
    return lost, kept


def _delete(storage: Storage, names: list[str]) -> int:
    for name in names:
        storage.delete(name)
    return len(names)


def _named(columns: list[tuple[type[Model], str]], names: Collection[str]) -> set[str]:
    return {
        name
        for model, column in columns
        for name in model._base_manager.filter(**{f"{column}__in": names}).values_list(column, flat=True)
    }


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # Nothing was ever kept there, or the folder went meanwhile.
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
