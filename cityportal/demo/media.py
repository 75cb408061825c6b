"""Pictures and documents of the demo, in the library of the portal that uses them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from django.core.files import File
from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import User
from cityportal.demo.content import DOCUMENTS, PICTURES, pictures
from cityportal.demo.picture_files import PictureFiles
from library.models import PortalDocument, PortalImage
from sites.models import Portal

RIGHTS: Final = "Tranh vẽ riêng cho bản trình diễn, được dùng lại theo giấy phép của phần mềm."

DOCUMENT_TITLES: Final = {
    "mau-don.pdf": "Mẫu đơn",
    "danh-sach.pdf": "Danh sách",
    "ke-hoach.pdf": "Kế hoạch",
    "quyet-dinh.pdf": "Quyết định",
    "quyet-dinh-05-2024-qd-ubnd.pdf": "Quyết định số 05/2024/QĐ-UBND",
    "bang-so-lieu.csv": "Bảng số liệu",
}


@dataclass
class Shelf:
    """The library of one portal. What is asked for is taken from it, or put there first."""

    portal: Portal
    owner: User
    files: PictureFiles | None = None
    _images: dict[str, PortalImage] = field(default_factory=dict)
    _documents: dict[str, PortalDocument] = field(default_factory=dict)
    _new: list[PortalImage | PortalDocument] = field(default_factory=list)

    def image(self, name: str) -> PortalImage:
        if name not in self._images:
            title = pictures()[name]["title_vi"]
            present = PortalImage.objects.filter(collection=self.portal.collection, title=title).first()
            self._images[name] = present or self._new_image(name, title)
        return self._images[name]

    def document(self, name: str) -> PortalDocument:
        if name not in self._documents:
            title = DOCUMENT_TITLES[name]
            present = PortalDocument.objects.filter(collection=self.portal.collection, title=title).first()
            self._documents[name] = present or self._new_document(name, title)
        return self._documents[name]

    def take_new(self) -> list[PortalImage | PortalDocument]:
        """What was put into the library since this was last asked."""
        taken, self._new = self._new, []
        return taken

    def _new_image(self, name: str, title: str) -> PortalImage:
        facts, (content, width, height) = pictures()[name], _drawn(name)
        files = PortalImage._meta.get_field("file")
        image = PortalImage(
            title=title,
            description=facts["alt_vi"],
            description_en=facts["alt_en"],
            credit=facts["credit"],
            rights_note=RIGHTS,
            collection=self.portal.collection,
            uploaded_by_user=self.owner,
            # Not through the field, which would open each picture for its size: six portals have the same ones.
            file=files.storage.save(files.generate_filename(PortalImage(), facts["file"]), ContentFile(content)),
            width=width,
            height=height,
        )
        image._set_image_file_metadata()
        image.save()
        self._new.append(image)
        if self.files is not None:
            self.files.want(image, name)
        return image

    def _new_document(self, name: str, title: str) -> PortalDocument:
        document = PortalDocument(title=title, collection=self.portal.collection, uploaded_by_user=self.owner)
        with (DOCUMENTS / name).open("rb") as source:
            document.file = File(source, name=name)
            document._set_document_file_metadata()
            document.save()
        self._new.append(document)
        return document


@cache
def _drawn(name: str) -> tuple[bytes, int, int]:
    """The file of one of the demo's pictures, its width and its height."""
    file = PICTURES / pictures()[name]["file"]
    with Image.open(file) as picture:
        return file.read_bytes(), *picture.size
