"""Words that go from proposals with the personal data of who wrote them: what was approved stays by its hash alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_noop
from wagtail.models import Revision

from audit.after_commit import after_commit
from audit.events import hold_chains
from editorial.models import ProposedChange
from editorial.proposals.ended_proposals import overtake
from sites.tree import content_type_of

if TYPE_CHECKING:
    from sites.models import Portal


def erase_proposals(about: Mapping[type[Model], Collection[int]], *, portal: Portal, at: datetime) -> None:
    """Take the words out of all that was proposed about some rows, held by the caller, and out of its versions; files
    that were proposed go as soon as the transaction is committed.

    What still waits for the board, or was returned, ends with an event: nobody approves it any more. Title, people,
    times and the hash of each approval stay. In the caller's transaction; four queries, some for each that waits.

    Args:
        about: keys of the rows by their model.
        portal: whose chain the caller writes to afterwards.
    """
    rows = _about(about)
    changes = list(rows.select_for_update(of=("self",), no_key=True).select_related("portal").order_by("pk"))
    open_ones = [change for change in changes if change.is_open]
    if open_ones:
        hold_chains({portal.pk, *(change.portal_id for change in open_ones)})
    for change in open_ones:
        # Another portal may decide on it: who erases is named by the event of the erasing.
        overtake(change, by=None, at=at, reason=gettext_noop("The personal data was erased."))
    for change in changes:
        if change.file:
            after_commit(change.file.storage.delete, change.file.name)
    _empty([change.pk for change in changes], at=at)


def _about(about: Mapping[type[Model], Collection[int]]) -> QuerySet[ProposedChange]:
    wanted = Q(pk__in=[])
    for model, keys in about.items():
        wanted |= Q(content_type=content_type_of(model), object_id__in=[str(key) for key in keys])
    return ProposedChange.objects.filter(wanted)


def _empty(keys: Collection[int], *, at: datetime) -> None:
    ProposedChange.objects.filter(pk__in=keys).update(values={}, before={}, file="", reason="", erased_at=at)
    named = Revision.objects.filter(
        base_content_type=content_type_of(ProposedChange), object_id__in=[str(key) for key in keys]
    )
    revisions = list(named)
    for revision in revisions:
        revision.content |= {"values": "{}", "before": "{}", "file": "", "reason": ""}
    Revision.objects.bulk_update(revisions, ["content"])
