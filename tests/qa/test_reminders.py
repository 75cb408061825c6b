"""Officer, then board, then city are reminded: once for each stage, of the own portal alone, while it holds.

Overdue questions over all portals: for supervisors alone, without what is not public, and as a table on record.
"""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from deadlines.queries import working_calendar
from members.enums import Role, Seat
from members.memberships import grant_membership, seat_on_board
from members.models import BoardSeat
from notifications.models import Notice
from notifications.notice_mail import send_digest
from qa.core import actions as workflow
from qa.core import closing
from qa.enums import AnswerKind, QuestionEventKind, QuestionNoticeKind, QuestionState, WithholdReason
from qa.models import Question, UnitOfficer
from qa.oversight.overdue import overdue_questions
from qa.oversight.reminders import note_questions
from qa.publication.public_labels import standing_of_question
from qa.views.oversight.overdue import OverdueListView
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.factories import WARD, make_head, make_member, make_operator, make_portal, make_supervisor, make_user
from tests.participation.factories import marks_in
from tests.qa.factories import (
    LATER,
    TITLE,
    approve_reply,
    ask,
    make_officer,
    make_question,
    make_question_with_token,
    make_unit,
    submit,
)
from tests.qa.following import SHOWN, public_question

pytestmark = pytest.mark.django_db

K = QuestionNoticeKind


def on(day: str) -> datetime:
    """Seven in the morning."""
    return datetime.fromisoformat(f"2026-{day}T00:00:00").replace(tzinfo=UTC)


def told(at: datetime) -> list[tuple[str, str]]:
    """Who is told anew of what."""
    before = set(Notice.objects.values_list("pk", flat=True))
    note_questions(at)
    rows = Notice.objects.exclude(pk__in=before).filter(kind__in=list(K)).order_by("kind", "user")
    return [(row.kind, row.user.username) for row in rows.select_related("user")]


@pytest.fixture
def supervisor(city):
    return make_supervisor()


@pytest.mark.both_engines
def test_officer_then_board_then_city_are_told_once_each_and_nobody_of_another_portal(city, district, supervisor):
    question = make_question(district, QuestionState.IN_ANSWER)
    # With the head of the other board, named on no day.
    make_officer(make_unit(city))
    officer, head = make_officer(make_unit(district)).username, make_head(district).username
    assert question.answer_due.isoformat() == "2026-11-26"
    assert told(on("11-19")) == []
    assert told(on("11-20")) == [(K.QUESTION_SOON, officer)]
    assert told(on("11-23")) == []
    assert told(on("11-26")) == [(K.QUESTION_TODAY, officer)]
    assert told(on("11-27")) == [(K.QUESTION_LATE, officer)]
    assert told(on("11-30")) == [(K.QUESTION_LATE_BOARD, head)]
    assert told(on("12-03")) == [(K.QUESTION_LATE_CITY, supervisor.username)]
    assert told(on("12-31")) == []


def test_board_is_told_of_what_it_has_to_sort(district, supervisor):
    ask(district)
    member = make_user("uyvien")
    seat_on_board(district.board, member, seat=Seat.MEMBER, by=None, at=LATER)
    head = make_head(district)
    # Came on the fourth: at the next run the day to name another body has passed. The member sits from the fifth on.
    assert (K.QUESTION_SCOPE, head.username) in told(on("11-05"))
    assert {name for kind, name in told(on("11-06")) if kind == K.QUESTION_SORT} == {head.username, member.username}
    assert {kind for kind, _name in told(on("11-09"))} == {K.QUESTION_SORT_LATE}
    assert told(on("11-11")) == [(K.QUESTION_SORT_CITY, supervisor.username)]


def test_next_level_is_told_where_nobody_is_there(district, supervisor):
    make_question(district, QuestionState.ASSIGNED)
    UnitOfficer.objects.update(valid_until=LATER.date())
    assert told(on("11-20")) == [(K.QUESTION_SOON, make_head(district).username)]
    BoardSeat.objects.filter(board__portal=district).update(ended_at=LATER, valid_until=LATER.date())
    assert told(on("11-26")) == [(K.QUESTION_TODAY, supervisor.username)]


def test_whoever_began_the_answer_is_told_alone(district):
    question = make_question(district, QuestionState.ASSIGNED)
    first = make_officer(question.unit)
    second = make_user("canbo2")
    grant_membership(second, role=Role.ANSWERING_OFFICER, portal=district, reason="Phân công", by=None, at=LATER)
    UnitOfficer.objects.create(unit=question.unit, user=second, valid_from=LATER.date())
    workflow.start_answer(question, by=first, at=LATER)
    assert told(on("11-20")) == [(K.QUESTION_SOON, first.username)]


