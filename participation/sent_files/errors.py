"""Refusals of files that citizens send."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.errors import PortalRefusal


class FilesTooMany(PortalRefusal):
    code = "files_too_many"

    def __init__(self, *, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return ngettext("Choose %(count)d file at most.", "Choose %(count)d files at most.", self.most) % {
            "count": self.most
        }


class FileTooHeavy(PortalRefusal):
    code = "file_too_heavy"
    message = _("A file has %(megabytes)d MB at most. Scan it with a lower resolution, or send a part of it.")

    def __init__(self, *, megabytes: int) -> None:
        super().__init__(megabytes)
        self.megabytes = megabytes

    def __str__(self) -> str:
        return str(self.message) % {"megabytes": self.megabytes}


class PictureTooLarge(PortalRefusal):
    code = "picture_too_large"
    message = _("A picture has %(megapixels)d million pixels at most. Make it smaller and send it again.")

    def __init__(self, *, megapixels: int) -> None:
        super().__init__(megapixels)
        self.megapixels = megapixels

    def __str__(self) -> str:
        return str(self.message) % {"megapixels": self.megapixels}


class FileErased(PortalRefusal):
    code = "file_erased"
    message = _("This file was erased.")


class FileLost(PortalRefusal):
    """It lies in the storage no more, or is not what was put there."""

    code = "file_lost"
    message = _("This file cannot be read: it was lost from the storage, or was damaged there. Tell the operator.")
