"""Phrases that are never suggested, kept by the board of the city portal for all portals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from formats.vietnamese.folding import folded_words
from formats.vietnamese.text import clean_text
from search.enums import SearchEventKind
from search.errors import NeverSuggestedForbidden, NeverSuggestedTooMany, NeverSuggestedWordless
from search.models import NeverSuggested
from search.models.synonym import PHRASE_LENGTH
from search.permissions import can_keep_synonyms
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User

MOST: Final = 500


def never_suggested() -> list[NeverSuggested]:
    return list(NeverSuggested.objects.all())


def is_never_suggested(text: str, phrases: Iterable[NeverSuggested]) -> bool:
    """Whether a text has one of the phrases as whole words, with any marks."""
    words = f" {folded_words(text)} "
    return any(f" {row.folded} " in words for row in phrases)


@transaction.atomic
def change_never_suggested(add: Iterable[str], remove: Iterable[str], *, by: User, at: datetime) -> None:
    """Add phrases and take others away; what others did meanwhile stays. No event where nothing differs.

    Raises:
        NeverSuggestedForbidden: the person is not on the board of the city portal.
        NeverSuggestedWordless: a phrase has no word, or is too long.
        NeverSuggestedTooMany: there would be more than a list that somebody looks through.
    """
    if not can_keep_synonyms(by, on=timezone.localdate(at)):
        raise NeverSuggestedForbidden
    portal = locked_portal(get_directory().city.id)
    wanted, unwanted = _by_folded(add), _by_folded(remove)
    known = {row.folded: row for row in never_suggested()}
    new = [NeverSuggested(phrase=text, folded=key) for key, text in wanted.items() if key not in known]
    gone = [known[key] for key in unwanted.keys() - wanted.keys() if key in known]
    if len(known) + len(new) - len(gone) > MOST:
        raise NeverSuggestedTooMany
    if not new and not gone:
        return
    NeverSuggested.objects.filter(pk__in=[row.pk for row in gone]).delete()
    NeverSuggested.objects.bulk_create(new)
    told = {"never_suggested": _as_text(new), "suggested_again": _as_text(gone)}
    told = {name: text for name, text in told.items() if text}
    record_event(SearchEventKind.NEVER_SUGGESTED_CHANGED, portal=portal, at=at, by=by, **told)


def _by_folded(phrases: Iterable[str]) -> dict[str, str]:
    found = {}
    for text in filter(None, map(clean_text, phrases)):
        folded = folded_words(text)
        if not folded or max(len(folded), len(text)) > PHRASE_LENGTH:
            raise NeverSuggestedWordless(text[:PHRASE_LENGTH])
        found[folded] = text
    return found


def _as_text(rows: list[NeverSuggested]) -> str:
    return ", ".join(sorted(row.phrase for row in rows))
