"""What of a history is public, and how a question stands, in words: written out, not derived."""

from datetime import date

import pytest

from deadlines.working_days import WorkingCalendar
from formats.vietnamese.text import asked_words, folded
from qa.core.explaining import ClockDays, Punctuality, Timeliness, punctuality_of
from qa.enums import Verb
from qa.models import QuestionEvent
from qa.publication.public_history import (  # each event that is told has its words, and no other
    _WORDS,
    TOLD,
    name_of_event,
    told_of,
)

# By verb: what of its data the public reads; None: nothing of the event at all.
EXPECTED = {
    "receive": set(),
    "assign": set(),
    "forward": set(),
    "send_back": set(),
    "return": set(),
    "fall_back": set(),
    "start": set(),
    "ask_back": set(),
    "clarify": set(),
    "submit": None,
    "take_back": None,
    "return_answer": None,
    "answer": set(),
    "tell_progress": {"days"},
    "hand_over": None,
    "resume": None,
    "reopen": set(),
    "decline": {"competent", "known"},
    "route_out": None,
    "refuse": {"because"},
    "merge": set(),
    "separate": set(),
    "withdraw": set(),
    "let_stand": set(),
    "publish": set(),
    "ask_withhold": None,
    "withhold": {"because"},
    "ask_show": None,
    "show": set(),
    "keep_visibility": None,
    "move_clocks": {"days"},
}
EVERYTHING = {
    "days": {"answer_due": "2026-11-26"}, "before": {}, "why": "QĐ 12", "from": 3, "unit": 4, "body": "Sở Y tế",
    "competent": 5, "known": {"id": 6, "name_vi": "Tòa án", "name_en": "Court"},
    "because": "insult", "into": "QUAN1-2026-000001", "reply": 7, "to": "hidden", "change": 9,
}  # fmt: skip


def test_table_names_every_verb():
    assert set(EXPECTED) == set(Verb)
    assert set(_WORDS) == set(TOLD)


@pytest.mark.parametrize("verb", Verb)
def test_public_reads_of_an_event_what_the_table_says(verb):
    told = told_of(verb, EVERYTHING)
    assert (None if told is None else set(told)) == EXPECTED[verb]


def test_verb_of_another_version_is_not_public():
    assert told_of("something_new", EVERYTHING) is None


# Tuesday 24 November is a holiday.
CALENDAR = WorkingCalendar(days_off=frozenset({date(2026, 11, 24)}))
DUE = date(2026, 11, 26)


def days(**values):
    given = {"promised_for": None, "was_promised_for": None, "first_reply_on": None, "answered_on": None}
    return ClockDays(**{"answer_due": DUE, "is_open": True, **given, **values})


@pytest.mark.parametrize(
    ("given", "today", "expected"),
    [
        (days(), date(2026, 11, 26), Punctuality(Timeliness.WAITING, 0, DUE)),
        (days(), date(2026, 11, 27), Punctuality(Timeliness.OVERDUE, 1, DUE)),
        (days(), date(2026, 11, 28), Punctuality(Timeliness.OVERDUE, 2, DUE)),
        (
            days(answer_due=date(2026, 11, 23)),
            date(2026, 11, 25),
            Punctuality(Timeliness.OVERDUE, 1, date(2026, 11, 23)),
        ),
        (
            days(promised_for=date(2026, 12, 1), first_reply_on=DUE),
            date(2026, 12, 1),
            Punctuality(Timeliness.WAITING, 0, date(2026, 12, 1)),
        ),
        (
            days(promised_for=date(2026, 12, 1), first_reply_on=DUE),
            date(2026, 12, 2),
            Punctuality(Timeliness.OVERDUE, 1, date(2026, 12, 1)),
        ),
        (days(is_open=False, first_reply_on=DUE, answered_on=DUE), date(2027, 1, 1), Punctuality(Timeliness.IN_TIME)),
        (
            days(is_open=False, first_reply_on=date(2026, 11, 30), answered_on=date(2026, 11, 30)),
            date(2027, 1, 1),
            Punctuality(Timeliness.LATE, 2),
        ),
        (
            days(is_open=False, first_reply_on=DUE, answered_on=date(2026, 12, 3), was_promised_for=date(2026, 12, 1)),
            date(2027, 1, 1),
            Punctuality(Timeliness.LATE, 2),
        ),
        # Another promise does not heal the first that was broken, neither before the answer nor after it.
        (
            days(promised_for=date(2026, 12, 9), first_reply_on=DUE, broken_due=date(2026, 12, 1)),
            date(2026, 12, 3),
            Punctuality(Timeliness.OVERDUE, 2, date(2026, 12, 1)),
        ),
        (
            days(
                is_open=False,
                first_reply_on=DUE,
                answered_on=date(2026, 12, 9),
                was_promised_for=date(2026, 12, 9),
                broken_due=date(2026, 12, 1),
                broken_until=date(2026, 12, 9),
            ),
            date(2027, 1, 1),
            Punctuality(Timeliness.LATE, 6),
        ),
        # Asked once more on an answer: a last day of its own.
        (
            days(first_reply_on=DUE, answered_on=DUE, again_due=date(2026, 12, 17)),
            date(2026, 12, 17),
            Punctuality(Timeliness.WAITING, 0, date(2026, 12, 17)),
        ),
        (
            days(first_reply_on=DUE, answered_on=DUE, again_due=date(2026, 12, 17)),
            date(2026, 12, 18),
            Punctuality(Timeliness.OVERDUE, 1, date(2026, 12, 17)),
        ),
        # From before such questions had one.
        (days(first_reply_on=DUE, answered_on=DUE), date(2027, 1, 1), Punctuality(Timeliness.IN_TIME)),
        (days(is_open=False), date(2027, 1, 1), Punctuality(Timeliness.NONE)),
    ],
)
def test_question_is_in_time_on_its_last_day_and_late_from_the_day_after(given, today, expected):
    assert punctuality_of(given, today=today, calendar=CALENDAR) == expected


def test_words_are_folded_and_found_from_their_beginning():
    assert folded("Xin cấp lại  GIẤY đăng-ký?") == " xin cap lai giay dang ky"
    assert asked_words("giấy ĐĂNG giấy %_") == [" giay", " dang"]
    assert asked_words("!?") == []


@pytest.mark.parametrize(
    ("verb", "data", "name"),
    [
        ("publish", {}, "Đăng câu hỏi"),
        ("publish", {"copy": 1, "is_there": True}, "Đã công khai bản sao của một tệp"),
        ("publish", {"copy": 1, "is_there": False}, "Đã gỡ bản sao của một tệp"),
        ("withhold", {}, "Không công khai câu hỏi"),
    ],
)
def test_event_of_a_copy_of_a_file_is_no_publication_of_the_question(verb, data, name):
    assert name_of_event(QuestionEvent(verb=verb, data=data)) == name
