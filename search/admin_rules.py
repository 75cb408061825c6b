"""The rule of each admin address of the search: synonyms and what is never suggested are common to all portals,
so that they name no portal;
a best bet is one of a portal on whose board the person approves; statistics and the index are the operators'."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody, nobody
from members.access.permissions import reviewed_portals
from members.access.scope import Scope
from search.models import SearchBestBet
from search.permissions import can_keep_synonyms


def keeps_synonyms(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The person sits on the board of the city portal."""
    return can_keep_synonyms(request.user, on=timezone.localdate())


CITY_BOARD = ("synonyms", "synonyms_results", "synonym_add", "synonym", "never_suggested")
register_admin_rules({f"search_admin:{name}": keeps_synonyms for name in CITY_BOARD})


def own_best_bet(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The best bet is of a portal on whose board the person approves."""
    portals = reviewed_portals(request.user, on=timezone.localdate())
    return SearchBestBet.objects.for_portals(portals).filter(pk=kwargs["bet_id"]).exists()


# The list and the form for a new one ask by themselves.
register_admin_rules({f"search_admin:{name}": anybody for name in ("best_bets", "best_bets_results", "best_bet_add")})
register_admin_rules({f"search_admin:{name}": own_best_bet for name in ("best_bet", "best_bet_delete")})
register_admin_rules({"search_admin:statistics": nobody})
