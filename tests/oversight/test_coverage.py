"""Who covers which event: rights and states of the verbs, lateness, what a second portal could see of it.

The screens of the coverage of events: list, send, hand in, cancel; each with a second portal that could leak.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.errors import PortalRefusal, ReasonMissing
from audit.models import PortalEvent
from authentication.suspension.actions import suspend_account
from deadlines.models import DeadlineRule
from members.enums import Role, Seat
from members.memberships import withdraw_membership
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_mail import send_digests
from oversight.coverage import cancel_coverage, deliver_coverage, due_by_rule, people_to_send
from oversight.enums import CoverageState, OversightEventKind, OversightNoticeKind, OversightTaskList
from oversight.errors import (
    CoverageForbidden,
    CoverageMoved,
    DueBeforeEvent,
    DuePassed,
    DueUnknown,
    ItemBefore,
    ItemElsewhere,
    PersonElsewhere,
)
from oversight.models import CoverageAssignment
from provisioning.portal_states import archive_portal, suspend_portal
from sites.enums import PortalEventKind
from sites.errors import PortalArchived
from tests.admin import browser, errors_at, is_refused, told, url
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator, make_supervisor, section_of
from tests.notifications.my_work import kinds, titles
from tests.notifications.notices import mails
from tests.oversight.coverage import AT, STARTS, assign, in_past

pytestmark = pytest.mark.django_db


def refusal_of(deed):
    try:
        deed()
    except PortalRefusal as refusal:
        return type(refusal)
    return None


# Who may do what: each verb by each person.
PEOPLE = {
    "head": lambda portal: make_head(portal),
    "deputy": lambda portal: make_head(portal, seat=Seat.DEPUTY),
    "member": lambda portal: make_head(portal, seat=Seat.MEMBER),
    "administrator": lambda portal: make_member(portal, Role.PORTAL_ADMIN),
    "editor": lambda portal: make_member(portal),
    "the one who was sent": lambda portal: make_member(portal, Role.REPORTER),
    "answering officer": lambda portal: make_member(portal, Role.ANSWERING_OFFICER),
    "operator": lambda portal: make_operator(),
    "supervisor": lambda portal: make_supervisor(),
}
RIGHTS = {
    # person: (assigns, hands in, cancels)
    "head": (True, False, True),
    "deputy": (True, False, True),
    "member": (False, False, False),
    "administrator": (False, False, False),
    "editor": (False, False, False),
    "the one who was sent": (False, True, False),
    "answering officer": (False, False, False),
    "operator": (False, False, False),
    "supervisor": (False, False, False),
}


def refusals_on(portal, by):
    """What somebody is refused with who assigns, hands in and cancels."""
    page, first, second = make_article(portal, published=False), assign(portal), assign(portal)
    deeds = (
        lambda: assign(portal, by=by),
        lambda: deliver_coverage(first, page, by=by, at=AT),
        lambda: cancel_coverage(second, reason="Hoãn", by=by, at=AT),
    )
    return [refusal_of(deed) for deed in deeds]


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("name", RIGHTS)
def test_rights(district, name):
    refusals = refusals_on(district, PEOPLE[name](district))
    assert refusals == [None if may else CoverageForbidden for may in RIGHTS[name]]


@each_case("name", ["head", "the one who was sent"])
def test_rights_end_at_the_portal(city, district, name):
    assert refusals_on(district, PEOPLE[name](city)) == [CoverageForbidden] * 3


# What each verb makes of each state.
STATES = {
    ("deliver", CoverageState.ASSIGNED): CoverageState.DELIVERED,
    ("deliver", CoverageState.DELIVERED): CoverageState.DELIVERED,
    ("deliver", CoverageState.CANCELLED): CoverageMoved,
    ("cancel", CoverageState.ASSIGNED): CoverageState.CANCELLED,
    # Its item is a draft, which may never become public.
    ("cancel", CoverageState.DELIVERED): CoverageState.CANCELLED,
    ("cancel", CoverageState.CANCELLED): CoverageMoved,
}


@pytest.mark.slow(reason="asks several cases in turn")
@each_case(("verb", "state"), STATES)
def test_states(district, verb, state):
    row, page = assign(district), make_article(district, published=False)
    verbs = {
        "deliver": lambda: deliver_coverage(row, page, by=row.person, at=AT),
        "cancel": lambda: cancel_coverage(row, reason="Hoãn", by=make_head(district), at=AT),
    }
    if state != CoverageState.ASSIGNED:
        verbs["deliver" if state == CoverageState.DELIVERED else "cancel"]()
    assert (refusal_of(verbs[verb]) or CoverageAssignment.objects.get().state) == STATES[verb, state]


def test_page_that_was_public_before_is_not_handed_in_as_in_time(district):
    row, page = in_past(district), make_article(district)
    for days, refused in ((-1, ItemBefore), (1, None)):
        moment = row.assigned_at + timedelta(days=days)
        type(page).objects.filter(pk=page.pk).update(first_published_at=moment)
        assert refusal_of(lambda: deliver_coverage(row, page, by=row.person, at=timezone.now())) == refused


@pytest.mark.both_engines
def test_each_change_is_in_the_record(district):
    row, page = assign(district, instruction="Chụp ảnh chung."), make_article(district, "Tin họp", published=False)
    deliver_coverage(row, page, by=row.person, at=AT)
    other = assign(district)
    cancel_coverage(other, reason="Hoãn họp", by=make_head(district), at=AT)
    kinds = [kind for kind in OversightEventKind if kind.value.startswith("coverage_")]
    events = PortalEvent.objects.filter(portal=district, kind__in=kinds).order_by("pk")
    assert [(event.kind, event.data["coverage"], event.reason) for event in events] == [
        (OversightEventKind.COVERAGE_ASSIGNED, row.pk, "Chụp ảnh chung."),
        (OversightEventKind.COVERAGE_DELIVERED, row.pk, ""),
        (OversightEventKind.COVERAGE_ASSIGNED, other.pk, ""),
        (OversightEventKind.COVERAGE_CANCELLED, other.pk, "Hoãn họp"),
    ]
    assert events[1].data["item"] == "Tin họp"
    assert events[0].data["user"] == row.person.username


def test_cancelling_needs_a_reason(district):
    with pytest.raises(ReasonMissing):
        cancel_coverage(assign(district), reason=" ", by=make_head(district), at=AT)


def test_only_who_writes_for_the_very_portal_is_sent(city, district):
    suspended = make_member(district, Role.COLLABORATOR)
    suspend_account(suspended, by=None, at=AT, reason="Lộ mật khẩu")
    stranger, officer = make_member(city), make_member(district, Role.ANSWERING_OFFICER)
    for person in (stranger, officer, suspended):
        assert refusal_of(lambda person=person: assign(district, person)) == PersonElsewhere
    writers = {make_head(district), make_member(district, Role.REPORTER)}
    offered = set(people_to_send(district, on=AT.date()))
    assert writers <= offered
    assert offered & {stranger, officer, suspended, make_head(city)} == set()


def test_page_handed_in_is_of_the_portal_and_below_its_home(city, district):
    row = assign(district)
    for page in (make_article(city), section_of(district).get_parent(), district.container):
        with pytest.raises(ItemElsewhere):
            deliver_coverage(row, page, by=row.person, at=AT)


# Until when


@each_case(
    ("starts", "due"),
    [
        (STARTS, (1, 12)),
        # On a Saturday: until the end of Monday.
        (STARTS + timedelta(days=4), (7, 12)),
    ],
)
def test_item_is_due_as_the_time_limit_of_news_says(district, starts, due):
    found = timezone.localtime(due_by_rule(starts))
    assert ((found.day, found.month), (found.hour, found.minute)) == (due, (23, 59))


def test_without_a_time_limit_the_board_says_until_when(district):
    DeadlineRule.objects.filter(category__code="tin-tuc").delete()
    with pytest.raises(DueUnknown):
        assign(district)
    assert assign(district, due_at=STARTS + timedelta(hours=4)).due_at == STARTS + timedelta(hours=4)


def test_item_is_due_neither_before_the_event_nor_in_the_past(district):
    with pytest.raises(DueBeforeEvent):
        assign(district, due_at=STARTS - timedelta(minutes=1))
    with pytest.raises(DuePassed):
        assign(district, starts_at=AT - timedelta(days=9), due_at=AT)


@each_case(
    ("published", "is_late"),
    # Days from the moment it was due, three days ago; None: a draft.
    [(-1, False), (1, True), (None, True)],
)
def test_item_is_late_if_it_became_public_after_it_was_due(district, published, is_late):
    row, page = in_past(district), make_article(district, published=False)
    if published is not None:
        type(page).objects.filter(pk=page.pk).update(first_published_at=row.due_at + timedelta(days=published))
    deliver_coverage(row, page, by=row.person, at=timezone.now())
    row = CoverageAssignment.objects.get()
    assert row.is_late(at=timezone.now()) == is_late
    assert CoverageAssignment.objects.late(at=timezone.now()).exists() == is_late


@pytest.mark.both_engines
def test_what_was_cancelled_or_is_not_due_is_not_late(district):
    cancel_coverage(in_past(district), reason="Hoãn", by=make_head(district), at=timezone.now())
    assign(district, at=timezone.now(), starts_at=timezone.now(), due_at=timezone.now() + timedelta(days=1))
    assert not CoverageAssignment.objects.late(at=timezone.now()).exists()


# Whom it waits for, and who is told


@pytest.mark.both_engines
def test_it_waits_for_the_one_who_was_sent_and_when_overdue_for_the_board(city, district):
    row = in_past(district)
    assert titles(row.person, OversightTaskList.COVERAGE) == ["Họp báo quý IV"]
    for seat in (Seat.HEAD, Seat.DEPUTY):
        assert titles(make_head(district, seat=seat), OversightTaskList.COVERAGE_TO_CHASE) == ["Họp báo quý IV"]
    for stranger in (make_head(city), make_member(district), make_member(city, Role.REPORTER)):
        assert not {OversightTaskList.COVERAGE, OversightTaskList.COVERAGE_TO_CHASE} & set(kinds(stranger))
    deliver_coverage(row, make_article(district), by=row.person, at=timezone.now())
    assert titles(row.person, OversightTaskList.COVERAGE) == []


def test_draft_that_was_handed_in_and_deleted_is_awaited_again(district):
    row, page = assign(district), make_article(district, published=False)
    deliver_coverage(row, page, by=row.person, at=AT)
    page.delete()
    assert titles(row.person, OversightTaskList.COVERAGE) == ["Họp báo quý IV"]


def test_board_is_not_left_with_an_item_that_will_never_be_public(district):
    row, head, page = in_past(district), make_head(district), make_article(district, published=False)
    deliver_coverage(row, page, by=row.person, at=timezone.now())
    withdraw_membership(row.person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    page.delete()
    assert titles(head, OversightTaskList.COVERAGE_TO_CHASE) == ["Họp báo quý IV"]
    cancel_coverage(row, reason="Không đưa tin", by=head, at=timezone.now())
    assert titles(head, OversightTaskList.COVERAGE_TO_CHASE) == []


def test_coverage_whose_item_is_public_is_not_cancelled(district):
    row = assign(district)
    deliver_coverage(row, make_article(district), by=row.person, at=AT)
    with pytest.raises(CoverageMoved):
        cancel_coverage(row, reason="Hoãn", by=make_head(district), at=AT)


def test_what_waits_for_nobody_is_told_to_the_board(district):
    row = assign(district, due_at=timezone.now() + timedelta(days=30), starts_at=timezone.now(), at=timezone.now())
    head = make_head(district)
    assert titles(head, OversightTaskList.COVERAGE_TO_CHASE) == []
    withdraw_membership(row.person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    assert titles(head, OversightTaskList.COVERAGE_TO_CHASE) == ["Họp báo quý IV"]
    assert titles(row.person, OversightTaskList.COVERAGE) == []
    refused = refusal_of(lambda: deliver_coverage(row, make_article(district), by=row.person, at=timezone.now()))
    assert refused == CoverageForbidden


def test_portal_that_is_closed_to_its_staff_sends_nobody(district):
    row = assign(district)
    closed = {"reason": "Sự cố", "expected_return": None, "revoke_access": True}
    suspend_portal(district, by=make_operator(), at=AT, **closed)
    assert refusal_of(lambda: assign(district)) == CoverageForbidden
    assert titles(row.person, OversightTaskList.COVERAGE) == []


def test_archiving_cancels_what_waits_and_tells_the_person(district):
    row = assign(district)
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Quyết định 1", successor=None)
    row.refresh_from_db()
    assert row.state == CoverageState.CANCELLED
    assert Notice.objects.get(kind=OversightNoticeKind.COVERAGE_CANCELLED).user == row.person
    assert PortalEvent.objects.get(kind=PortalEventKind.ARCHIVED).data["assignments"] == [row.pk]
    assert refusal_of(lambda: assign(district)) == PortalArchived


def test_person_is_told_once_by_the_mail_of_the_day_and_only_while_it_holds(district):
    person = make_member(district, Role.REPORTER)
    Notice.objects.all().delete()
    kept, dropped = assign(district, person), assign(district, person, event="Lễ kỷ niệm")
    cancel_coverage(dropped, reason="Hoãn", by=make_head(district), at=AT)
    send_digests(at=timezone.now())
    (body,) = mails().values()
    assert "Họp báo quý IV, Hội trường" in body
    assert f"/coverage/{kept.pk}/" in body
    assert Notice.objects.get(kind=OversightNoticeKind.COVERAGE_ASSIGNED, object_id=dropped.pk).dropped_because == (
        NoticeDropped.OVER
    )
    assert Notice.objects.get(kind=OversightNoticeKind.COVERAGE_CANCELLED).sent_at


def test_person_who_left_is_mailed_nothing(district):
    person = make_member(district, Role.REPORTER)
    assign(district, person)
    withdraw_membership(person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    Notice.objects.exclude(kind=OversightNoticeKind.COVERAGE_ASSIGNED).delete()
    send_digests(at=timezone.now())
    assert mails() == {}


def words(sent, **values):
    starts = timezone.localtime() + timedelta(days=1)
    facts = {"event": "Lễ khánh thành", "place": "Cầu Ba Son", "starts_at": f"{starts:%Y-%m-%d %H:%M}", "due_at": ""}
    return facts | {"person": sent.pk, "instruction": "Chụp ảnh chung."} | values


def listed(user, **asked):
    return [row.event for row in browser(user).get(url("coverage"), asked).context["object_list"]]


def test_head_sends_somebody_and_item_is_due_as_news_is(district):
    person = make_member(district, Role.REPORTER)
    response = browser(make_head(district)).post(url("assign_coverage", district.pk), words(person))
    assert response["Location"] == url("coverage")
    assert "Lễ khánh thành" in told(response)
    row = CoverageAssignment.objects.get()
    assert (row.portal, row.person, row.instruction) == (district, person, "Chụp ảnh chung.")


def test_person_of_another_portal_is_refused_beside_the_field_and_nothing_typed_is_lost(city, district):
    stranger, client = make_member(city, Role.REPORTER), browser(make_head(district))
    for person in (stranger.pk, 987654):
        response = client.post(url("assign_coverage", district.pk), words(stranger, person=person))
        assert response.status_code == 422
        assert "không viết cho cổng này" in errors_at(response, "person")
        assert response.context["form"]["instruction"].value() == "Chụp ảnh chung."
        assert stranger.username not in response.content.decode()
    assert not CoverageAssignment.objects.exists()


def test_time_that_is_over_or_far_is_told_beside_its_field(district):
    client, person = browser(make_head(district)), make_member(district, Role.REPORTER)
    for name, value in {"due_at": "2026-01-05 08:00", "starts_at": "2999-01-05 08:00"}.items():
        response = client.post(url("assign_coverage", district.pk), words(person, **{name: value}))
        assert errors_at(response, name), name


def test_form_is_for_whoever_approves_there(city, district):
    person = make_member(district, Role.REPORTER)
    for stranger in (make_head(city), make_head(district, seat=Seat.MEMBER), person, make_supervisor()):
        assert is_refused(browser(stranger).get(url("assign_coverage", district.pk)))
        assert is_refused(browser(stranger).post(url("assign_coverage", district.pk), words(person)))
    assert not CoverageAssignment.objects.exists()


def test_list_shows_the_boards_all_and_others_their_own(city, district):
    assign(city, event="Việc của Thành phố")
    assign(district, event="Việc của phóng viên")
    assign(district, make_member(district), event="Việc của biên tập viên")
    both = ["Việc của biên tập viên", "Việc của phóng viên"]
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        assert sorted(listed(person)) == both
    assert listed(make_member(district)) == ["Việc của biên tập viên"]
    assert listed(make_member(district, Role.COLLABORATOR)) == []
    for stranger in (make_supervisor(), make_member(district, Role.ANSWERING_OFFICER)):
        assert is_refused(browser(stranger).get(url("coverage")))


@pytest.mark.slow(reason="opens the list for each filter and person")
def test_filters_know_the_own_people_alone(city, district):
    head, foreign = make_head(district), assign(city, event="Việc của Thành phố")
    in_past(district, event="Việc trễ")
    next_month = timezone.now() + timedelta(days=30)
    left = assign(district, make_member(district), event="Việc không còn ai", starts_at=next_month)
    withdraw_membership(left.person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    cancel_coverage(assign(district, event="Việc đã hủy"), reason="Hoãn", by=head, at=timezone.now())
    assert listed(head, state="cancelled") == ["Việc đã hủy"]
    assert listed(head, trouble="late") == ["Việc trễ"]
    assert listed(head, trouble="left") == ["Việc không còn ai"]
    assert listed(head, person=left.person.pk) == ["Việc không còn ai"]
    assert listed(head, q="trễ") == ["Việc trễ"]
    response = browser(head).get(url("coverage"), {"person": foreign.person.pk})
    assert foreign.person not in response.context["filters"].form.fields["person"].queryset
    assert "Việc của Thành phố" not in response.content.decode()


def test_assignment_of_another_portal_is_not_there(city, district):
    row, client = assign(city), browser(make_head(district))
    for name in ("coverage_assignment", "deliver_coverage", "cancel_coverage"):
        assert client.get(url(name, row.pk)).status_code == 404
        assert client.post(url(name, row.pk), {"reason": "Hoãn", "page": 1}).status_code in {404, 405}
    row.refresh_from_db()
    assert row.state == CoverageState.ASSIGNED


def test_who_was_sent_hands_the_item_in_and_sees_it(district):
    row, page = assign(district), make_article(district, "Tin khánh thành", published=False)
    client = browser(row.person)
    assert url("deliver_coverage", row.pk) in client.get(url("coverage_assignment", row.pk)).content.decode()
    response = client.post(url("deliver_coverage", row.pk), {"page": page.pk})
    assert response["Location"] == url("coverage_assignment", row.pk)
    assert "Tin khánh thành" in client.get(url("coverage_assignment", row.pk)).content.decode()
    # Head and colleagues hand in nothing for somebody else.
    assert is_refused(browser(make_head(district)).get(url("deliver_coverage", row.pk)))


def test_page_of_another_portal_is_refused_and_its_title_not_shown(city, district):
    row = assign(district)
    for page in (make_article(city, "Nháp mật", published=False).pk, 987654):
        response = browser(row.person).post(url("deliver_coverage", row.pk), {"page": page})
        assert response.status_code == 422
        assert "Chọn một trang của cổng này" in errors_at(response, "page")
        assert "Nháp mật" not in response.content.decode()
    row.refresh_from_db()
    assert row.page is None


def test_deputy_cancels_with_a_reason_and_the_person_reads_it(district):
    row, client = assign(district), browser(make_head(district, seat=Seat.DEPUTY))
    assert client.post(url("cancel_coverage", row.pk), {"reason": ""}).status_code == 422
    assert client.post(url("cancel_coverage", row.pk), {"reason": "Hoãn lễ"}).status_code == 302
    assert "Hoãn lễ" in browser(row.person).get(url("coverage_assignment", row.pk)).content.decode()
    assert is_refused(client.get(url("cancel_coverage", row.pk)))


def test_words_of_an_assignment_run_nothing(district):
    row = assign(district, event="<script>alert(1)</script>", instruction="<b>x</b>")
    screen = browser(make_head(district)).get(url("coverage_assignment", row.pk)).content.decode()
    assert "<script>alert(1)" not in screen
    assert "<b>x</b>" not in screen
