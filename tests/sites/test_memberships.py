"""Roles as records: given, ended, given again; groups follow."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Workflow

from sites.enums import Role
from sites.errors import ReasonMissing, RoleNotGrantable
from sites.memberships import grant_membership, withdraw_membership
from sites.models import BoardApprovalTask, Membership
from tests.factories import AT, CITY, DISTRICT, make_member, make_portal, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


def grant(user, portal, **values):
    return grant_membership(
        user, **{"role": Role.EDITOR, "portal": portal, "reason": "Phân công", "by": None, "at": AT} | values
    )


def test_role_that_ended_by_its_date_can_be_given_again(portal):
    user = make_user("an")
    ended = grant(user, portal, valid_until=AT.date())
    later = AT + timedelta(days=30)
    again = grant(user, portal, at=later)
    ended.refresh_from_db()
    assert again.pk != ended.pk
    assert ended.withdrawn_at == later
    assert Membership.objects.in_force(on=later.date()).filter(user=user).get() == again


def test_role_in_force_is_not_given_twice(portal):
    user = make_user("an")
    assert grant(user, portal).pk == grant(user, portal).pk


def test_withdrawn_role_takes_the_group_away(portal):
    user = make_member(portal)
    withdraw_membership(user.memberships.get(), by=None, at=AT, reason="Chuyển công tác")
    assert not user.groups.exists()


def test_role_of_one_portal_gives_no_group_of_another(portal):
    other = make_portal(DISTRICT)
    user = make_member(portal)
    assert not user.groups.filter(portal_group__portal=other).exists()


@pytest.mark.parametrize("role", [Role.BOARD, Role.OPERATOR])
def test_roles_that_do_not_belong_to_a_portal_are_refused(portal, role):
    with pytest.raises(RoleNotGrantable):
        grant(make_user("an"), portal, role=role)


def test_role_needs_a_reason(portal):
    with pytest.raises(ReasonMissing):
        grant(make_user("an"), portal, reason=" ")


def test_nobody_holds_the_publish_permission(portal):
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Group.objects.filter(portal_group=None).exists()


def test_the_only_workflow_is_the_board_s(portal):
    assert [task.specific_class for task in Workflow.objects.get().tasks] == [BoardApprovalTask]
