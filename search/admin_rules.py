"""The rule of each admin address of the search: synonyms are common to all portals, so that they name no portal."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments
from members.access.scope import Scope
from search.permissions import can_keep_synonyms


def keeps_synonyms(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The person sits on the board of the city portal."""
    return can_keep_synonyms(request.user, on=timezone.localdate())


register_admin_rules(
    {f"search_admin:{name}": keeps_synonyms for name in ("synonyms", "synonyms_results", "synonym_add", "synonym")}
)
