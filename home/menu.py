"""The order in which a portal names the pages below its homes: read wherever they are listed, changed by its board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page

from audit.events import record_event
from editorial.proposals.actions.proposal import needs_proposal, propose_change
from home.enums import ContentEventKind
from home.models import MenuOrder
from members.access.roles import roles_of
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, get_directory
from sites.enums import PortalState
from sites.errors import PortalArchived
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import AnyUser, User
    from editorial.models import ProposedChange
    from sites.models import Portal


class HasVersions(Protocol):
    """A page, or the facts of one."""

    @property
    def translation_key(self) -> Any: ...


Listed = TypeVar("Listed", bound=HasVersions)


@dataclass(frozen=True, slots=True)
class MenuRow:
    """A page below a home, with its versions in other languages.

    Attributes:
        translation_key: shared by them, as text.
        in_menu: whether one of them has a place in the menu.
        is_public: whether one of them is public.
    """

    translation_key: str
    title: str
    in_menu: bool
    is_public: bool


def order_of_portal() -> Subquery:
    """The order of the portal on which a page stands, to annotate a query of pages with; None where it has none."""
    container = Substr(OuterRef("path"), 1, CONTAINER_PATH_LENGTH)
    return Subquery(MenuOrder.objects.filter(portal__container__path=container).values("sections")[:1])


def in_menu_order(pages: Iterable[Listed], order: Sequence[str] | None) -> list[Listed]:
    """Sort pages below a home, given in the order of the tree. What an order does not name comes last."""
    places = {key: place for place, key in enumerate(order or ())}
    return sorted(pages, key=lambda page: places.get(str(page.translation_key), len(places)))


def menu_rows(portal: Portal) -> list[MenuRow]:
    """Return the pages below the homes of a portal in their present order, drafts included."""
    pages = Page.objects.descendant_of(portal.container).filter(depth=HOME_DEPTH + 1).order_by("path")
    versions: dict[Any, list[Page]] = {}
    for page in pages:
        versions.setdefault(page.translation_key, []).append(page)
    order = MenuOrder.objects.for_portal(portal).values_list("sections", flat=True).first()
    return [
        MenuRow(
            translation_key=str(first.translation_key),
            title=first.get_admin_display_title(),
            in_menu=any(page.show_in_menus for page in versions[first.translation_key]),
            is_public=any(page.live for page in versions[first.translation_key]),
        )
        for first in in_menu_order([pages[0] for pages in versions.values()], order)
    ]


def titles_in_order(order: Sequence[str] | None) -> str:
    """What an order says, a page on a line, in the language of the portal where it has that. Pages that are gone are
    left out."""
    titles: dict[str, str] = {}
    for key, title in (
        Page.objects.filter(translation_key__in=order or ()).order_by("path").values_list("translation_key", "title")
    ):
        titles.setdefault(str(key), title)
    there = [titles[key] for key in order or () if key in titles]
    return "\n".join(f"{place}. {title}" for place, title in enumerate(there, start=1))


def menus_sorted_by(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals of which a person proposes the order of the menu: who approves for them, and their
    administrators. Of an archived one nobody does: it stays as it is."""
    roles, records = roles_of(user, on=on), get_directory().by_id
    keys = roles.reviewed | roles.administered
    return frozenset(key for key in keys if key in records and not records[key].is_archived)


def may_sort_menu(user: AnyUser, portal_id: int | None, *, on: date) -> bool:
    """Whether a person proposes the order of the menu of a portal."""
    return portal_id in menus_sorted_by(user, on=on)


@transaction.atomic
def sort_menu(portal: Portal, order: Sequence[str], *, by: User, at: datetime) -> tuple[bool, ProposedChange | None]:
    """Submit another order of the menu to the board; before the portal is open, write it at once.

    Pages that came since the order was read stand last; those that are gone, or are of no home of this portal, are
    left out. Returns whether the order is another one, and the proposal; None where it was written at once, or is as it
    was.

    Raises:
        PermissionDenied: somebody else sorts it.
        PortalArchived: nothing new becomes public on it.
        ChangeWaits: a proposal of somebody else waits.
    """
    portal = locked_portal(portal.pk)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if not may_sort_menu(by, portal.pk, on=timezone.localdate(at)):
        raise PermissionDenied
    now = [row.translation_key for row in menu_rows(portal)]
    wanted = [key for key in dict.fromkeys(order) if key in now]
    wanted += [key for key in now if key not in wanted]
    if wanted == now:
        return False, None
    row, _created = MenuOrder.objects.get_or_create(portal=portal, defaults={"sections": now})
    if needs_proposal(row):
        return True, propose_change(row, {"sections": wanted}, by=by, at=at)
    row.sections = wanted
    row.save(update_fields=["sections"])
    record_event(ContentEventKind.MENU_SORTED, portal=portal, at=at, by=by)
    return True, None
