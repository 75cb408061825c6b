"""Rows held until the transaction ends, in one order everywhere, so that no two wait for each other for ever.

First the portal, of whoever changes it or relies on its state, then accounts (`members.access.actor.lock_actor`).
Then pages: what an item stands for, then the item; of several, by their keys. Then what is public besides pages
(`editorial.proposals.reviewed_models`):
the look of a portal, and after it pictures and documents by kind and key, those that are going to be approved or
written. Then the proposals about all these, by their keys. Last the chains of events, all that will be written to
(`audit.events.lock_chains`). Rooms above lock after them what follows a publication or a withdrawal.

Every lock is one that only those wait for who lock or change the row as well (`no_key`). PostgreSQL asks at the end of
a transaction whether the rows are there that it points at: portal and actor of an event, with the chain in hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from audit.events import lock_chains
from audit.locking import atomic_refusing_deadlocks
from editorial.enums import ProposalKind
from editorial.errors import PageDeleted, VersionChanged
from editorial.integrity.approvals import proposed_files
from editorial.integrity.shown_files import Files, ShownFiles
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import ReviewedModel, reviewed_model
from editorial.withdrawal.page_groups import goes_by_proposal, original_in_latest_version, original_sent, stand_ins_for
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User


def stored_portal_of(row: Model) -> int | None:
    """Key of the portal of a registered row, as the database has it. Nothing is locked.

    Raises:
        TargetGone: there is no such row, or nothing of its kind is public.
    """
    rule, stored = reviewed_model(type(row)), type(row)._base_manager.filter(pk=row.pk).first()
    if rule is None or stored is None:
        raise TargetGone
    return rule.portal_of(stored)


def locked_row(row: Model) -> tuple[ReviewedModel, Model]:
    """What is registered of a row, and the row as the database has it.

    Raises:
        TargetGone: there is no such row, or nothing of its kind is public.
    """
    rule = reviewed_model(type(row))
    if rule is None:
        raise TargetGone
    rule.lock_related(str(row.pk))
    stored = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if stored is None:
        raise TargetGone
    return rule, stored


def lock_row(model: type[Model], key: int) -> None:
    """Lock a registered row that is about to be saved, and first its portal: nobody opens it, proposes a change of the
    row or approves what shows it meanwhile. Nothing where there is none."""
    rule, row = reviewed_model(model), model._base_manager.filter(pk=key).first()
    if rule is None or row is None:
        return
    if (portal := rule.portal_of(row)) is not None:
        locked_portal(portal)
    list(model._base_manager.select_for_update(no_key=True).filter(pk=key).values_list("pk"))


def lock_files(files: Mapping[type[Model], Iterable[int]]) -> dict[type[Model], list[Model]]:
    """Lock pictures and documents, after the pages or the row that show them: they stay what they are while somebody
    approves them. Returns them as the database has them."""
    held = {}
    for model in sorted(files, key=lambda kind: kind._meta.label_lower):
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=files[model])
        held[model] = list(rows.order_by("pk"))
    return held


def lock_files_seen(files: Files) -> ShownFiles:
    """Lock pictures and documents for whoever has looked at them: refused if that had to wait for somebody who made one
    something else. Returns them as they are and stay.

    Raises:
        VersionChanged: see above.
    """
    before = ShownFiles(files).hashes
    held = ShownFiles(files, {model: {row.pk: row for row in rows} for model, rows in lock_files(files).items()})
    if held.hashes != before:
        raise VersionChanged
    return held


def locked_public_page(key: int) -> Page:
    """A page that is public.

    Raises:
        TargetGone: it is not, or not any more.
    """
    page = Page.objects.select_for_update(no_key=True).filter(pk=key, live=True).first()
    if page is None:
        raise TargetGone
    return page


def lock_original(page: Page) -> None:
    """Lock the page that the latest version of an item stands for."""
    key = original_in_latest_version(page)
    if key is not None:
        _held(key)


def lock_edited(key: int, sent: Mapping[str, str], *, page: Page | None = None) -> None:
    """Lock a page that is about to be saved, and first what it stands for: now, and by what was sent.

    Args:
        page: as it was read before, where it was.

    Raises:
        PageDeleted: somebody deleted it just now.
    """
    page = page or Page.objects.filter(pk=key).first()
    if page is None:
        return
    named = (original_in_latest_version(page), original_sent(page, sent))
    originals = {original for original in named if original is not None}
    if originals:
        _held(*originals)
    if not _held(key):
        raise PageDeleted


@contextmanager
def edited_page(page: Page, *, by: User) -> Iterator[Any]:
    """One transaction in which the person, and nobody else, edits a page; yields it as it is stored, of its own type.

    Raises:
        PageDeleted: somebody deleted it just now.
        ChangedMeanwhile: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_edited(page.pk, {})
        stored = Page.objects.filter(pk=page.pk).first()
        if stored is None:
            raise PageDeleted
        yield stored.specific


