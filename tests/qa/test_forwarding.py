"""A question that is passed on from portal to portal: whose clock runs, who is reminded, and who was late, once.

Received on Wednesday 4 November 2026: to be sorted by Friday the sixth, answered by Thursday 26 (Tuesday 24 is a
holiday). The figures are those of Wednesday the eleventh.
"""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from deadlines.queries import working_calendar
from home.reports.periods import Period
from notifications.models import Notice
from notifications.notice_mail import send_digest
from qa.core import actions as workflow
from qa.core import closing
from qa.core.verification import faults
from qa.desk.inbox import day_to_keep, desk_of
from qa.enums import QuestionNoticeKind, QuestionState
from qa.models import Question
from qa.oversight.day_figures import count_of_period
from qa.oversight.overdue import count_overdue, overdue_questions
from qa.oversight.passed_on import sorted_late_by
from qa.oversight.reminders import alerts_of, note_questions
from tests.admin import browser
from tests.factories import DEPARTMENT, WARD, make_head, make_portal, make_supervisor
from tests.isolation.rows import undone
from tests.qa.factories import approve_reply, ask, make_forwarded, make_officer, make_question, make_unit, submit
from tests.qa.following import public_question
from tests.qa.public import words

pytestmark = pytest.mark.django_db

S, K = QuestionState, QuestionNoticeKind
WEDNESDAY = date(2026, 11, 11)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def on(day: int) -> datetime:
    """At nine on a day of November."""
    return datetime(2026, 11, day, 2, 0, tzinfo=UTC)


@pytest.fixture
def portals(district):
    """Who receives the question, and two to whom it is passed on."""
    found = {"A": district, "B": make_portal(WARD), "C": make_portal(DEPARTMENT)}
    for portal in found.values():
        make_head(portal)
    return found


# What is done on which day of November: A receives the question. Then, of the question: its state, who handles it,
# whose board has to sort it and is reminded of it, when it was sorted. Of the figures: who has it in the list
# of overdue questions with whose lateness, and with whom it counts as not sorted in time.
TABLE = [
    # done, state, handled by, sorted by, sorted on; in the list: with whom and late with whom; not sorted in time with
    ("",                                                     S.RECEIVED,         "A", "A",  None, ("A", "A"), "A"),
    ("5 forward B",                                          S.RECEIVED,         "B", "B",  None, ("B", "B"), "B"),
    ("9 forward B",                                          S.RECEIVED,         "B", "B",  None, ("B", "A"), "A"),
    ("5 forward B, 6 assign",                                S.ASSIGNED,         "B", None, 6,    None,       None),
    ("5 forward B, 9 assign",                                S.ASSIGNED,         "B", None, 9,    None,       "B"),
    ("9 forward B, 10 assign",                               S.ASSIGNED,         "B", None, 10,   None,       "A"),
    ("5 forward B, 9 forward C",                             S.RECEIVED,         "C", "C",  None, ("C", "B"), "B"),
    ("9 forward B, 10 forward C, 11 assign",                 S.ASSIGNED,         "C", None, 11,   None,       "A"),
    ("5 forward B, 6 send_back",                             S.RECEIVED,         "A", "A",  None, ("A", "A"), "A"),
    ("5 forward B, 9 send_back",                             S.RECEIVED,         "A", "A",  None, ("A", "B"), "B"),
    ("5 forward B, 9 send_back, 10 assign",                  S.ASSIGNED,         "A", None, 10,   None,       "B"),
    # Sorted once in time, and passed on all the same: whoever has it sorts it anew.
    ("5 assign, 6 forward B",                                S.RECEIVED,         "B", "B",  None, ("B", "B"), "B"),
    ("5 assign, 9 forward B",                                S.RECEIVED,         "B", "B",  None, ("B", "A"), "A"),
    ("5 forward B, 5 assign, 6 return",                      S.RECEIVED,         "B", "B",  None, ("B", "B"), "B"),
    # Closed at the portal that got it, as at the one that received it.
    ("5 forward B, 5 decline",                               S.OUT_OF_SCOPE,     "B", None, 5,    None,       None),
    ("9 forward B, 10 decline",                              S.OUT_OF_SCOPE,     "B", None, 10,   None,       "A"),
    ("5 forward B, 6 refuse",                                S.REFUSED,          "B", None, 6,    None,       None),
    ("5 forward B, 6 route_out",                             S.ROUTED_OUT,       "B", None, 6,    None,       None),
    ("5 forward B, 9 merge",                                 S.MERGED_DUPLICATE, "B", None, 9,    None,       "B"),
    ("9 forward B, 10 withdraw",                             S.WITHDRAWN,        "B", None, None, None,       "A"),
    # What was answered was sorted; passed on since, it has the last day of the correction.
    ("5 assign, 5 answer, 6 reopen, 9 assign, 10 forward B", S.RECEIVED,         "B", None, 5,    None,       None),
]  # fmt: skip


