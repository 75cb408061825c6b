"""Verbs that record which Vietnamese text a version in another language says, and which versions the board wants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision

from audit.events import lock_chains, record_event
from audit.sealing.seals import stored_json
from editorial.enums import ApprovalKind
from editorial.errors import EditForbidden
from editorial.models import Approval
from editorial.proposals.diff import content_mark
from home.editing.correction_forms import UNSEEN
from home.enums import ContentEventKind
from home.models import BasePage, VersionBasis, WantedVersion
from home.translations.errors import ChangesNotPublic, NothingToCompare, SourceChanged
from home.translations.queries import read_side_by_side
from home.translations.versions.queries import is_version, public_source_of
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.models import Portal
from sites.tree import content_type_of

if TYPE_CHECKING:
    from accounts.models import User

# Columns that are no text of a page: its place, and what readers do not see.
NO_TEXT: Final = UNSEEN | {"pk", "depth", "slug", "show_in_menus"}
# Answers to the question of the checklist whether an English version is needed (`editorial.review.checklist`).
QUESTION, NEEDED, NOT_NEEDED = "english", "needed", "not_needed"


def text_hash_of(page: Page) -> str:
    """Hash of the texts of a page as it is in memory."""
    specific = page.specific
    return _mark(stored_json(specific.serializable_data()), of=type(specific))


def _mark(content: Mapping[str, Any], *, of: type[Page] | None) -> str:
    return content_mark({name: value for name, value in content.items() if name not in NO_TEXT}, of=of)


@transaction.atomic
def begin_version(version: Page, *, source: Page, at: datetime) -> None:
    """Record the Vietnamese text that a new version was made from, public or not.

    Where the public text is another by now, the version is behind from the beginning.
    """
    if not is_version(version):
        return
    made_from = source.specific if source.live else source.get_latest_revision_as_object()
    text, public = text_hash_of(made_from), public_source_of(version)
    is_public = public is not None and text_hash_of(public) == text
    VersionBasis.objects.update_or_create(
        page_id=version.pk,
        defaults={
            "text_hash": text,
            "revision_id": public.live_revision_id if public is not None and is_public else None,
            "compared_at": at,
            "compared_by": None,
            "changed_at": public.last_published_at if public is not None and not is_public else None,
        },
    )


@transaction.atomic
def follow_publication(page: BasePage, *, by: User | None, at: datetime) -> None:
    """Compare a page that became public with its other language.

    Versions of a Vietnamese page are marked as behind where its text differs now. A version is up to date where it
    translates every text of the public Vietnamese page; one that was not made from a page is compared from now on.

    Args:
        by: who wrote the version that is public now.
    """
    if not is_version(page):
        _mark_versions(page, text=None, at=at)
    elif (basis := _locked_bases().filter(page=page.pk).first()) is not None:
        _mark_up_to_date(basis, page, by=by, at=at)
    elif (source := public_source_of(page)) is not None:
        # Somebody wrote it with the Vietnamese page at hand.
        VersionBasis.objects.create(
            page_id=page.pk, text_hash=text_hash_of(source), revision_id=source.live_revision_id, compared_at=at
        )


def _mark_up_to_date(basis: VersionBasis, version: BasePage, *, by: User | None, at: datetime) -> None:
    source = public_source_of(version)
    if source is None or basis.changed_at is None:
        return
    pages = read_side_by_side(version, draft=version)
    if pages.source_row is None or pages.differing_fields or pages.is_behind or pages.open_segments:
        return
    _save_compared(basis, source, text_hash=text_hash_of(source), by=by, at=at)


@transaction.atomic
def follow_withdrawal(page: Page, *, at: datetime) -> None:
    """Mark the versions of a Vietnamese page that is no longer public as behind."""
    if not is_version(page):
        _mark_versions(page, text="", at=at)


def _mark_versions(source: Page, *, text: str | None, at: datetime) -> None:
    """Record since when the versions of a page are behind.

    Args:
        text: hash of the public text of the page; empty: there is none; None: it is computed where versions are found.
    """
    bases = _locked_bases().filter(page__translation_key=source.translation_key).exclude(page=source.pk)
    for basis in bases.order_by("pk"):
        text = text_hash_of(source) if text is None else text
        if not basis.text_hash and basis.revision is not None:
            basis.text_hash = _mark(basis.revision.content, of=source.specific_class)
        basis.changed_at = None if text and basis.text_hash == text else basis.changed_at or at
        is_behind = bool(text and basis.changed_at)
        basis.open_segments = len(read_side_by_side(basis.page.specific).open_segments) if is_behind else 0
        basis.save(update_fields=["text_hash", "changed_at", "open_segments"])


@transaction.atomic
def confirm_version(version: Page, *, by: User, seen: str, at: datetime) -> VersionBasis:
    """Record that a person compared a version with the public Vietnamese page, and found the same in both.

    Neither page is changed. Writes an event on the portal.

    Args:
        seen: the hash of the text that the person read (`text_hash_of`).

    Raises:
        EditForbidden: the person may not edit the version.
        NothingToCompare: there is no public Vietnamese page.
        ChangesNotPublic: the public does not read yet what was compared.
        SourceChanged: the Vietnamese page was published again meanwhile.
    """
    lock_actor(by)
    if not version.permissions_for_user(by).can_edit():
        raise EditForbidden
    record = get_directory().for_path(version.path)
    if record is None:
        raise NothingToCompare
    lock_chains({record.id})
    basis, source = _locked_bases().filter(page=version.pk).first(), public_source_of(version)
    if basis is None or source is None:
        raise NothingToCompare
    if basis.page.live and basis.page.has_unpublished_changes:
        raise ChangesNotPublic
    if text_hash_of(source) != seen:
        raise SourceChanged
    _save_compared(basis, source, text_hash=seen, by=by, at=at)
    record_event(
        ContentEventKind.VERSION_COMPARED,
        portal=Portal.objects.get(pk=record.id),
        at=at,
        by=by,
        page=version.pk,
        title=version.title,
        source=source.pk,
        revision=source.live_revision_id,
    )
    return basis


def _locked_bases() -> QuerySet[VersionBasis]:
    """Bases to be locked once the chain of events of their portal is: publications write their event before they
    compare."""
    return VersionBasis.objects.select_for_update(of=("self",), no_key=True).select_related("revision", "page")


def _save_compared(basis: VersionBasis, source: Page, *, text_hash: str, by: User | None, at: datetime) -> None:
    """Save that a version says what its public Vietnamese page says."""
    basis.text_hash, basis.revision_id = text_hash, source.live_revision_id
    basis.compared_at, basis.compared_by, basis.changed_at, basis.open_segments = at, by, None, 0
    basis.save()


@transaction.atomic
def record_wanted(page: Page, revision: Revision, *, at: datetime) -> None:
    """Record whether the board wants an English version of a page that became public, by its latest approval.

    Publications that answer nothing change nothing, nor do those that want it once more.
    """
    if is_version(page):
        return
    approvals = Approval.objects.filter(content_type=content_type_of(Page), object_id=str(page.pk), revision=revision)
    approval = approvals.filter(kind=ApprovalKind.REVIEW).order_by("-pk").first()
    answer = approval.checklist.get(QUESTION) if approval is not None else None
    if approval is not None and answer == NEEDED:
        WantedVersion.objects.get_or_create(
            page_id=page.pk, defaults={"chosen_at": at, "chosen_by": approval.approved_by}
        )
    elif answer == NOT_NEEDED:
        WantedVersion.objects.filter(page=page.pk).delete()
