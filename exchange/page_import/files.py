"""Pictures and files of a former portal, in a folder: each enters the library of the portal once."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile

from adminviews.virus_scanner import ScannerAway
from audit.errors import PortalRefusal, StorageAway
from formats.files import ending_of_name
from home.word_import.drafts import add_document, add_picture
from library.models import PortalDocument, PortalImage
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

LARGEST = max(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)


class ImportedFiles:
    """Finds files by the addresses that they had, below the folder and nowhere else."""

    def __init__(self, folder: Path | None, portal: Portal, *, by: User) -> None:
        self.folder = folder.resolve() if folder else None
        self.portal, self.by = portal, by
        # By what they are: a file that stands on many pages is read and kept once.
        self._known: dict[tuple[type, str], int] = {}

    def find(self, address: str) -> Path | None:
        """The file of an address: at the path that it had, else by its name alone."""
        try:
            path = PurePosixPath(unquote(urlsplit(address).path).lstrip("/"))
        except ValueError:
            return None
        if self.folder is None or not path.name or "\0" in str(path):
            return None
        for place in (self.folder / path, self.folder / path.name):
            # Neither `..` nor a link leads out of it.
            found = place.resolve()
            if found.is_relative_to(self.folder) and found.is_file() and found.stat().st_size <= LARGEST:
                return found
        return None

    def picture(self, address: str, description: str) -> int | None:
        """Key of a picture of the library; None where there is none, or the library does not take it.

        Raises:
            ScannerAway, StorageAway: it takes none now.
        """
        if (path := self.find(address)) is None or ending_of_name(path.name) not in settings.WAGTAILIMAGES_EXTENSIONS:
            return None
        content = path.read_bytes()
        return self._kept(
            PortalImage,
            content,
            lambda: add_picture(path.name, content, description, portal_id=self.portal.pk, by=self.by),
        )

    def document(self, address: str, title: str) -> int | None:
        """Key of a document of the library; None as above."""
        if (path := self.find(address)) is None or ending_of_name(path.name) not in settings.WAGTAILDOCS_EXTENSIONS:
            return None
        content = path.read_bytes()
        file = ContentFile(content, name=path.name)
        return self._kept(
            PortalDocument, content, lambda: add_document(title, file, portal_id=self.portal.pk, by=self.by)
        )

    def _kept(self, model: type[PortalImage | PortalDocument], content: bytes, add: Callable[[], int]) -> int | None:
        digest = sha1(content, usedforsecurity=False).hexdigest()
        if (model, digest) not in self._known:
            here = model.objects.filter(collection=self.portal.collection_id, file_hash=digest)
            key = here.order_by("pk").values_list("pk", flat=True).first()
            if key is None:
                try:
                    key = add()
                except (ScannerAway, StorageAway):
                    # Not of this file: nobody wants pages without any.
                    raise
                except PortalRefusal:
                    return None
            self._known[model, digest] = key
        return self._known[model, digest]
