"""Invitations to a seat on the board: an operator offers it by mail, and whoever accepts sits on the board."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import PortalEvent
from members.access.permissions import reviewed_portals
from members.enums import MemberEventKind, Role, Seat
from members.errors import HeadSeated, InvitationGone, InvitationToArchived
from members.invitations.actions import accept_invitation
from members.memberships import leave_board, seat_on_board, withdraw_membership
from members.models import BoardSeat, ContributionRules, Invitation, Membership
from provisioning.portal_states import archive_portal
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_user
from tests.members.invitations import invite_to_seat, link_in

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-du-dai"
TICK = {"accepts_rules_1": "on"}
CREATE = {"password1": PASSWORD, "password2": PASSWORD} | TICK


def sent(**values):
    return {
        "email": "mai@example.test",
        "full_name": "Nguyễn Thị Mai Lan",
        "role": "seat-deputy",
        "reason": "Kiện toàn Ban Biên tập",
        "decision_ref": "12/QĐ-UBND",
        "engagement": "concurrent",
    } | values


def stranger():
    return Client(headers={"host": settings.ADMIN_HOST})


def rules():
    return ContributionRules.objects.get(language="vi", version=1)


def accepting(invitation, person):
    return accept_invitation(invitation, by=person, rules=rules(), at=timezone.now())


@pytest.mark.slow(reason="from the form to the first day on the board")
def test_operator_invites_and_the_person_sits_on_the_board(district, django_capture_on_commit_callbacks):
    operator = make_operator()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser(operator).post(url("invite", district.pk), sent()).status_code == 302
    (message,) = mail.outbox
    assert (str(Seat.DEPUTY.label) in message.body, "12/QĐ-UBND" in message.body) == (True, True)
    assert stranger().post(link_in(message), CREATE).headers["Location"] == reverse("wagtailadmin_login")
    person = User.objects.get(email="mai@example.test")
    seat = person.board_seats.get()
    assert (seat.board.portal, seat.seat, seat.decision_ref, seat.engagement, seat.valid_from, seat.valid_until) == (
        district, Seat.DEPUTY, "12/QĐ-UBND", "concurrent", timezone.localdate(), None,
    )  # fmt: skip
    assert reviewed_portals(person, on=timezone.localdate()) == {district.pk}
    assert not person.memberships.exists()
    events = PortalEvent.objects.filter(portal=district)
    assert events.get(kind=MemberEventKind.INVITED).data["decision"] == "12/QĐ-UBND"
    assert events.get(kind=MemberEventKind.INVITATION_ACCEPTED).actor == person
    assert events.filter(kind=MemberEventKind.SEAT_TAKEN).latest("pk").actor == operator


def test_seat_begins_on_its_first_day_and_ends_on_its_last(district):
    today, person = timezone.localdate(), make_user("newcomer")
    period = {"valid_from": today + timedelta(days=3), "valid_until": today + timedelta(days=9)}
    accepting(invite_to_seat(district, email=person.email, **period)[0], person)
    seat = person.board_seats.get()
    assert (seat.valid_from, seat.valid_until) == (period["valid_from"], period["valid_until"])


@pytest.mark.slow(reason="shows the whole form for each mistake")
@each_case(
    ("field", "values"),
    [
        ("decision_ref", {"decision_ref": " "}),
        ("reason", {"reason": " "}),
        ("role", {"role": "seat-owner"}),
        ("role", {"role": "board"}),
        ("role", {"role": "seat-head"}),
        ("valid_until", {"valid_until": "2020-01-01"}),
        ("valid_until", {"valid_from": "2030-01-02", "valid_until": "2030-01-01"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field_and_nothing_is_sent(district, field, values):
    make_head(district)
    response = browser(make_operator()).post(url("invite", district.pk), sent(**values))
    assert response.status_code == 422
    assert errors_at(response, field)
    assert "Nguyễn Thị Mai Lan" in response.content.decode()
    assert not Invitation.objects.exists()


def test_who_sits_on_the_board_or_is_invited_to_it_is_not_invited_again(district):
    deputy = make_head(district, seat=Seat.DEPUTY)
    client = browser(make_operator())
    assert errors_at(client.post(url("invite", district.pk), sent(email=deputy.email)), "email")
    invite_to_seat(district, Seat.MEMBER)
    assert errors_at(client.post(url("invite", district.pk), sent()), "email")


@each_case("role", [Role.PORTAL_ADMIN, Role.EDITOR])
def test_seats_are_offered_and_taken_back_by_operators_alone(district, role):
    invitation, _path = invite_to_seat(district)
    person = browser(make_member(district, role))
    refused = person.post(url("invite", district.pk), sent(email="khac@example.test"))
    assert is_refused(refused) or errors_at(refused, "role")
    withdrawing = person.post(url("withdraw_invitation", district.pk, invitation.pk), {"reason": "x"})
    assert withdrawing.status_code == 404 or is_refused(withdrawing)
    assert Invitation.objects.unanswered().get() == invitation


def test_board_shows_who_is_invited_to_it_and_to_no_other(city, district):
    invite_to_seat(district, email="moi@example.test")
    invite_to_seat(city, email="bi-mat@example.test")
    for reader in (make_operator(), make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        page = browser(reader).get(url("board", district.pk)).content.decode()
        assert ("moi@example.test" in page, "bi-mat@example.test" in page) == (True, False)


def test_second_head_is_refused_when_the_seat_is_given_and_when_the_invitation_is_accepted(district):
    head = district.board.seats.get(seat=Seat.HEAD)
    today, newcomer = timezone.localdate(), make_user("newcomer")
    with pytest.raises(HeadSeated):
        seat_on_board(district.board, newcomer, seat=Seat.HEAD, by=None, at=timezone.now())
    leave_board(head, by=None, at=timezone.now(), last_day=today, vacancy_reason="Chờ Trưởng ban mới")
    tomorrow = today + timedelta(days=1)
    _invitation, path = invite_to_seat(district, Seat.HEAD, email=newcomer.email, valid_from=tomorrow)
    meanwhile = seat_on_board(
        district.board, make_user("other"), seat=Seat.HEAD, by=None, at=timezone.now(), valid_from=tomorrow
    )
    response = browser(newcomer).post(path, TICK)
    assert (response.status_code, str(HeadSeated.message) in response.content.decode()) == (422, True)
    assert Invitation.objects.get().accepted_at is None
    leave_board(meanwhile, by=None, at=timezone.now(), last_day=today)
    assert browser(newcomer).post(path, TICK).status_code == 302
    assert newcomer.board_seats.get().valid_from == tomorrow


def test_archived_portal_invites_nobody_and_its_invitations_give_nothing(city, district):
    invitation, _path = invite_to_seat(district)
    person = make_user("mai")
    User.objects.filter(pk=person.pk).update(email=invitation.email)
    person.refresh_from_db()
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Nghị quyết", successor=city)
    with pytest.raises((InvitationToArchived, InvitationGone)):
        accepting(invitation, person)
    with pytest.raises(InvitationToArchived):
        invite_to_seat(district, email="khac@example.test")
    assert not BoardSeat.objects.filter(user=person).exists()
    for screen in ("board", "roles"):
        assert url("invite", district.pk) not in browser(make_operator()).get(url(screen, district.pk)).text


def test_operator_who_is_none_any_more_seats_nobody_though_an_administrator_of_the_portal(district):
    """The invitation is good by the role of operator; that of administrator offers no seats."""
    operator = make_member(district, Role.PORTAL_ADMIN)
    role = Membership.objects.create(
        user=operator, scope="city", role=Role.OPERATOR, granted_at=AT, reason="Vận hành", valid_from=AT.date()
    )
    invitation, path = invite_to_seat(district, by=operator)
    Membership.objects.filter(pk=role.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert stranger().post(path, CREATE).status_code == 422
    assert not User.objects.filter(email=invitation.email).exists()
    Membership.objects.filter(pk=role.pk).update(valid_until=None)
    withdraw_membership(role, by=make_operator(), at=timezone.now(), reason="Chuyển công tác")
    assert stranger().get(path).status_code == 404
