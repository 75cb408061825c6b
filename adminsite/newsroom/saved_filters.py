"""Verbs of the filters that a person keeps. Only the person reads them, so the record of the portal does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from adminsite.models import SavedFilter
from adminsite.models.saved_filter import MOST_SAVED
from audit.errors import PortalRefusal
from members.access.actor import lock_actor

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

# What a saved filter is not: the page of the list.
NOT_KEPT = ("p", "ordering", "_w_filter_fragment")
LONGEST = SavedFilter._meta.get_field("query").max_length or 0


class NothingFiltered(PortalRefusal):
    code = "nothing_filtered"
    message = _("Nothing is filtered: choose something in the list first.")


class FilterTooLong(PortalRefusal):
    code = "filter_too_long"
    message = _("Too much is chosen to be saved. Choose less.")


class TooManySaved(PortalRefusal):
    code = "too_many_saved"
    message = _("You have %(count)s saved filters already. Delete one first.")

    def __str__(self) -> str:
        return str(self.message) % {"count": MOST_SAVED}


@transaction.atomic
def save_filter(name: str, asked: QueryDict, *, portal: Portal, by: User) -> SavedFilter:
    """Keep what was asked of the list of items under a name; a filter of that name is replaced.

    Raises:
        NothingFiltered, FilterTooLong, TooManySaved: see above.
    """
    lock_actor(by)
    kept = asked.copy()
    for left_out in NOT_KEPT:
        kept.pop(left_out, None)
    for field in list(kept):
        kept.setlist(field, [value for value in kept.getlist(field) if value])
    query = kept.urlencode()
    if not query:
        raise NothingFiltered
    if len(query) > LONGEST:
        raise FilterTooLong
    own = SavedFilter.objects.for_portal(portal).filter(user=by)
    if not own.filter(name=name).exists() and own.count() >= MOST_SAVED:
        raise TooManySaved
    return SavedFilter.objects.update_or_create(user=by, portal=portal, name=name, defaults={"query": query})[0]


@transaction.atomic
def delete_filter(saved: SavedFilter, *, by: User) -> None:
    """Delete one of the person's own filters; nothing where it is gone."""
    SavedFilter.objects.for_portal(saved.portal_id).filter(pk=saved.pk, user=by).delete()
