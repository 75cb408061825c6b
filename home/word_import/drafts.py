"""Verb: a document that was read becomes a draft in a section, with its pictures in the library of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log
from wagtail.models import Page

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import PageDeleted
from editorial.review.locking import lock_places
from formats.documents.tree import Document
from formats.vietnamese.text import clean_text
from home.models import SectionPage
from home.models.base import slug_beside
from home.models.content import ContentPage
from home.word_import.stream import PagePicture, body_of
from library.models import PortalImage
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TITLE = 255


class DraftForbidden(PortalRefusal):
    code = "draft_forbidden"
    message = _("You may not add such a page to this section.")


class PictureRefused(PortalRefusal):
    """The library does not take a picture of the document: `name` says which, `reason` why."""

    code = "picture_refused"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return self.reason


def page_types(section: Page, *, by: User) -> list[type[ContentPage]]:
    """Types of pages with a body that the person may add to a section, and that can be saved before anything else of
    them is filled in."""
    record = get_directory().for_path(section.path)
    if not isinstance(section, SectionPage) or record is None or record.is_archived:
        return []
    tester = section.permissions_for_user(by)
    if not tester.can_add_subpage():
        return []
    return [
        model
        for model in section.creatable_subpage_models()
        if issubclass(model, ContentPage) and _can_be_empty(model) and model.can_create_at(section)
    ]


def _can_be_empty(model: type[ContentPage]) -> bool:
    own = [column for column in model._meta.local_concrete_fields if not column.primary_key]
    return all(column.null or column.has_default() or column.empty_strings_allowed for column in own)


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
    by: User,
) -> ContentPage:
    """Create a draft of what a document says. Nothing is published.

    Args:
        descriptions: what is seen in each picture, by its name in the document; pictures without one are left out.

    Raises:
        DraftForbidden: the person may not add such a page there.
        PictureRefused: the library does not take a picture.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_places([section.pk])
        held = SectionPage.objects.filter(pk=section.pk).first()
        if held is None:
            raise PageDeleted
        if page_type not in page_types(held, by=by):
            raise DraftForbidden
        record = get_directory().for_path(held.path)
        if record is None:
            raise DraftForbidden
        pictures = {
            name: PagePicture(_add_picture(name, document.pictures[name], text, portal_id=record.id, by=by), text)
            for name, text in descriptions.items()
            if text and name in document.pictures
        }
        page = page_type(
            title=title,
            slug=slug_beside(title, set(held.get_children().values_list("slug", flat=True)), otherwise="van-ban"),
            owner=by,
            live=False,
            source_agency=record.governing_body,
            body=body_of(document, pictures=pictures).blocks,
        )
        held.add_child(instance=page)
        log(page, "wagtail.create", user=by, content_changed=True)
        page.save_revision(user=by, log_action=True, clean=False)
    return page


def _add_picture(name: str, content: bytes, description: str, *, portal_id: int, by: User) -> int:
    """Put a picture into the library of a portal, by the rules of its form. Returns its key.

    Raises:
        PictureRefused: the form does not take it, or the person may not add pictures there.
    """
    collection = Portal.objects.values_list("collection_id", flat=True).get(pk=portal_id)
    values: dict[str, Any] = {
        "title": description[:LONGEST_TITLE],
        "description": description,
        "collection": collection,
    }
    file = ContentFile(content, name=PurePath(name).name)
    form = get_image_form(PortalImage)(values, {"file": file}, user=by, instance=PortalImage(uploaded_by_user=by))
    if not form.is_valid():
        raise PictureRefused(name, " ".join(str(error) for errors in form.errors.values() for error in errors))
    image = form.save()
    log(image, "wagtail.create", user=by)
    key: int = image.pk
    return key
