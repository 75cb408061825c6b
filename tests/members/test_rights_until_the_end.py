"""Whoever acts still may when it is done: a right that ends at the same moment decides nothing (8.9, 15.2)."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from authentication.enums import AccountEventKind
from authentication.suspension.actions import suspend_account
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.review import actions as workflow
from editorial.withdrawal.actions import take_down
from members.access.roles import forget_role_sets
from members.enums import Role
from members.errors import AccessEnded
from members.memberships import grant_membership, leave_board
from members.models import BoardSeat, Membership
from members.views import base
from provisioning.portal_states import open_portal
from tests.admin import browser
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
)
from tests.meanwhile import after, at_once, pausing_after

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
User = get_user_model()


def submitted(portal):
    article = make_article(portal, published=False)
    return article, article.get_workflow().start(article, article.owner).current_task_state


def approving(state, person):
    return lambda: state.task.specific.on_action(state, person, "approve", **all_answered())


def end_sessions(person):
    """As a suspension does, while a request of the person is under way."""
    User.objects.filter(pk=person.pk).update(session_epoch=person.session_epoch + 1)


def test_whose_sessions_ended_does_nothing_any_more(city, district):
    (article, state), public = submitted(district), make_article(district, "Tin khác")
    closed = make_portal(DEPARTMENT, opened=False)
    head, head_there, admin = make_head(district), make_head(closed), make_member(district, Role.PORTAL_ADMIN)
    for person in (head, head_there, admin):
        end_sessions(person)
    with pytest.raises(AccessEnded):
        approving(state, head)()
    article.refresh_from_db()
    assert not article.live
    with pytest.raises(AccessEnded):
        take_down(public, by=head, at=AT, reason_class=TakedownReason.ERROR, reason="Sai")
    with pytest.raises(AccessEnded):
        open_portal(closed, by=head_there, at=AT, checklist=all_answered())
    with pytest.raises(AccessEnded):
        grant_membership(make_user("moi"), role=Role.EDITOR, portal=district, reason="Phân công", by=admin, at=AT)


def test_screen_asks_once_more_whether_it_is_for_the_person(district, monkeypatch):
    """The role ends between the question at the door and the deed."""
    admin, person = make_member(district, Role.PORTAL_ADMIN), make_user("dongpham")
    grant_membership(person, role=Role.COLLABORATOR, portal=district, reason="Phân công", by=None, at=AT)

    def end_role(*args, **kwargs):
        Membership.objects.filter(user=admin).update(withdrawn_at=AT)
        forget_role_sets()

    monkeypatch.setattr(base, "lock_actor", end_role)
    sent = {"person": person.username, "role": Role.EDITOR, "reason": "Phân công"}
    browser(admin).post(reverse("portals_admin:roles", args=[district.pk]), sent)
    assert not Membership.objects.filter(user=person, role=Role.EDITOR).exists()


@pytest.fixture
def portal(transactional_db):
    return make_portal(CITY)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameMoment:
    def test_head_who_is_suspended_while_approving_is_suspended_after_it(self, portal, monkeypatch):
        _article, state = submitted(portal)
        head, operator = make_head(portal), make_operator()
        reached = pausing_after(monkeypatch, workflow, "lock_actor")
        suspending = after(
            reached,
            lambda: suspend_account(
                head, by=operator, at=timezone.now(), reason="Sự cố", vacancy_reason="Chờ kiện toàn"
            ),
        )
        assert at_once(approving(state, head), suspending) == [None, None]
        kinds = list(PortalEvent.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds.index(ReviewEventKind.ITEM_PUBLISHED) < kinds.index(AccountEventKind.ACCOUNT_SUSPENDED)

    def test_head_who_was_suspended_first_approves_nothing(self, portal):
        _article, state = submitted(portal)
        head, operator = make_head(portal), make_operator()
        suspend_account(
            User.objects.get(pk=head.pk), by=operator, at=timezone.now(), reason="Sự cố", vacancy_reason="Chờ kiện toàn"
        )
        (refused,) = at_once(approving(state, head))
        assert refused.code == "access_ended"

    def test_seat_that_ended_first_approves_nothing(self, portal):
        _article, state = submitted(portal)
        head = make_head(portal)
        seat = BoardSeat.objects.get(user=head)
        leave_board(
            seat,
            by=None,
            at=timezone.now(),
            last_day=timezone.localdate() - timedelta(days=1),
            vacancy_reason="Chờ kiện toàn",
        )
        with pytest.raises(PermissionDenied):
            approving(state, head)()
