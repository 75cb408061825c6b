"""Best bets: answers that those who approve on the board of a portal put above the hits of some words until a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from audit.events import record_event
from formats.vietnamese.folding import Forms, word_forms
from formats.vietnamese.text import clean_text
from home.queries import public_branches
from home.serving.addresses import url_from
from information.official_addresses import address_fault
from search.enums import SearchEventKind
from search.errors import (
    BestBetAddressRefused,
    BestBetBackwards,
    BestBetNowhere,
    BestBetsForbidden,
    BestBetTooMany,
    BestBetWordless,
)
from search.models import SearchBestBet
from search.permissions import can_keep_best_bets
from search.words.query import Query
from search.words.question_words import is_typed
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal
from sites.registry import public_page_of

if TYPE_CHECKING:
    from wagtail.models import Page

    from accounts.models import User
    from sites.directory import PortalRecord
    from sites.models import Portal

# Phrases of one best bet, words of a phrase, best bets of a portal that are in force, and those shown for a query.
MAX_PHRASES: Final = 30
MAX_WORDS: Final = 8
MAX_OF_PORTAL: Final = 100
MAX_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class BestBetEntry:
    """Facts of a best bet, as a board enters them.

    Attributes:
        phrases: one on a line.
        address: of a public page of any portal of the city, or of an official site outside.
    """

    language: str
    phrases: str
    title: str
    note: str
    address: str
    valid_from: date
    valid_until: date


class ShownBestBet(NamedTuple):
    """A best bet as readers see it; `outside_host` is empty for pages of the city's portals."""

    title: str
    note: str
    url: str
    source: str
    outside_host: str


def best_bets_for(query: Query, portal: PortalRecord, *, with_city: bool, day: date) -> list[ShownBestBet]:
    """Answers that the board of the portal put first for a query, in the active language; the city's with them, where
    the whole city is searched. Pages that are public no more are left out."""
    directory, language = get_directory(), get_language()
    keepers = {portal.id} | ({directory.city.id} if with_city and directory.city is not None else set())
    rows = SearchBestBet.objects.for_portals(keepers).in_force(on=day).filter(language=language)
    typed = [forms for term in query.in_order for forms in term.forms]
    matching = [row for row in rows.select_related("page") if _is_asked(row.phrases, typed)]
    if not matching:
        return []
    public = public_branches(language)
    matching.sort(key=lambda row: (row.portal_id != portal.id, row.title))
    shown = (_shown(row, portal, public) for row in matching)
    return [bet for bet in shown if bet is not None][:MAX_SHOWN]


def _shown(row: SearchBestBet, portal: PortalRecord, public: set[str]) -> ShownBestBet | None:
    if row.leads_nowhere:
        return None
    if row.page is None:
        host = urlsplit(row.address).hostname or ""
        return ShownBestBet(row.title, row.note, row.address, "", host)
    record = get_directory().for_path(row.page.path)
    url = url_from(row.page.path, row.page.url_path, portal.site_id)
    if record is None or url is None or not (row.page.live and record.is_readable and record.container_path in public):
        return None
    return ShownBestBet(row.title, row.note, url, record.name, "")


def address_of(row: SearchBestBet) -> str:
    """Address of a best bet, as a board enters it; empty: its page was deleted."""
    return row.address if row.page is None else (url_from(row.page.path, row.page.url_path, None) or "")


@transaction.atomic
def set_best_bet(
    portal_id: int, entry: BestBetEntry, *, by: User, at: datetime, instead_of: SearchBestBet | None = None
) -> SearchBestBet:
    """Put something first for what people type on a portal, or change that. No event where nothing differs.

    Raises:
        TargetGone: there is no such portal, or best bet.
        BestBetsForbidden: the person does not approve on the board of the portal.
        BestBetWordless, BestBetBackwards, BestBetNowhere, BestBetAddressRefused: of what was entered.
        BestBetTooMany: the portal has many others that are in force, or will be.
    """
    portal = _locked(portal_id, by=by, at=at)
    facts = _checked(entry)
    if instead_of is None:
        _refuse_too_many(portal, entry, today=timezone.localdate(at))
        row = SearchBestBet.objects.create(portal=portal, **facts)
        record_event(SearchEventKind.BEST_BET_SET, portal=portal, at=at, by=by, best_bet=_as_text(row))
        return row
    known = _row(instead_of, portal)
    former = _as_text(known)
    if all(getattr(known, name) == value for name, value in facts.items()):
        return known
    _refuse_too_many(portal, entry, today=timezone.localdate(at), but=known)
    SearchBestBet.objects.filter(pk=known.pk).update(**facts)
    known = _row(instead_of, portal)
    record_event(
        SearchEventKind.BEST_BET_CHANGED, portal=portal, at=at, by=by, best_bet=_as_text(known), former_best_bet=former
    )
    return known


