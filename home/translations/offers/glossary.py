"""Official English names of a portal: those that hold there, and the verbs that change its own."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from audit.events import record_event
from home.enums import ContentEventKind
from home.models import GlossaryTerm, TermKind
from home.translations.offers.official_names import OfficialName, OfficialNames, name_key, shipped_names
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal
from sites.naming import split_name

if TYPE_CHECKING:
    from accounts.models import User


class TermKnown(PortalRefusal):
    code = "term_known"
    message = _("There is an official English name for this already.")


def installed_names() -> list[OfficialName]:
    """Names that no board entered: those of the portals of this installation, and those that ship with it. Of several
    for one thing, the first one holds."""
    portals = [
        OfficialName(
            TermKind.BODY if split_name(one.name_vi, one.kind) is None else TermKind.UNIT, one.name_vi, one.name_en
        )
        for one in get_directory().records
        if one.name_en and one.name_en != one.name_vi
    ]
    return list({name_key(one.vietnamese): one for one in reversed((*portals, *shipped_names()))}.values())


def names_on(portal_id: int, *, with_installed_units: bool = True) -> OfficialNames:
    """Names that hold on a portal. Its own take precedence, then those of the city portal, then those that no board
    entered.

    Args:
        with_installed_units: with units of the area among the latter.
    """
    city = get_directory().city
    rows = GlossaryTerm.objects.for_portals({portal_id} | ({city.id} if city is not None else set()))
    found = {
        name_key(one.vietnamese): one for one in installed_names() if with_installed_units or one.kind != TermKind.UNIT
    }
    for row in sorted(rows, key=lambda row: row.portal_id == portal_id):
        found[name_key(row.vietnamese)] = OfficialName(row.kind, row.vietnamese, row.english, row.basis)
    return OfficialNames(found.values())


def add_term(portal_id: int, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    """Add a name, with an event on the portal. Who may is asked by the caller: those who edit its pages.

    Raises:
        TermKnown: the portal has one for it.
    """
    return _save(GlossaryTerm(portal_id=portal_id), entry, by=by, at=at)


def change_term(term: GlossaryTerm, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    """Change a name, with an event on its portal.

    Raises:
        TermKnown: the portal has another one for it.
        TargetGone: somebody removed it.
    """
    return _save(term, entry, by=by, at=at)


@transaction.atomic
def _save(term: GlossaryTerm, entry: OfficialName, *, by: User, at: datetime) -> GlossaryTerm:
    portal = locked_portal(term.portal_id)
    lock_actor(by)
    stored = GlossaryTerm.objects.for_portal(portal).filter(pk=term.pk).first()
    if stored is None and term.pk is not None:
        raise TargetGone
    same = GlossaryTerm.objects.for_portal(portal).filter(vietnamese__iexact=entry.vietnamese).exclude(pk=term.pk)
    if same.exists():
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
        TargetGone: somebody did already.
    """
    portal = locked_portal(term.portal_id)
    lock_actor(by)
    stored = GlossaryTerm.objects.for_portal(portal).filter(pk=term.pk).first()
    if stored is None:
        raise TargetGone
    stored.delete()
    _record(term, former=str(stored), term="", by=by, at=at)


def _record(row: GlossaryTerm, *, former: str, term: str, by: User, at: datetime) -> None:
    facts = {name: value for name, value in (("former_term", former), ("term", term)) if value}
    record_event(ContentEventKind.GLOSSARY_CHANGED, portal=row.portal, at=at, by=by, **facts)
