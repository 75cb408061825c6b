"""Questions about who may do what. Answers come from memberships and board seats, never from stock permissions."""

from __future__ import annotations

from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from wagtail.models import Revision

from editorial.models import OverwrittenPiece, ProposedChange
from editorial.proposals.authorship import brought_file_of, own_changes
from editorial.proposals.diff import is_brought_back, same_words
from editorial.proposals.reviewed_models import city_items
from editorial.review.reviewable import Reviewable, board_of, model_of, record_of
from editorial.review.submission import Submission
from members.access.permissions import reviewed_portals
from members.models import BoardSeat

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from members.access.scope import Scope


def approving_seat(user: AnyUser, page: Reviewable, *, on: date) -> BoardSeat | None:
    """The seat by which a person can approve items of the portal an item belongs to."""
    if not user.is_active or user.is_anonymous:
        return None
    return BoardSeat.objects.approving(on=on).filter(user=user, **board_of(page)).select_related("board").first()


def can_review(user: AnyUser, page: Reviewable, *, on: date) -> bool:
    """Whether the person sits on the portal's board with a seat that approves."""
    record = record_of(page)
    return record is not None and record.id in reviewed_portals(user, on=on)


def can_return(user: AnyUser, page: Reviewable, *, on: date) -> bool:
    """Whether the person may send the item back with remarks."""
    return can_review(user, page, on=on)


def is_author_of(user: AnyUser, page: Reviewable, revision: Revision, *, submission: Submission | None = None) -> bool:
    """Whether a revision holds work of this person: the creation, any change since the version that is public, or a
    piece that an earlier version of the person brought in, and that stands here again and not in the public one.

    Saving without a change is no work: whoever reviews in the page editor saves what the author wrote. Nor is a time of
    publication, a lock, a comment or the note of a correction, which are no words of the page. A version that nobody is
    known to have saved is the work of the page's owner. What the editor wrote over while the person typed, and what the
    person wrote of a starter, is remembered (`OverwrittenPiece`). An item of the city that is public no more is the
    work of who offered it.
    """
    if isinstance(page, ProposedChange):
        return proposed(user, page)
    since = page.live_revision_id or 0
    if not since and (page.owner_id == user.pk or city_items().is_offered_by(user, page)):
        return True
    submission = submission or Submission(revision, item=page)
    saved = submission.saved
    own = [
        (before, pk) for (before, _by), (pk, by) in pairwise([(0, None), *saved]) if (by or page.owner_id) == user.pk
    ]
    if not own and not submission.has_overwritten:
        return False
    wanted = page.revisions.filter(pk__in={since, *chain.from_iterable(own)})
    contents: dict[int, Any] = {0: {}, **dict(wanted.values_list("pk", "content"))}
    changes = [(pk, contents[before], contents[pk]) for before, pk in own]
    model = model_of(revision)
    if any(pk > since and not same_words(before, after, of=model) for pk, before, after in changes):
        return True
    earlier = [(before, after) for pk, before, after in changes if pk <= since]
    marks = OverwrittenPiece.objects.filter(page=page.pk, user=user.pk).values_list("mark", flat=True)
    return is_brought_back(earlier, to=revision.content, public=contents.get(since, {}), of=model, marks=marks)


def proposed(user: AnyUser, change: ProposedChange) -> bool:
    """Whether a proposal is this person's, by whomever it was sent (`editorial.proposals.authorship`)."""
    return bool(own_changes(user, [change]))


def names_proposer(user: AnyUser, change: ProposedChange, *, scope: Scope, on: date) -> bool:
    """Whether a person is told who proposed a change: those of the portal it comes from, and those who decide on it.

    Others of the portal that it is offered to are told from where it comes.
    """
    is_own = scope.has_portal(change.origin_id) or change.proposed_by_id == user.pk
    return is_own or change.portal_id in reviewed_portals(user, on=on)


def can_approve_revision(
    user: AnyUser, page: Reviewable, revision: Revision, *, on: date, submission: Submission | None = None
) -> bool:
    """Whether the person may approve this revision: an approving seat, and not own work (13.1.g, 15.2), pictures and
    documents that are not approved yet included.

    Nothing new becomes public on an archived portal, whose banner says that it is closed.
    """
    record = record_of(page)
    if record is None or record.is_archived:
        return False
    return can_review(user, page, on=on) and not is_own_work(user, page, revision, submission=submission)


def is_own_work(user: AnyUser, item: Reviewable, revision: Revision, *, submission: Submission | None = None) -> bool:
    """Whether a version holds words of the person, or a picture or document that the person brought and that no board
    has approved."""
    submission = submission or Submission(revision, item=item)
    return is_author_of(user, item, revision, submission=submission) or brought_file_of(
        user, item, revision, submission=submission
    )
