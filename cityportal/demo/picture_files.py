"""Files of the demo's pictures in all sizes that pages show, made by a process of its own while pages are loaded."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from typing import Final, NamedTuple

import django
from django.core.files.base import ContentFile, File
from PIL import Image
from wagtail.images.models import Filter

from cityportal.demo.content import PICTURES, pictures
from home.publication.pictures import LOGO_SPECS, SPECS
from library.files.usage import is_shown
from library.models import PortalImage, PortalRendition
from participation.sent_files.checking import SentFile

LOGO: Final = "logo-"


class MadeFile(NamedTuple):
    """One file of a picture, as its row names it."""

    spec: str
    name: str
    content: bytes
    width: int
    height: int


@dataclass
class PictureFiles:
    """The files, made once for each picture, however many portals have it in their library.

    A second process makes them beside the first: six portals show the same pictures, and none is made twice.
    """

    _pool: ProcessPoolExecutor | None = None
    _made: dict[str, Future[list[MadeFile]]] = field(default_factory=dict)
    _wanted: list[tuple[PortalImage, str]] = field(default_factory=list)

    def begin(self, names: Iterable[str]) -> None:
        """Begin to make the files of some pictures; those that were begun are left."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup)
        for name in names:
            if name not in self._made:
                self._made[name] = self._pool.submit(files_of_picture, name)

    def want(self, image: PortalImage, name: str) -> None:
        """Note that a picture was put into a library, and begin to make its files."""
        self.begin([name])
        self._wanted.append((image, name))

    def keep(self) -> int:
        """Give their files to the pictures that the public sees, as publishing does. Returns the number of files."""
        shown = [wanted for wanted in self._wanted if is_shown(wanted[0])]
        rows = [row for image, name in shown for row in self._rows(image, name)]
        PortalRendition.objects.bulk_create(rows, batch_size=500)
        # Items of the city show pictures of portals that were loaded before.
        self._wanted = [wanted for wanted in self._wanted if wanted not in shown]
        return len(rows)

    def close(self) -> None:
        """End the second process, whatever it was about to make."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _rows(self, image: PortalImage, name: str) -> Iterable[PortalRendition]:
        files = PortalRendition._meta.get_field("file")
        for made in self._made[name].result():
            facts = {"image": image, "filter_spec": made.spec, "width": made.width, "height": made.height}
            facts["focal_point_key"] = Filter(made.spec).get_cache_key(image)
            # Not through the field, which would read the size of each file again.
            name_of_file = files.generate_filename(PortalRendition(**facts), made.name)
            yield PortalRendition(file=files.storage.save(name_of_file, ContentFile(made.content)), **facts)


def files_of_picture(name: str) -> list[MadeFile]:
    """All files that pages may show of one of the demo's pictures. Asks no database."""
    source = PICTURES / pictures()[name]["file"]
    content = source.read_bytes()
    with Image.open(source) as picture:
        width, height = picture.size
    # In no collection: the default one is asked of the database.
    image = PortalImage(pk=0, file=source.name, width=width, height=height, collection_id=0)
    return [_made(image, spec, content) for spec in sorted(LOGO_SPECS if name.startswith(LOGO) else SPECS)]


def _made(image: PortalImage, spec: str, original: bytes) -> MadeFile:
    file = image.generate_rendition_file(Filter(spec), source=File(BytesIO(original), name="original"))
    file.seek(0)
    content = file.read()
    with Image.open(BytesIO(content)) as made:
        return MadeFile(spec, file.name, content, *made.size)


def sent_photograph(name: str) -> SentFile:
    """One of the pictures of the demo, as a citizen sends it."""
    content = BytesIO()
    with Image.open(PICTURES / pictures()[name]["file"]) as picture:
        picture.convert("RGB").save(content, "JPEG")
    return SentFile(f"{name}.jpg", "jpg", content.getvalue())