def test_promised_day_is_a_clock_of_its_own(district):
    """An officer who was told of the first last day is told of the promised one as well."""
    question = make_question(district, QuestionState.IN_ANSWER)
    officer = make_officer(question.unit).username
    assert told(on("11-26")) == [(K.QUESTION_TODAY, officer)]
    submit(question, kind=AnswerKind.INTERIM)
    approve_reply(question)
    question.refresh_from_db()
    assert question.promised_for.isoformat() == "2026-12-01"
    assert told(on("11-27")) == [(K.QUESTION_SOON, officer)]
    assert told(on("12-01")) == [(K.QUESTION_TODAY, officer)]


def test_what_came_after_office_hours_is_told_on_its_day_and_said_to_be_late_after_it(district):
    ask(district, at=datetime(2026, 11, 4, 12, 0, tzinfo=UTC))
    head = make_head(district)
    assert told(on("11-05")) == [(K.QUESTION_SCOPE, head.username)]
    ask(district)
    note_questions(on("11-06"))
    assert send_digest(head.pk, at=on("11-06"))
    text = " ".join(mail.outbox[-1].body.split())
    assert "QUAN1-2026-000002" in text
    assert "05/11/2026" not in text.split("QUAN1-2026-000002")[1][:80]


@pytest.mark.slow(reason="takes questions through their whole way")
@each_case("how", ["asked further", "corrected"])
def test_question_that_is_reopened_has_a_last_day_and_is_reminded_of_it(district, how):
    """Though the officer was told of the first clock in the same words."""
    question, token = make_question_with_token(district, QuestionState.IN_ANSWER)
    officer = make_officer(question.unit)
    assert told(on("11-26")) == [(K.QUESTION_TODAY, officer.username)]
    submit(question)
    approve_reply(question)
    # Friday 27 November: 15 working days later is Friday 18 December.
    at = on("11-27") + timedelta(hours=2)
    if how == "asked further":
        workflow.follow_up(question, token=token, text="Còn lệ phí?", at=at)
    else:
        question.refresh_from_db()
        workflow.reopen_question(question, by=officer, at=at, remark="Sai số tiền")
    question.refresh_from_db()
    assert question.last_day.isoformat() == "2026-12-18"
    assert told(on("12-14")) == []
    assert told(on("12-15")) == [(K.QUESTION_SOON, officer.username)]
    assert told(on("12-18")) == [(K.QUESTION_TODAY, officer.username)]
    assert send_digest(officer.pk, at=on("12-18"))
    assert "18/12/2026" in mail.outbox[-1].body


def test_answer_in_review_is_the_boards_and_nobody_is_told_of_a_closed_question(district):
    for state in (QuestionState.ANSWERED, QuestionState.WITHDRAWN, QuestionState.OUT_OF_SCOPE):
        make_question(district, state)
    assert told(on("12-03")) == []
    make_question(district, QuestionState.IN_BOARD_REVIEW)
    assert told(on("11-20")) == [(K.QUESTION_SOON, make_head(district).username)]


def test_mail_names_code_and_day_leads_who_handles_it_to_the_question_and_says_no_word_of_the_sender(
    district, supervisor, caplog
):
    question = make_question(district, QuestionState.IN_ANSWER)
    officer = make_officer(question.unit)
    address = settings.ADMIN_BASE_URL + reverse("questions_admin:question", args=[question.pk])
    for day, person in (("11-20", officer), ("11-30", make_head(district)), ("12-03", supervisor)):
        note_questions(on(day))
        assert send_digest(person.pk, at=on(day))
        body = mail.outbox[-1].body
        assert (question.code in body, "26/11/2026" in body) == (True, True)
        assert (address in body) is (person != supervisor)
        assert (marks_in(body + caplog.text), TITLE in body) == ([], False)
    # The city has no part in it, and the list of what is overdue.
    assert f"{reverse('questions_admin:overdue')}?portal={district.pk}" in body


