"""Rows are locked in one order (`editorial.review.locking`): screens lock the portal that their verb locks before who
acts."""

from datetime import timedelta

import pytest
from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from authentication.suspension import actions as suspensions
from editorial.proposals.actions.proposal import propose_change
from members.enums import Role
from members.errors import AccessEnded
from members.views import base
from provisioning.portal_states import archive_portal, resume_portal, suspend_portal
from sites.models import Portal
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import (
    AT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)
from tests.information.press_packs import make_agency, make_pack
from tests.proposals import act
from tests.provisioning.admin_portals import sent_form

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def locked(monkeypatch):
    """Types of rows, in the order in which they are locked."""
    kinds, real = [], QuerySet.select_for_update

    def noting(rows, *args, **kwargs):
        kinds.append(rows.model)
        return real(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noting)
    return kinds


def by_operator(name, **values):
    return lambda portal: (make_operator(), url(name, portal.pk), values)


def of_a_page(name):
    return lambda portal: (make_member(portal), url(name, make_article(portal).pk), {"reason": "Hết hiệu lực"})


def opening(_portal):
    ward = make_portal(WARD, opened=False)
    return make_head(ward), url("open", ward.pk), {"approved": "on"} | all_answered()


def of_the_press(name, **values):
    """A screen of the list of press agencies, or of a pack that waits to be sent."""

    def made(portal):
        person, agency = make_member(portal), make_agency(portal)
        made_of = {
            "press_agency_add": [],
            "send_press_pack": [make_pack(portal).pk] if name == "send_press_pack" else [],
        }
        return person, reverse(name, args=made_of.get(name, [agency.pk])), values | {"portal": portal.pk}

    return made


def preparing_a_pack(portal):
    article, today = make_article(portal), timezone.localdate()
    address = reverse("prepare_press_pack", args=[section_of(portal, "bao-chi").pk])
    return make_member(portal), f"{address}?month={today.year}-{today.month}", {"pages": [article.pk]}


def giving_a_role(portal):
    values = {"person": make_user("mai").get_username(), "role": Role.EDITOR, "reason": "Phân công"}
    return make_operator(), url("roles", portal.pk), values


def withdrawing_a_role(portal):
    role = make_member(portal).memberships.get()
    return make_operator(), url("withdraw_role", portal.pk, role.pk), {"reason": "Hết nhiệm vụ"}


LATER = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
SCREENS = {
    "suspend": by_operator("suspend", reason="Sự cố", expected_return=LATER),
    "archive": by_operator("archive", legal_basis="Nghị quyết 1", understood="on"),
    "change_host": by_operator(
        "change_host", host="quan-1.hochiminhcity.localhost", profile="regulation", reason="Theo văn bản"
    ),
    "edit": by_operator("edit", phone="028 1111 1111"),
    "ask_unpublish": of_a_page("ask_unpublish"),
    "propose_to_city": of_a_page("propose_to_city"),
    "open": opening,
    "roles": giving_a_role,
    "withdraw_role": withdrawing_a_role,
    "press_agency_add": of_the_press("press_agency_add", agency="Đài", email="dai@dai.example"),
    "press_agency_edit": of_the_press("press_agency_edit", agency="Đài", email="dai@dai.example"),
    "press_agency_end": of_the_press("press_agency_end"),
    "send_press_pack": of_the_press("send_press_pack"),
    "prepare_press_pack": preparing_a_pack,
}


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("name", SCREENS)
def test_screen_locks_the_portal_before_who_acts(district, locked, name):
    person, address, values = SCREENS[name](district)
    client = browser(person)
    sent = sent_form(client.get(address)) | values
    locked.clear()
    assert client.post(address, sent).status_code == 302
    assert locked.index(Portal) < locked.index(User)


def resuming(portal):
    suspend_portal(portal, by=None, at=AT, reason="Sự cố", expected_return=None)
    return lambda: resume_portal(portal, by=None, at=AT)


def archiving(portal):
    return lambda: archive_portal(portal, by=None, at=AT, legal_basis="Nghị quyết 1", successor=None)


@pytest.mark.parametrize("changing", [resuming, archiving])
def test_staff_is_locked_by_key_before_it_is_brought_in_step(district, locked, monkeypatch, changing):
    staff = sorted([make_head(district).pk, make_member(district).pk])
    change, in_step = changing(district), []
    monkeypatch.setattr(
        suspensions, "sync_user_groups", lambda user, **_on: in_step.append((user.pk, locked.count(User)))
    )
    locked.clear()
    change()
    assert in_step == [(key, 1) for key in staff]
    assert locked.index(Portal) < locked.index(User)


@each_case("action", ["approve", "reject"])
def test_board_that_decides_on_facts_locks_the_portal_before_who_decides(district, locked, action):
    change = propose_change(district, {"phone": "028 1111 1111"}, by=make_operator(), at=timezone.now())
    head = make_head(district)
    locked.clear()
    act(change, head, action, **({} if action == "approve" else {"comment": "Sai số"}))
    assert locked.index(Portal) < locked.index(User)


def test_who_has_another_password_by_now_does_nothing(district, monkeypatch):
    """One rule for all that acts: the session of a request is over with the password that it was begun with."""
    operator = make_operator()
    client = browser(operator)
    real = base.lock_actor

    def after_a_new_password(*args, **kwargs):
        stored = User.objects.get(pk=operator.pk)
        stored.set_password("mot-mat-khau-khac-2026")
        stored.save(update_fields=["password"])
        return real(*args, **kwargs)

    monkeypatch.setattr(base, "lock_actor", after_a_new_password)
    answer = client.post(url("suspend", district.pk), {"reason": "Sự cố", "expected_return": LATER})
    assert str(AccessEnded.message) in answer.content.decode()
    district.refresh_from_db()
    assert district.suspended_at is None
