"""Whether the public sees a picture or a file: whether something public refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import CollectionMember, Page, ReferenceIndex, Revision, WorkflowState

from sites.directory import get_directory

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.query import PageQuerySet

# Models besides pages whose rows the public sees, such as the look of a portal.
_shown_models: list[type[Model]] = []


def register_shown_model(model: type[Model]) -> None:
    """Register a model besides pages whose rows are public and refer to files; Wagtail keeps its references, too."""
    _shown_models.append(model)
    ReferenceIndex.register_model(model)


def portal_id_of(file: CollectionMember) -> int | None:
    """Key of the portal in whose collection a file lies. No query."""
    records = get_directory().records
    return next((record.id for record in records if record.collection_id == file.collection_id), None)


def is_shown(file: CollectionMember) -> bool:
    """Whether a public page or a portal's look refers to a file. One query."""
    return _referred_to(file, Page.objects.live())


def is_relied_on(file: CollectionMember) -> bool:
    """The same, or a page that a board is looking at or has approved for later: what it saw stays. One query."""
    page_type = ContentType.objects.get_for_model(Page)
    key = Cast(OuterRef("pk"), CharField())
    in_review = WorkflowState.objects.filter(
        base_content_type=page_type, object_id=key, status=WorkflowState.STATUS_IN_PROGRESS
    )
    for_later = Revision.objects.filter(base_content_type=page_type, object_id=key, approved_go_live_at__isnull=False)
    return _referred_to(file, Page.objects.filter(Q(live=True) | Exists(in_review) | Exists(for_later)))


def _referred_to(file: CollectionMember, pages: PageQuerySet) -> bool:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file), to_object_id=str(file.pk)
    )
    by_page = Q(base_content_type=ContentType.objects.get_for_model(Page)) & Q(
        Exists(pages.filter(pk=Cast(OuterRef("object_id"), BigIntegerField())))
    )
    settings = [ContentType.objects.get_for_model(model) for model in _shown_models]
    return references.filter(by_page | Q(base_content_type__in=settings)).exists()