@each_case("meanwhile", ["answered", "forwarded", "not an officer any more", "a stage further"])
def test_alert_is_asked_once_more_before_it_goes(district, meanwhile):
    question = make_question(district, QuestionState.ASSIGNED)
    officer, at = make_officer(question.unit), on("11-20")
    note_questions(at)
    if meanwhile == "answered":
        closing.merge_question(question, into=ask(district)[0], by=make_head(district), at=at)
    elif meanwhile == "forwarded":
        ward = make_portal(WARD)
        workflow.forward_question(question, to=ward, by=make_head(district), at=at, remark="Đúng thẩm quyền")
    elif meanwhile == "not an officer any more":
        UnitOfficer.objects.update(valid_until=timezone.localdate(at) - timedelta(days=1))
    else:
        at = on("11-27")
    send_digest(officer.pk, at=at)
    assert [letter for letter in mail.outbox if question.code in letter.body] == []
    assert Notice.objects.filter(user=officer, dropped_at=None, kind__in=list(K)).count() == 0


@pytest.mark.both_engines
def test_reminders_and_the_daily_mail_cost_no_query_for_each_question(district, django_assert_max_num_queries):
    """Rights are asked of who gets it once, not of each line."""
    officer, counts = make_officer(make_unit(district)), []
    for number in (1, 4):
        for _number in range(number):
            make_question(district, QuestionState.IN_ANSWER)
        with django_assert_max_num_queries(12):
            note_questions(on("11-27"))
        with CaptureQueriesContext(connection) as queries:
            assert send_digest(officer.pk, at=on("11-27"))
        counts.append(len(queries))
        Notice.objects.all().delete()
    assert counts[1] <= counts[0]


# Screens ask no engine what the list itself does not ask, which is tried on both.

LIST, EXPORT = reverse("questions_admin:overdue"), reverse("questions_admin:overdue_export")
# The last day to answer is 26 November 2026, to sort the sixth.
LATE, S = date(2026, 12, 3), QuestionState


def days_of(*, on):
    return {question.pk: question.due for question in overdue_questions(on=on)}


def late(question, *, by=7, **days):
    """Its days so that it is late today; whatever day it is."""
    day = timezone.localdate() - timedelta(days=by)
    Question.objects.filter(pk=question.pk).update(**dict.fromkeys(days or ("answer_due",), day))
    question.refresh_from_db()
    return question


@pytest.mark.both_engines
def test_late_begins_after_the_last_day_and_the_oldest_is_first(city, district):
    unsorted, waiting = make_question(district), make_question(city, S.IN_ANSWER)
    make_question(district, S.ANSWERED)
    first, second = (unsorted.pk, date(2026, 11, 6)), (waiting.pk, date(2026, 11, 26))
    for day, found in ((6, []), (7, [first]), (26, [first]), (27, [first, second])):
        assert list(days_of(on=date(2026, 11, day)).items()) == found, day


def test_punctuality_counts_them_by_portal_and_leads_to_them(city, district):
    for portal, state in ((district, S.RECEIVED), (district, S.IN_ANSWER), (city, S.IN_ANSWER)):
        late(make_question(portal, state))
    make_question(city, S.ANSWERED)
    supervisor, address = browser(make_supervisor()), reverse("punctuality")
    further, _drafts = supervisor.get(address).context["further_counts"]
    named = [(row["name"], row["count"], row["url"]) for row in further["rows"]]
    by_portal = [(one.name, n, f"{LIST}?portal={one.pk}") for one, n in ((district, 2), (city, 1))]
    assert (further["total"], named) == (3, by_portal)
    narrowed, _drafts = supervisor.get(address, {"kind": city.kind_id}).context["further_counts"]
    assert [row["count"] for row in narrowed["rows"]] == [1]


@pytest.mark.both_engines
@each_case(
    "days",
    [
        {"answer_due": date(2026, 11, 20)},
        {"first_reply_on": date(2026, 11, 20), "promised_for": date(2026, 12, 1)},
        {"first_reply_on": date(2026, 11, 20), "promised_for": date(2026, 12, 9), "broken_due": date(2026, 12, 1)},
        {"first_reply_on": date(2026, 11, 20), "again_due": date(2026, 12, 2)},
    ],
    ids=["answer", "promise", "broken promise", "further question"],
)
def test_day_is_that_of_the_public_page(district, days):
    question = make_question(district, S.IN_ANSWER)
    Question.objects.filter(pk=question.pk).update(**days)
    question.refresh_from_db()
    found = standing_of_question(question, today=LATE, calendar=working_calendar())
    assert days_of(on=LATE) == {question.pk: found.due}


