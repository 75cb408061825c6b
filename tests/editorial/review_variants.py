"""Steps of a review, as the tests of its variants take them."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import TaskState

from editorial.review.variants import change_review_variant
from home.models import NewsArticlePage
from members.enums import ReviewVariant, Role, Seat
from members.memberships import grant_membership
from members.models import Board
from tests.factories import (
    AT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_user,
    publish,
    section_of,
)
from tests.fullest import full_linked_item

TWO, SECTIONS = ReviewVariant.TWO_APPROVALS, ReviewVariant.SECTION_EDITORS_FIRST


def change(portal, variant, *, by=None, reason="Quy chế của Ban Biên tập"):
    make_head(portal, seat=Seat.DEPUTY)
    change_review_variant(portal.board, variant, by=by or make_operator(), at=timezone.now(), reason=reason)


def make_section_editor(portal, username, section=None):
    user = make_user(username)
    grant_membership(user, role=Role.SECTION_EDITOR, portal=portal, reason="Phân công", by=None, at=AT, section=section)
    return user


def submit(page, user=None):
    return page.get_workflow().start(page, user or page.owner)


def step(page):
    """The step in progress, as the database has it."""
    page = NewsArticlePage.objects.get(pk=page.pk)
    return TaskState.objects.get(pk=page.current_workflow_task_state.pk)


def act(page, user, action="approve", **kwargs):
    state = step(page)
    given = all_answered() if action == "approve" else {}
    state.task.specific.on_action(state, user, action, **given | kwargs)


def offered(page, user):
    page = NewsArticlePage.objects.get(pk=page.pk)
    return [name for name, _label, _modal in page.current_workflow_task.get_actions(page, user)]


def save(page, user, **values):
    page = NewsArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def is_live(page):
    return NewsArticlePage.objects.get(pk=page.pk).live


def in_review(portal, variant, *, author=None, **values):
    """Of the portal's editor, unless somebody else wrote it."""
    if not Board.objects.filter(portal=portal, review_variant=variant).exists():
        change(portal, variant)
    article = make_article(portal, published=False, **values | ({"owner": author} if author else {}))
    if author:
        article.save_revision(user=author)
    submit(article)
    return article


def for_later(portal, title="Hẹn giờ"):
    """Approved, and public from tomorrow on."""
    page = make_article(portal, title, published=False, go_live_at=timezone.now() + timedelta(days=1))
    return publish(page, by=make_head(portal), author=page.owner)


def stand_in(article, portal):
    """A public item of another portal that stands for an article."""
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    return publish(item, by=make_head(portal), author=make_member(portal))


def resubmit(page):
    NewsArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(page.owner)
