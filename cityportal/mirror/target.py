"""The folder of a mirror: one run at a time, generations beside each other, and the one that is handed out."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from cityportal.mirror.errors import MirrorRefused
from cityportal.mirror.manifest import Manifest

CURRENT: Final = "current"
_LOCK: Final = ".lock"
# What is being written; a run that was killed leaves it behind.
_UNFINISHED: Final = ".part"
_GENERATION: Final = re.compile(r"\d{8}-\d{6}-\d{6}(?:\.part)?")
_OWN: Final = frozenset({CURRENT, f"{CURRENT}{_UNFINISHED}", _LOCK, "lost+found"})


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Let no other run write meanwhile, and clear what a killed one left.

    Raises:
        MirrorRefused: another run is under way, or the target is no folder of its own.
    """
    if not target.is_dir():
        raise MirrorRefused(
            _("%(folder)s is no folder. Make it first, on a disk that is mounted.") % {"folder": target}
        )
    others = sorted(
        path.name for path in target.iterdir() if path.name not in _OWN and not _GENERATION.fullmatch(path.name)
    )
    if others:
        told = _("%(folder)s holds something else (%(name)s). Name a folder of its own.")
        raise MirrorRefused(told % {"folder": target, "name": others[0]})
    with (target / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise MirrorRefused(_("Another run is under way.")) from error
        for left in target.glob(f"*{_UNFINISHED}"):
            _delete(left)
        yield


def current_folder(target: Path) -> Path | None:
    """The generation that is handed out; None: there is none yet."""
    current = target / CURRENT
    return current.resolve() if current.is_dir() else None


def check_room(target: Path, former: Manifest | None) -> None:
    """Refuse where everything could not be written anew.

    Raises:
        MirrorRefused: see above.
    """
    free, needed = shutil.disk_usage(target).free, former.size if former else 0
    if free <= needed:
        told = _("The disk of %(folder)s is too full: %(free)d MB are free, and a mirror takes %(needed)d MB.")
        raise MirrorRefused(told % {"folder": target, "free": free >> 20, "needed": needed >> 20})


@contextmanager
def new_generation(target: Path, *, at: datetime) -> Iterator[Path]:
    """A folder to write into, which takes the place of the current one at the end; the former one is kept, older ones
    are deleted. Whatever goes wrong, the current one stays.

    Raises:
        MirrorRefused: the disk is full.
    """
    name = f"{at:%Y%m%d-%H%M%S-%f}"
    folder = target / f"{name}{_UNFINISHED}"
    folder.mkdir()
    try:
        yield folder
        former = current_folder(target)
        _switch(target, folder, name)
    except OSError as error:
        _delete(folder)
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise MirrorRefused(_("The disk of %(folder)s is full.") % {"folder": target}) from error
    except BaseException:
        _delete(folder)
        raise
    for path in target.iterdir():
        if _GENERATION.fullmatch(path.name) and path.name != name and path != former:
            _delete(path)


def _switch(target: Path, folder: Path, name: str) -> None:
    """A web server sees the former generation or the new one, and nothing between."""
    os.replace(folder, target / name)
    waiting = target / f"{CURRENT}{_UNFINISHED}"
    waiting.symlink_to(name)
    os.replace(waiting, target / CURRENT)


def _delete(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path)