def lock_target(change: ProposedChange) -> list[Page]:
    """Lock what a proposal is about. Where it takes pages off the public: what goes with them, what stands for them,
    and all that is proposed about them. Returns these pages: their chains are to be held once the proposal is."""
    if change.kind == ProposalKind.UNPUBLISH:
        keys = [page.pk for page in goes_by_proposal(change)]
        pages = [*_held(*keys), *lock_followers(keys)]
        lock_proposals_about(pages)
        return pages
    if (model := change.content_type.model_class()) is not None:
        if (rule := reviewed_model(model)) is not None:
            rule.lock_related(change.object_id)
        list(model._base_manager.select_for_update(no_key=True).filter(pk=change.object_id).values_list("pk"))
    lock_files(proposed_files(change))
    return []


def lock_page(key: int) -> None:
    """Lock one page, if it is there."""
    _held(key)


def lock_places(keys: Collection[int], *, beside: Iterable[int] = ()) -> None:
    """Lock pages that are about to be moved or deleted, what stands below and right above them, and `beside` them where
    they will stand."""
    before: set[str] | None = None
    while (paths := _places(keys)) != before:
        wanted = Q(pk__in=beside) | Q(path__in=[path[: -Page.steplen] for path in paths])
        for path in paths:
            wanted |= Q(path__startswith=path)
        list(Page.objects.select_for_update(no_key=True).filter(wanted).order_by("pk").values_list("pk"))
        before = paths


def _places(keys: Collection[int]) -> set[str]:
    # Below the root of all stands everything, and nobody moves it.
    return set(Page.objects.filter(pk__in=keys, depth__gt=1).values_list("path", flat=True))


def lock_what_goes(pages: Iterable[Page]) -> list[Page]:
    """Lock public pages that go together, and all that their going writes to. Those that still are public, in the given
    order, as the database has them."""
    order = [page.pk for page in pages]
    held = {page.pk: page for page in _held(*order)}
    followers = lock_followers(order)
    lock_chains_of([*held.values(), *followers])
    return [held[key] for key in order if key in held and held[key].live]


def lock_followers(keys: Iterable[int]) -> list[Page]:
    """Lock the items that stand for some pages, public or not, and those that stand for these."""
    found: dict[int, Page] = {}
    seen = new = set(keys)
    while new:
        new = set(stand_ins_for(new).values_list("pk", flat=True)) - seen
        seen = seen | new
        found |= {page.pk: page for page in _held(*new)} if new else {}
    return list(found.values())


def lock_chains_of(pages: Iterable[Page]) -> None:
    """Lock what is proposed about pages, and then the chains of events that are written to when they stop being public:
    those of their portals, and of who decides on such a proposal."""
    pages = list(pages)
    records = [get_directory().for_path(page.path) for page in pages]
    portals = {record.id for record in records if record} | lock_proposals_about(pages)
    lock_chains(portals)


def lock_proposals_about(pages: Iterable[Page]) -> set[int]:
    """Lock the open proposals about pages. Keys of the portals whose boards decide on them."""
    keys = [str(page.pk) for page in pages]
    rows = ProposedChange.objects.select_for_update(no_key=True).open()
    rows = rows.filter(content_type=ContentType.objects.get_for_model(Page), object_id__in=keys)
    return set(rows.order_by("pk").values_list("portal", flat=True))


def _held(*keys: int) -> list[Page]:
    return list(Page.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