def test_supervisor_reads_code_unit_and_days_of_all_and_nothing_that_is_not_public(city, district):
    public, other = late(public_question(district)), late(make_question(city, S.IN_ANSWER), by=30)
    withheld = late(public_question(district))
    Question.objects.filter(pk=withheld.pk).update(
        visibility="hidden", withheld_because=WithholdReason.PERSONAL_DATA, withheld_on=LATE, listed_at=timezone.now()
    )
    page = browser(make_supervisor()).get(LIST)
    text = page.content.decode()
    assert [row.code for row in page.context["object_list"]] == [other.code, public.code, withheld.code]
    assert (text.count(SHOWN), marks_in(text)) == (1, [])
    days = working_calendar().days_late(other.answer_due, timezone.localdate())
    for words in (f"/hoi-dap/{public.code}/", "Phòng Hộ tịch", f"{days} ngày làm việc"):
        assert words in text
    for words in (f"/hoi-dap/{other.code}/", TITLE, make_officer(make_unit(district)).get_full_name()):
        assert words not in text


def test_list_is_narrowed_by_portal_and_by_its_units(city, district):
    here, there = late(make_question(district, S.IN_ANSWER)), late(make_question(city, S.IN_ANSWER))
    foreign, own = make_unit(city), make_unit(district)
    make_unit(district, "Phòng Quản lý đô thị")
    client = browser(make_supervisor())

    def shown(**asked):
        return [row.code for row in client.get(LIST, asked).context["object_list"]]

    assert set(shown()) == {here.code, there.code}
    assert shown(portal=district.pk) == shown(portal=district.pk, unit=own.pk) == [here.code]
    # Units are offered once a portal is chosen: its own.
    for asked, is_offered in (({}, False), ({"portal": district.pk}, True)):
        assert ("Phòng Quản lý đô thị" in client.get(LIST, asked).content.decode()) is is_offered
    assert here.code not in shown(portal=city.pk, unit=foreign.pk)
    for nonsense in ({"portal": "x"}, {"unit": own.pk}, {"portal": district.pk, "unit": foreign.pk}, {"p": "900"}):
        assert client.get(LIST, nonsense).status_code == 200


@pytest.mark.slow(reason="takes questions through their whole way")
def test_nobody_else_reads_or_takes_it(district):
    late(make_question(district, S.IN_ANSWER))
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN), make_officer(make_unit(district))):
        client = browser(person)
        assert all(is_shut(client.get(address)) for address in (LIST, EXPORT))
        assert is_shut(client.post(EXPORT, {"reason": "Tò mò"}))
        assert LIST not in client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
    assert not PortalEvent.objects.filter(kind=QuestionEventKind.OVERDUE_EXPORTED).exists()
    for person in (make_operator(), make_supervisor()):
        assert LIST in browser(person).get(reverse("wagtailadmin_home"), follow=True).content.decode()


def test_list_ends_after_so_many_pages_and_says_so(district, monkeypatch):
    monkeypatch.setattr("qa.views.bounded.MOST_PAGES", 1)
    monkeypatch.setattr(OverdueListView, "paginate_by", 1)
    oldest, _newest = late(make_question(district, S.IN_ANSWER), by=9), late(make_question(district, S.IN_ANSWER))
    page = browser(make_supervisor()).get(LIST, {"p": "900"})
    assert [row.code for row in page.context["object_list"]] == [oldest.code]
    assert "Chỉ hiện 1 câu hỏi đầu" in page.content.decode()


def test_export_is_what_the_filters_ask_for_and_stands_in_the_record_of_the_portals(city, district):
    public, there = late(public_question(district)), late(make_question(city, S.IN_ANSWER), by=30)
    client = browser(make_supervisor())
    assert errors_at(client.post(EXPORT, {"reason": " "}), "reason")

    def table(address):
        answer = client.post(address, {"reason": "Họp giao ban"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert TITLE not in text
        return list(csv.DictReader(StringIO(text)))

    assert [(row["Câu hỏi"], row["Cổng"], row["Tiêu đề"]) for row in table(EXPORT)] == [
        (there.code, city.name, ""),
        (public.code, district.name, SHOWN),
    ]
    assert [row["Câu hỏi"] for row in table(f"{EXPORT}?portal={district.pk}")] == [public.code]
    events = PortalEvent.objects.filter(kind=QuestionEventKind.OVERDUE_EXPORTED).order_by("pk")
    found = [(event.portal_id, event.data["count"]) for event in events]
    assert sorted(found[:3], key=str) == sorted([(city.pk, 1), (district.pk, 1), (None, 2)], key=str)
    assert found[3:] == [(district.pk, 1)]
    assert events.last().data["filter"] == {"portal": str(district.pk)}
