"""Former addresses that lead on: rows of `wagtail.contrib.redirects`, which belong to a portal by its site.

Two sorts. The product keeps the addresses of pages that got another slug or place. People name a page that takes the
place of a withdrawn one, or import one from a former portal.
`home.publication.former_addresses` reads them where nothing else answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from audit.events import record_event
from editorial.enums import ReviewEventKind
from editorial.errors import RedirectsForbidden, SuccessorIsHome, SuccessorUntranslated
from editorial.withdrawal.page_groups import is_fixed
from members.access.permissions import reviewed_portals
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal
from sites.registry import public_page_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from accounts.models import AnyUser, User
    from sites.models import Portal

LONGEST_ADDRESS: Final[int] = Redirect._meta.get_field("old_path").max_length
# Rows in one statement, and addresses that an event names.
CHUNK: Final = 500
MOST_NAMED: Final = 10


def redirects_of(portals: Iterable[int]) -> QuerySet[Redirect]:
    """Former addresses of some portals, by their keys."""
    known = get_directory().by_id
    sites = [known[key].site_id for key in portals if key in known]
    return Redirect.objects.filter(site__in=sites).select_related("redirect_page")


def can_take_back_redirects(user: AnyUser, portal_id: int, *, on: date) -> bool:
    """Whether the person approves on the board of the portal: what an address answers is public at once."""
    return portal_id in reviewed_portals(user, on=on)


@transaction.atomic
def keep_addresses(
    portal: Portal,
    pages: Mapping[str, int],
    *,
    at: datetime,
    by: User | None = None,
    automatically_created: bool = True,
) -> None:
    """Let former addresses of a portal lead to pages, instead of where they led before.

    An address that is longer than a row holds is left out, which the record tells.

    Args:
        pages: keys of pages by address: a path below the host, with its query where it has one.
        automatically_created: a page was there, with former versions below its address. Otherwise a person named the
            page.
    """
    paths = {Redirect.normalise_path(address): key for address, key in pages.items()}
    rows = [
        Redirect(
            old_path=path, site_id=portal.site_id, redirect_page_id=key, automatically_created=automatically_created
        )
        for path, key in paths.items()
        if len(path) <= LONGEST_ADDRESS
    ]
    if rows:
        changed = ["redirect_page", "redirect_link", "redirect_page_route_path", "automatically_created"]
        Redirect.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["old_path", "site"], update_fields=changed, batch_size=CHUNK
        )
        _record(ReviewEventKind.ADDRESS_KEPT, [row.old_path for row in rows], portal=portal, at=at, by=by)
    if long := [path for path in paths if len(path) > LONGEST_ADDRESS]:
        _record(ReviewEventKind.ADDRESS_LEFT_OUT, long, portal=portal, at=at, by=by)


def without_named(portal: Portal, pages: Mapping[str, int]) -> dict[str, int]:
    """Addresses for which nobody named a page yet."""
    by_path = {Redirect.normalise_path(address): address for address in pages}
    named = Redirect.objects.filter(site=portal.site_id, old_path__in=by_path, automatically_created=False)
    taken = {by_path[path] for path in named.values_list("old_path", flat=True)}
    return {address: key for address, key in pages.items() if address not in taken}


def _record(kind: ReviewEventKind, paths: Sequence[str], *, portal: Portal, at: datetime, by: User | None) -> None:
    """Name some of many addresses: the record is read by people."""
    named = "\n".join(paths[:MOST_NAMED])
    record_event(kind, portal=portal, at=at, by=by, former_address=named, addresses=len(paths))


def refuse_unfit_successor(successor: Page, going: Iterable[Page]) -> None:
    """Refuse a page that readers of some pages that go would not be led to.

    Raises:
        SuccessorIsHome: it is a home.
        SuccessorUntranslated: a Vietnamese page goes, and it is not public in Vietnamese.
    """
    if is_fixed(successor):
        raise SuccessorIsHome
    languages = {page.locale.language_code for page in going}
    if settings.LANGUAGE_CODE in languages - _public_versions(successor).keys():
        raise SuccessorUntranslated


def _public_versions(page: Page) -> dict[str, Page]:
    """Versions of a page that readers come to, by the codes of their languages."""
    versions = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    return {one.locale.language_code: one for one in versions if public_page_of(one.full_url or "") is not None}


def lead_to_successor(
    withdrawn: Mapping[str, str], successor: Page | None, *, portal: Portal, at: datetime, by: User | None
) -> None:
    """Let the addresses of withdrawn pages lead to the page that takes their place, in their language where it has
    that, else to the Vietnamese version, which readers are offered; forget where they led before.

    In the transaction of the withdrawal.

    Args:
        withdrawn: codes of languages by the address of each page.
    """
    paths = [Redirect.normalise_path(address) for address in withdrawn]
    Redirect.objects.filter(site=portal.site_id, old_path__in=paths, automatically_created=False).delete()
    if successor is None:
        return
    versions = _public_versions(successor)
    found = {address: versions.get(code) or versions.get(settings.LANGUAGE_CODE) for address, code in withdrawn.items()}
    led = {address: page.pk for address, page in found.items() if page is not None}
    keep_addresses(portal, led, at=at, by=by, automatically_created=False)


@transaction.atomic
def take_back_redirect(redirect: Redirect, *, by: User, at: datetime) -> None:
    """Let a former address answer again that nothing is there.

    Raises:
        TargetGone: it leads nowhere any more.
        RedirectsForbidden: the person does not approve on the board of its portal.
    """
    record = get_directory().for_site(redirect.site_id)
    if record is None:
        raise TargetGone
    portal = locked_portal(record.id)
    if not can_take_back_redirects(by, portal.pk, on=timezone.localdate(at)):
        raise RedirectsForbidden
    row = redirects_of([portal.pk]).select_for_update(of=("self",), no_key=True).filter(pk=redirect.pk).first()
    if row is None:
        raise TargetGone
    row.delete()
    _record(ReviewEventKind.ADDRESS_TAKEN_BACK, [row.old_path], portal=portal, at=at, by=by)
