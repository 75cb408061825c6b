"""Verb: a document that was read becomes a draft in a section, with its pictures in the library of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from audit.errors import PortalRefusal
from formats.documents.tree import Document
from formats.vietnamese.text import clean_text
from home.editing.drafts import LONGEST_TITLE, DraftForbidden, locked_section, new_draft, save_draft
from home.models import SectionPage
from home.models.content import ContentPage
from home.word_import.stream import PagePicture, body_of
from library.forms import AS_IT_IS, AS_SIGNED
from library.models import PortalDocument, PortalImage
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User


class PictureRefused(PortalRefusal):
    """The library does not take a picture of the document: `name` says which, `reason` why."""

    code = "picture_refused"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return self.reason


class DocumentRefused(PortalRefusal):
    """The library does not take the document as a file: `reason` says why."""

    code = "document_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def title_of(document: Document) -> str:
    """What a page made of a document may be called: its kind and subject, or its first heading."""
    letter = document.letter
    kind = letter.kind.capitalize()
    if letter.subject:
        begins = letter.subject[0].lower() + letter.subject[1:]
        return clean_text(f"{kind} {begins}" if kind else letter.subject)[:LONGEST_TITLE]
    texts = (block.text for block in document.blocks if getattr(block, "level", 0))
    return clean_text(next(texts, kind))[:LONGEST_TITLE]


def create_draft(
    section: SectionPage,
    document: Document,
    *,
    page_type: type[ContentPage],
    title: str,
    descriptions: Mapping[str, str],
    file: ContentFile,
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> Page:
    """Create a draft of what a document says. Nothing is published.

    Args:
        key: of what may be sent twice: the second call returns the draft of the first.
        file: the document as it was sent: types of pages that offer files for download offer this one.
        descriptions: what is seen in each picture, by its name in the document; pictures without one are left out,
            and all of them where the page takes plain text alone.

    Raises:
        DraftForbidden: the person may not add such a page there.
        PictureRefused, DocumentRefused: the library does not take a picture, or the file.
        PortalRefusal: the page does not take the text (`ContentPage.fill_in_text`).
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with locked_section(section, page_type=page_type, by=by) as held:
        record = get_directory().for_path(held.path)
        if record is None:
            raise DraftForbidden
        if key is not None and (made := draft_with_key(key, locale=held.locale, by=by)):
            return made
        page = new_draft(held, page_type, title=title, by=by, on=timezone.localdate(at))
        page.translation_key = key or page.translation_key
        page.fill_in_from(document.letter)
        if not page.fill_in_text(document.text_as_read):
            pictures = {
                name: PagePicture(add_picture(name, document.pictures[name], text, portal_id=record.id, by=by), text)
                for name, text in descriptions.items()
                if text and name in document.pictures
            }
            blocks = body_of(document, pictures=pictures).blocks
            page.body = blocks  # type: ignore[assignment]  # taken by the descriptor of the field
        if page_type.takes_file:
            page.attach(add_document(title, file, portal_id=record.id, by=by))
        save_draft(page, held, by=by)
    return page


def draft_with_key(key: UUID, *, locale: Locale, by: User) -> Page | None:
    """The draft that the person made with a key, and that is still there."""
    draft: Page | None = Page.objects.filter(translation_key=key, locale=locale, owner=by).first()
    return draft


def add_picture(
    name: str, content: bytes, description: str, *, portal_id: int, by: User, credit: str = "", rights_note: str = ""
) -> int:
    """Put a picture into the library of a portal, by the rules of its form. Returns its key.

    Raises:
        PictureRefused: the form does not take it, or the person may not add pictures there.
    """
    values: dict[str, Any] = {
        "title": description[:LONGEST_TITLE],
        "description": description,
        "credit": credit,
        "rights_note": rights_note,
        "collection": _collection_of(portal_id),
    }
    file = ContentFile(content, name=PurePath(name).name)
    form = get_image_form(PortalImage)(values, {"file": file}, user=by, instance=PortalImage(uploaded_by_user=by))
    if not form.is_valid():
        raise PictureRefused(name, _errors_of(form))
    image = form.save()
    log(image, "wagtail.create", user=by)
    key: int = image.pk
    return key


def add_document(title: str, file: ContentFile, *, portal_id: int, by: User) -> int:
    """Put the file into the library of a portal, by the rules of its form. Returns its key.

    Raises:
        DocumentRefused: the form does not take it, or the person may not add documents there.
    """
    # Who imports a signed file was asked whether the names that it tells come in with it; what commands bring from
    # former portals has nobody to ask.
    values = {"title": title, "collection": _collection_of(portal_id), AS_SIGNED: True, AS_IT_IS: True}
    form = get_document_form(PortalDocument)(
        values, {"file": file}, user=by, instance=PortalDocument(uploaded_by_user=by)
    )
    if not form.is_valid():
        raise DocumentRefused(_errors_of(form))
    document = form.save()
    log(document, "wagtail.create", user=by)
    key: int = document.pk
    return key


def _collection_of(portal_id: int) -> int:
    key: int = Portal.objects.values_list("collection_id", flat=True).get(pk=portal_id)
    return key


def _errors_of(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