@transaction.atomic
def remove_best_bet(bet: SearchBestBet, *, by: User, at: datetime) -> None:
    """Take a best bet away.

    Raises:
        TargetGone: it is gone.
        BestBetsForbidden: the person does not approve on the board of its portal.
    """
    portal = _locked(bet.portal_id, by=by, at=at)
    row = _row(bet, portal)
    former = _as_text(row)
    row.delete()
    record_event(SearchEventKind.BEST_BET_REMOVED, portal=portal, at=at, by=by, former_best_bet=former)


def _locked(portal_id: int, *, by: User, at: datetime) -> Portal:
    portal = locked_portal(portal_id)
    if not can_keep_best_bets(by, portal_id, on=timezone.localdate(at)):
        raise BestBetsForbidden
    return portal


def _row(bet: SearchBestBet, portal: Portal) -> SearchBestBet:
    row = SearchBestBet.objects.for_portal(portal).select_related("page").filter(pk=bet.pk).first()
    if row is None:
        raise TargetGone
    return row


def _refuse_too_many(portal: Portal, entry: BestBetEntry, *, today: date, but: SearchBestBet | None = None) -> None:
    """Count those that have not ended, without one that is changed; one that ended before today is not counted."""
    if entry.valid_until < today:
        return
    others = SearchBestBet.objects.for_portal(portal).filter(valid_until__gte=today)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.count() >= MAX_OF_PORTAL:
        raise BestBetTooMany


def _checked(entry: BestBetEntry) -> dict[str, Any]:
    facts = asdict(entry)
    lines = list(dict.fromkeys(filter(None, map(clean_text, entry.phrases.splitlines()))))
    if not lines or len(lines) > MAX_PHRASES or not all(0 < len(word_forms(line)) <= MAX_WORDS for line in lines):
        raise BestBetWordless
    if entry.valid_until < entry.valid_from:
        raise BestBetBackwards
    facts["phrases"] = "\n".join(lines)
    facts["title"], facts["note"] = clean_text(entry.title), clean_text(entry.note)
    facts["page"], facts["address"] = _target(entry.address.strip())
    return facts


def _target(address: str) -> tuple[Page | None, str]:
    """The public page of an address of a portal, or the address itself, where it is an official one outside."""
    try:
        is_ours = get_directory().by_host((urlsplit(address).hostname or "").lower()) is not None
        page = public_page_of(address)
    except ValueError:
        raise BestBetNowhere from None
    if not is_ours:
        if address_fault(address, hosts=settings.SEARCH_OFFICIAL_HOSTS) is not None:
            raise BestBetAddressRefused
        return None, address
    if page is None:
        raise BestBetNowhere
    # Its row, of whatever type it is: the column holds pages.
    return page.page_ptr if hasattr(page, "page_ptr") else page, ""


def _is_asked(phrases: str, typed: list[Forms]) -> bool:
    """Whether one of the phrases stands in what was typed, word by word."""
    return any(
        is_typed(words, typed[at : at + len(words)])
        for words in _words_of(phrases)
        for at in range(len(typed) - len(words) + 1)
    )


@lru_cache(maxsize=2_000)
def _words_of(phrases: str) -> tuple[tuple[Forms, ...], ...]:
    """Words of each phrase, cut once in a process and not for every search."""
    return tuple(map(word_forms, phrases.splitlines()))


def _as_text(row: SearchBestBet) -> str:
    phrases = "; ".join(row.phrases.splitlines())
    until = f"{row.valid_from.isoformat()} – {row.valid_until.isoformat()}"
    return f"{phrases} → {row.title} ({address_of(row)}; {row.language}; {until})"
