"""Official English names of a portal: those that hold there, and the verbs that change its own."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from audit.events import record_event
from home.enums import ContentEventKind
from home.models import GlossaryTerm, TermKind
from home.translations.suggestions.official_names import OfficialName, OfficialNames, name_key, shipped_names
from members.access.actor import lock_actor
from members.access.permissions import can_edit_content
from sites.directory import PortalRecord, get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal
from sites.naming import split_name

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


class TermForbidden(PortalRefusal):
    code = "term_forbidden"
    message = _("Official names of a portal are entered by those who edit its pages.")


class TermKnown(PortalRefusal):
    code = "term_known"
    message = _("There is an official English name for this already.")


class TermWordless(PortalRefusal):
    code = "term_wordless"
    message = _("Write the Vietnamese name in words.")


class PortalName(NamedTuple):
    """Name of a listed portal of this installation, as the directory has it."""

    kind: str
    vietnamese: str
    english: str


def installed_names() -> tuple[OfficialName, ...]:
    """Return names that no board entered: those of listed portals of this installation, then those that ship with it.
    Of several for one thing, the first one holds."""
    return _installed(_portal_names())


def _portal_names() -> tuple[PortalName, ...]:
    return tuple(
        PortalName(one.kind, one.name_vi, one.name_en)
        for one in get_directory().records
        if one.is_listed and one.name_en and one.name_en != one.name_vi
    )


@lru_cache(maxsize=2)
def _installed(portals: tuple[PortalName, ...]) -> tuple[OfficialName, ...]:
    ours = [
        OfficialName(
            TermKind.BODY if split_name(one.vietnamese, one.kind) is None else TermKind.UNIT,
            one.vietnamese,
            one.english,
        )
        for one in portals
    ]
    return tuple({name_key(one.vietnamese): one for one in reversed((*ours, *shipped_names()))}.values())


def names_on(portal: PortalRecord | None, *, with_installed_units: bool = True) -> OfficialNames:
    """Names that hold on a portal. Its own take precedence, then those of the city portal, then those that no board
    entered.

    Args:
        portal: None: those of the city portal, and those that no board entered.
        with_installed_units: with units of the area among the latter.
    """
    city = get_directory().city
    rows = GlossaryTerm.objects.for_portals({one.id for one in (portal, city) if one is not None})
    entered = [
        OfficialName(row.kind, row.vietnamese, row.english, row.basis)
        for row in sorted(rows, key=lambda row: portal is not None and row.portal_id == portal.id)
    ]
    return _names(_portal_names(), tuple(entered), with_installed_units=with_installed_units)


@lru_cache(maxsize=50)
def _names(
    portals: tuple[PortalName, ...], entered: tuple[OfficialName, ...], *, with_installed_units: bool
) -> OfficialNames:
    """Index names. An index is used again as long as no name changed: each page of a large submission asks for it."""
    installed = [one for one in _installed(portals) if with_installed_units or one.kind != TermKind.UNIT]
    return OfficialNames({name_key(one.vietnamese): one for one in (*installed, *entered)}.values())


def add_term(portal_id: int, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    """Add a name, with an event on the portal.

    Raises:
        TermForbidden: the person does not edit the pages of the portal.
        TermWordless: the Vietnamese name has neither letter nor digit.
        TermKnown: the portal has one for it.
    """
    return _save(GlossaryTerm(portal_id=portal_id), entry, by=by, at=at)


def change_term(term: GlossaryTerm, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    """Change a name, with an event on its portal.

    Raises:
        TermForbidden: the person does not edit the pages of the portal.
        TermWordless: the Vietnamese name has neither letter nor digit.
        TermKnown: the portal has another one for it.
        TargetGone: somebody removed it.
    """
    return _save(term, entry, by=by, at=at)


@transaction.atomic
def _save(term: GlossaryTerm, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    portal = _held_portal(term.portal_id, by=by, at=at)
    stored = GlossaryTerm.objects.for_portal(portal).filter(pk=term.pk).first()
    if stored is None and term.pk is not None:
        raise TargetGone
    if not any(letter.isalnum() for letter in entry.vietnamese):
        raise TermWordless
    others = GlossaryTerm.objects.for_portal(portal).exclude(pk=term.pk).values_list("vietnamese", flat=True)
    if name_key(entry.vietnamese) in map(name_key, others):
        raise TermKnown
    row = stored or GlossaryTerm(portal_id=portal.pk)
    former = str(row) if row.pk is not None else ""
    for name, value in asdict(entry).items():
        setattr(row, name, value)
    row.save()
    _record(row, former=former, term=str(row), by=by, at=at)
    return row


@transaction.atomic
def remove_term(term: GlossaryTerm, *, by: User, at: datetime) -> None:
    """Remove a name, with an event on its portal.

    Raises:
        TermForbidden: the person does not edit the pages of the portal.
        TargetGone: somebody did already.
    """
    portal = _held_portal(term.portal_id, by=by, at=at)
    stored = GlossaryTerm.objects.for_portal(portal).filter(pk=term.pk).first()
    if stored is None:
        raise TargetGone
    stored.delete()
    _record(term, former=str(stored), term="", by=by, at=at)


def _held_portal(portal_id: int, *, by: User, at: datetime) -> Portal:
    portal = locked_portal(portal_id)
    lock_actor(by)
    if not can_edit_content(by, portal.pk, on=timezone.localdate(at)):
        raise TermForbidden
    return portal


def _record(row: GlossaryTerm, *, former: str, term: str, by: User, at: datetime) -> None:
    facts = {name: value for name, value in (("former_term", former), ("term", term)) if value}
    record_event(ContentEventKind.GLOSSARY_CHANGED, portal=row.portal, at=at, by=by, **facts)
