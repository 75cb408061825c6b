"""Reviews by persons whose rights end, as tests make them."""

from editorial.review.variants import change_review_variant
from home.models import NewsArticlePage
from members.enums import ReviewVariant, Seat
from tests.factories import (
    AT,
    all_answered,
    make_article,
    make_head,
)


def two_who_approve(portal):
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    change_review_variant(portal.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Quy chế")
    return head, deputy


def in_review(portal):
    page = make_article(portal, published=False)
    return page.get_workflow().start(page, page.owner)


def approve(review, by):
    review.refresh_from_db()
    step = review.current_task_state
    step.task.specific.on_action(step, by, "approve", **all_answered())


def is_public(review):
    return NewsArticlePage.objects.get(pk=review.object_id).live
