"""Official English names: those of a portal, those that a text needs, and the verbs that change them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from audit.events import record_event
from home.enums import ContentEventKind
from home.models import GlossaryTerm
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User


class TermKnown(PortalRefusal):
    code = "term_known"
    message = _("There is an official English name for this already.")


@dataclass(frozen=True, slots=True)
class TermEntry:
    """Facts of an official name, as an editor enters them."""

    kind: str
    vietnamese: str
    english: str
    basis: str = ""


def terms_on(portal_id: int) -> list[GlossaryTerm]:
    """Names that hold on a portal, longer ones first: those of the city and its own, which take precedence."""
    city = get_directory().city
    rows = GlossaryTerm.objects.for_portals({portal_id} | ({city.id} if city is not None else set()))
    found: dict[str, GlossaryTerm] = {}
    for row in sorted(rows, key=lambda row: row.portal_id == portal_id):
        found[row.vietnamese.casefold()] = row
    return sorted(found.values(), key=lambda row: -len(row.vietnamese))


def terms_in(text: str, terms: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """Official names found in a Vietnamese text, each once; a name inside a longer one is passed over."""
    found, rest = [], text
    for term in terms:
        pattern = re.compile(rf"(?<!\w){re.escape(term.vietnamese)}(?!\w)", re.IGNORECASE)
        if pattern.search(rest):
            found.append(term)
            rest = pattern.sub(" ", rest)
    return found


def is_used(term: GlossaryTerm, text: str) -> bool:
    """Whether an English text has the official name; case and kind of apostrophe do not matter."""
    return _normalized(term.english) in _normalized(text)


def _normalized(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def add_term(portal_id: int, entry: TermEntry, *, by: User, at: datetime) -> GlossaryTerm:
    """Add a name, with an event on the portal. Who may is asked by the caller: those who edit its pages.

    Raises:
        TermKnown: the portal has one for it.
    """
    return _save(GlossaryTerm(portal_id=portal_id), entry, by=by, at=at)


def change_term(term: GlossaryTerm, entry: TermEntry, *, by: User, at: datetime) -> GlossaryTerm:
    """Change a name, with an event on its portal.

    Raises:
        TermKnown: the portal has another one for it.
        TargetGone: somebody removed it.
    """
    return _save(term, entry, by=by, at=at)


@transaction.atomic
def _save(term: GlossaryTerm, entry: TermEntry, *, by: User, at: datetime) -> GlossaryTerm:
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