@pytest.mark.both_engines
@pytest.mark.slow(reason="takes a question each of some twenty ways")
def test_clock_of_sorting_is_with_who_has_the_question_and_its_lateness_with_who_had_it(portals):
    by_key = {portal.pk: name for name, portal in portals.items()}
    for done, state, handled, sorts, sorted_on, listed, late in TABLE:
        with undone():
            question, token = ask(portals["A"])
            for step in filter(None, done.split(", ")):
                take(question, token, step, portals)
            question.refresh_from_db()
            assert (question.state, by_key[question.responsible_portal_id]) == (state, handled), done
            assert question.sorted_on == (date(2026, 11, sorted_on) if sorted_on else None), done
            assert question.classify_due == date(2026, 11, 6), done
            assert sorting_boards(question, portals) == ({sorts} if sorts else set()), done
            found = overdue_questions(on=WEDNESDAY).filter(pk=question.pk).first()
            assert (found and (by_key[found.responsible_portal_id], by_key[found.late_with])) == listed, done
            # Asked of all portals, and of each alone.
            for asked in (list(by_key), *([key] for key in by_key)):
                counted = sorted_late_by(asked, NOVEMBER, WEDNESDAY)
                expected = {late: 1} if late in {by_key[key] for key in asked} else {}
                assert {by_key[key]: number for key, number in counted.items()} == expected, done
            assert list(faults()) == []


def take(question, token, step, portals):
    """One step of a way, by whoever may."""
    day, verb, *to = step.split()
    at = on(int(day))
    question.refresh_from_db()
    here = next(portal for portal in portals.values() if portal.pk == question.responsible_portal_id)
    head, unit = {"by": make_head(here), "at": at}, make_unit(here)
    remark = {"remark": "Lý do"}
    {
        "assign": lambda: workflow.assign_question(question, unit=unit, **head),
        "forward": lambda: workflow.forward_question(question, to=portals[to[0]], **remark, **head),
        "send_back": lambda: workflow.send_back(question, **remark, **head),
        "return": lambda: workflow.return_question(question, by=make_officer(unit), at=at, **remark),
        "decline": lambda: closing.decline_question(question, body="Sở Y tế", **head),
        "refuse": lambda: closing.refuse_question(question, because="insult", **remark, **head),
        "route_out": lambda: closing.route_out(question, body="Thanh tra", **head),
        "merge": lambda: closing.merge_question(question, into=make_question(here, S.ASSIGNED), **head),
        "withdraw": lambda: closing.withdraw_question(question, token=token, at=at),
        "answer": lambda: answer(question, at),
        "reopen": lambda: workflow.reopen_question(question, **remark, **head),
    }[verb]()


def answer(question, at):
    workflow.start_answer(question, by=make_officer(question.unit), at=at)
    submit(question, at=at)
    approve_reply(question)
    # The board approves now, whatever day it is.
    Question.objects.filter(pk=question.pk).update(first_reply_on=at.date(), answered_on=at.date())


def sorting_boards(question, portals):
    """Whose board has it among what it has to sort by a last day, and is reminded of that."""
    is_open = [question] if question.is_open else []
    calendar = working_calendar()
    alerts = {alert for alert in alerts_of(is_open, on=WEDNESDAY, calendar=calendar) if "sort" in alert.kind}
    found = set()
    for name, portal in portals.items():
        head = make_head(portal)
        is_listed = question in desk_of(head, on=WEDNESDAY).to_sort() and question.is_to_sort
        is_told = {(head.pk, portal.pk)} == {(one.user_id, one.portal_id) for one in alerts}
        assert is_listed == is_told, name
        if is_listed:
            assert day_to_keep(question, today=date(2026, 11, 5)) == question.classify_due
            found.add(name)
    return found


def told(at: datetime) -> dict[str, set[str]]:
    """Who is told anew, of which stages."""
    before = set(Notice.objects.values_list("pk", flat=True))
    note_questions(at)
    found: dict[str, set[str]] = {}
    for notice in Notice.objects.exclude(pk__in=before).select_related("user"):
        found.setdefault(notice.user.username, set()).add(notice.kind)
    return found


