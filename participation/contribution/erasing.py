"""Erasing of contributions with the data of their sender: words and files. A page that the public read stays, and
names its author; a draft of one is left to the editors, who delete it; pictures that no page uses leave the library."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db.models import Exists
from django.utils import timezone
from wagtail.models import Page

from audit.events import record_event
from editorial.review.locking import lock_files
from editorial.review.reviewable import locked_item
from library.files.usage import is_named, portal_id_of
from library.models import PortalImage
from participation.contribution.pages import take_off_schedule
from participation.contribution.transitions import erase_content, record_withdrawal
from participation.enums.contributions import (
    UNDECIDED_CONTRIBUTIONS,
    ContributionEventKind,
    ContributionState,
    ContributionStepKind,
)
from participation.erasing import Erasures, lock_of_sender, one_by_one, register_erasure, start_retention
from participation.models import Contribution, ContributionFile, Sender
from participation.models.contribution import drafts_left
from participation.permissions import archived_portals

if TYPE_CHECKING:
    from sites.models import Portal

# Contributions whose pictures are looked at in one night. Of more, the next night looks at the following ones: pictures
# that are used elsewhere stay among them.
MOST_AT_ONCE: Final = 200


def lock_contributions_of(sender_key: int) -> None:
    """Lock the contributions of a sender before the sender, and the drafts made of them before both, as their verbs
    do."""
    made_of = Contribution.objects.filter(sender=sender_key).values("page_key")
    for page in Page.objects.filter(translation_key__in=made_of, live=False).order_by("pk"):
        locked_item(page)
    lock_of_sender(Contribution)(sender_key)


def erase_contributions_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender sent. What nobody has decided on is taken back: nobody could read it any more; likewise what
    became a draft that the public has never read: it loses its time of publication, and the editors delete it."""
    for row in Contribution.objects.filter(sender=sender).select_related("portal", "sender", "page"):
        if row.is_undecided or (row.state == ContributionState.ACCEPTED and not _was_public(row)):
            take_off_schedule(row, by=None, at=at)
            record_withdrawal(row, portal=row.portal, at=at)
        else:
            erase_content(row, at=at)


def _was_public(row: Contribution) -> bool:
    """Whether the public reads the page made of a contribution, or read it before."""
    return row.is_published or row.steps.filter(kind=ContributionStepKind.PUBLISHED).exists()


def settle_archived(*, at: datetime) -> Erasures:
    """Let the period of keeping begin for senders whose contribution nobody can decide on any more: its portal was
    archived."""
    rows = Contribution.objects.for_portals(archived_portals()).filter(
        state__in=UNDECIDED_CONTRIBUTIONS | {ContributionState.ACCEPTED}
    )
    return start_retention(Sender.objects.filter(contributions__in=rows), on=timezone.localdate(at), at=at)


def delete_unused_pictures(*, contribution: int | None = None, at: datetime) -> Erasures:
    """Delete from the libraries the pictures of contributions that were declined or taken back, as far as nothing uses
    them, each contribution as `participation.erasing.one_by_one` says.

    Args:
        contribution: key of the one that just ended; None: of all whose draft was deleted, some at a time.
    """
    ended = Contribution.objects.ended()
    without_draft = ended.filter(~Exists(drafts_left()), page=None)
    ended = without_draft if contribution is None else ended.filter(pk=contribution)
    files = ContributionFile.objects.filter(contribution__in=ended).exclude(image=None).order_by("contribution")
    rows = files.values_list("contribution", "contribution__portal").distinct()
    count = rows.count()
    first = timezone.localdate(at).toordinal() * MOST_AT_ONCE % count if count > MOST_AT_ONCE else 0
    failure = "Unused pictures of contribution %s were not deleted"
    rows = rows[first : first + MOST_AT_ONCE]
    return Erasures(*one_by_one(rows, partial(_delete_unused_pictures_of, at=at), failure=failure))


def _delete_unused_pictures_of(key: int, portal: Portal, *, at: datetime) -> int:
    row = Contribution.objects.for_portal(portal).get(pk=key)
    images = lock_files({PortalImage: list(row.files.exclude(image=None).values_list("image", flat=True))})
    # What somebody gave to another portal is for that portal.
    unused = [one for one in images[PortalImage] if portal_id_of(one) == row.portal_id and not is_named(one)]
    for image in unused:
        image.delete()
    if unused:
        event = ContributionEventKind.CONTRIBUTION_PICTURES_DELETED
        record_event(event, portal=portal, at=at, by=None, contribution=row.code, count=len(unused))
    return len(unused)


register_erasure(hold=lock_contributions_of, erase=erase_contributions_of)
