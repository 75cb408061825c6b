"""Portals from which staff or board stayed away: found for all of them at once, shown to supervisors without a name."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from authentication.sign_ins import QUIET_DAYS, quiet_portals
from members.memberships import withdraw_membership
from sites.directory import get_directory
from tests.factories import make_head, make_member, make_supervisor
from tests.isolation.walks import browser

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def signed_in(user: User, *, days_ago: int) -> date:
    moment: datetime = NOW - timedelta(days=days_ago)
    User.objects.filter(pk=user.pk).update(last_login=moment)
    return timezone.localdate(moment)


def quiet(*portals):
    records = [get_directory().by_id[portal.pk] for portal in portals]
    return [(row.portal.id, row.staff, row.board) for row in quiet_portals(records, on=TODAY)]


@pytest.mark.both_engines
def test_portal_is_quiet_where_its_staff_or_its_board_stayed_away(city, district, django_assert_max_num_queries):
    editor, head = make_member(district), make_head(district)
    elsewhere = signed_in(make_member(city), days_ago=0)
    assert quiet(city, district) == [(district.pk, None, None), (city.pk, elsewhere, None)]
    seen = signed_in(editor, days_ago=QUIET_DAYS)
    assert quiet(district) == [(district.pk, seen, None)]
    signed_in(head, days_ago=QUIET_DAYS)
    assert quiet(district) == []
    approved = signed_in(head, days_ago=QUIET_DAYS + 1)
    with django_assert_max_num_queries(2):
        assert quiet(district) == [(district.pk, seen, approved)]


@pytest.mark.both_engines
def test_who_has_no_role_any_more_or_a_closed_account_does_not_count(district):
    editor, head = make_member(district), make_head(district)
    for user in (editor, head):
        signed_in(user, days_ago=0)
    assert quiet(district) == []
    withdraw_membership(editor.memberships.get(), reason="Chuyển công tác", by=None, at=NOW)
    User.objects.filter(pk=head.pk).update(is_active=False)
    assert quiet(district) == [(district.pk, None, None)]


def test_supervisor_is_shown_the_days_and_no_name(city, district):
    editor, head = make_member(district), make_head(district)
    seen = signed_in(editor, days_ago=40)
    page = browser(make_supervisor()).get(reverse("punctuality"), {"kind": district.kind_id})
    assert [(row["name"], row["staff"], row["board"]) for row in page.context["quiet"]] == [(district.name, seen, None)]
    text = page.content.decode()
    assert f"{seen:%d/%m/%Y}" in text
    assert reverse("portals_admin:detail", args=[district.pk]) in text
    for user in (editor, head):
        assert user.get_full_name() not in text
        assert user.get_username() not in text