@pytest.mark.slow(reason="takes questions through their whole way")
@pytest.mark.both_engines
def test_board_is_reminded_of_what_came_to_it_and_once_more_of_what_comes_back(portals):
    question, _token = ask(portals["A"])
    first, second = (make_head(portals[name]) for name in ("A", "B"))
    take(question, "", "5 forward B", portals)
    assert told(on(6)) == {second.username: {K.QUESTION_SCOPE, K.QUESTION_SORT}}
    assert send_digest(second.pk, at=on(6))
    letter = " ".join(mail.outbox[-1].body.split())
    address = settings.ADMIN_BASE_URL + reverse("questions_admin:question", args=[question.pk])
    for said in (question.code, "06/11/2026", str(portals["A"]), address):
        assert said in letter
    assert told(on(9)) == {second.username: {K.QUESTION_SORT_LATE}}
    take(question, "", "9 send_back", portals)
    assert told(on(10)) == {first.username: {K.QUESTION_SCOPE, K.QUESTION_SORT_LATE}}
    assert not send_digest(second.pk, at=on(10)), "it is not theirs any more"
    take(question, "", "10 forward B", portals)
    assert told(on(11)) == {second.username: {K.QUESTION_SCOPE, K.QUESTION_SORT_LATE}}
    take(question, "", "11 assign", portals)
    assert told(on(12)) == {}


@pytest.mark.slow(reason="takes questions through their whole way")
def test_work_of_the_receiving_board_shows_it_and_that_of_the_first_does_not(portals):
    question = make_forwarded(portals["A"], portals["B"])
    for name, is_there in (("A", False), ("B", True)):
        head = make_head(portals[name])
        for address in (reverse("wagtailadmin_home"), reverse("questions_admin:inbox")):
            assert (question.code in browser(head).get(address).content.decode()) is is_there, name
    page = browser(make_head(portals["B"])).get(reverse("questions_admin:question", args=[question.pk]))
    assert page.context["next_step"].name == "assign"
    others = {step.name for step in page.context["other_steps"]}
    assert {"forward", "send_back", "decline", "merge", "route_out", "refuse"} <= others
    # Not that the board which got it had passed it on.
    assert page.context["events"][0]["portal"] == f"{portals['A'].name} → {portals['B'].name}"


def test_public_page_says_whose_board_has_to_sort_it(portals):
    question = public_question(portals["A"], S.ASSIGNED)
    Question.objects.filter(pk=question.pk).update(listed_at=on(5))
    path = f"/hoi-dap/{question.code}/"
    assert "Ban Biên tập phải phân loại" not in words(portals["A"], path)
    take(question, "", "6 forward B", portals)
    shown = words(portals["A"], path)
    for said in ("Ban Biên tập phải phân loại", portals["B"].name, "06/11/2026"):
        assert said in shown
    unread = make_forwarded(portals["A"], portals["B"])
    # It may be a complaint: who counts codes reads nothing of it before it is sorted.
    client = Client(headers={"host": portals["A"].host})
    assert client.get(f"/hoi-dap/{unread.code}/").status_code == 404


@pytest.mark.slow(reason="takes questions through their whole way")
def test_report_of_a_month_leads_in_each_row_to_the_list_of_overdue_questions(portals):
    """Each question stands in one column of its state; who was late is counted once, wherever the question is now."""
    for done in ("", "5 forward B", "9 forward B", "9 forward B, 10 assign", "5 assign, 5 answer"):
        question, token = ask(portals["A"])
        for step in filter(None, done.split(", ")):
            take(question, token, step, portals)
    earlier, _token = ask(portals["B"], at=datetime(2026, 10, 1, 2, 0, tzinfo=UTC))
    december = date(2026, 12, 3)
    keys = {name: portal.pk for name, portal in portals.items()}
    rows = count_of_period(keys.values(), NOVEMBER, december)
    # Received; answered in time, late; open, overdue, elsewhere; less, plus, makes; last day to sort passed here.
    assert rows[keys["A"]] == (5, 1, 0, 0, 4, 0, 3, 0, 1, 3)
    assert rows[keys["B"]] == (0, 0, 0, 0, 0, 0, 0, 4, 4, 1)
    assert keys["C"] not in rows
    listed = count_overdue(december)
    for key, (received, *columns, _late) in rows.items():
        *states, less, plus, makes = columns
        assert (sum(states), states[3] - less + plus, makes) == (received, makes, listed[key])
    assert earlier.code in overdue_questions(on=december).values_list("code", flat=True)


def test_list_of_overdue_questions_names_what_was_not_done_and_where_the_last_day_passed(portals):
    late = ask(portals["A"])[0]
    take(late, "", "9 forward B", portals)
    shown = browser(make_supervisor()).get(reverse("questions_admin:overdue"))
    (row,) = shown.context["object_list"]
    cells = [column.get_value(row) for column in shown.context["table"].columns.values()]
    assert cells[1:6] == [portals["B"].name, "", "Chưa phân loại", "06/11/2026", portals["A"].name]
