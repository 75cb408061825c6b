"""On which portal the rows of a task stand, for the operator's list of what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import Model
from wagtail.models import Page, Revision

from audit.failed_tasks import PortalOf, register_portals_of_tasks
from audit.models import PortalEvent
from exchange.models import ArchivePackage, ItemSource
from information.models import PressDelivery
from library.models import PortalDocument
from members.models import Invitation
from participation.models import Comment, Contribution, ContributionStep, DraftFollower
from search.models import Reindexing, SearchFollower
from sites.directory import get_directory
from sites.models import Portal


def of_row(model: type[Model], column: str) -> PortalOf:
    """For tasks about a row that names its portal."""
    return lambda key: model._base_manager.filter(pk=key).values_list(column, flat=True).first()


def of_page(key: int) -> int | None:
    """For tasks about a page."""
    path = Page.objects.filter(pk=key).values_list("path", flat=True).first()
    record = get_directory().for_path(path) if path else None
    return record.id if record else None


def of_revision(key: int) -> int | None:
    """For tasks about a version of a page."""
    page = Revision.page_revisions.filter(pk=key).values_list("object_id", flat=True).first()
    return of_page(int(page)) if page else None


def of_document(key: int) -> int | None:
    """For tasks about a document."""
    collection = PortalDocument.objects.filter(pk=key).values_list("collection", flat=True).first()
    record = get_directory().for_collection(collection) if collection is not None else None
    return record.id if record else None


def of_site(key: int) -> int | None:
    """For tasks about what a portal wears."""
    record = get_directory().for_site(key)
    return record.id if record else None


PORTALS: Final[Mapping[str, PortalOf]] = {
    "members.tasks.send_invitation": of_row(Invitation, "portal"),
    "authentication.tasks.tell_former_address": of_row(PortalEvent, "portal"),
    "information.tasks.mail_press_pack": of_row(PressDelivery, "mailing__portal"),
    "exchange.tasks.make_archive_package": of_row(ArchivePackage, "portal"),
    "exchange.tasks.read_item_source": of_row(ItemSource, "portal"),
    "home.tasks.make_page_pictures": of_page,
    "home.tasks.make_look_pictures": of_site,
    "home.tasks.follow_links": of_revision,
    "participation.tasks.mail_comment": of_row(Comment, "portal"),
    "participation.tasks.queue_comment_mails": of_page,
    "participation.tasks.mail_contribution": of_row(ContributionStep, "contribution__portal"),
    "participation.tasks.delete_contribution_pictures": of_row(Contribution, "portal"),
    "participation.tasks.mail_draft_confirmation": of_row(DraftFollower, "portal"),
    "participation.tasks.mail_draft_news": of_row(DraftFollower, "portal"),
    "search.tasks.mail_search_confirmation": of_row(SearchFollower, "portal"),
    "search.tasks.mail_search_news": of_row(SearchFollower, "portal"),
    "search.tasks.reindex_portal": of_row(Reindexing, "portal"),
    "search.tasks.index_home": of_row(Portal, "pk"),
    "search.tasks.index_pages": of_page,
    "search.tasks.index_subtree": of_page,
    "search.tasks.read_documents": of_document,
    "search.tasks.index_pages_with_document": of_document,
}

register_portals_of_tasks(PORTALS)
