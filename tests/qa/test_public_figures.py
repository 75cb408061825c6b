"""Figures, open data, usefulness, the page of the city, and what stands on none of them."""

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO
from random import Random

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from members.enums import Seat
from participation.enums.submissions import ConsentPurpose
from participation.models import DayMark
from participation.tasks import forget_traces_of_ratings
from qa.asking.usefulness import LEAST_SHOWN, say_useful, usefulness_of, usefulness_of_portal
from qa.core import actions as workflow
from qa.core.reply_text import reply_text
from qa.enums import OPEN_STATES, MessageKind, PublicName, QuestionState, RefusalReason, Visibility, WithholdReason
from qa.models import AnswerUsefulness, Question, QuestionTally, QuestionTopic
from qa.oversight.figures import LEAST_FOR_SHARE, Figures, count_questions, figures_by, total_of
from qa.publication.export import COLUMNS
from qa.publication.visibility import ask_to_withhold, confirm_visibility, totals_of, withheld_log
from qa.tasks import count_questions as count_task
from tests.factories import AT, make_head
from tests.home.branches import open_english
from tests.isolation.rows import undone
from tests.participation.factories import FACTS, make_sender, marks_in
from tests.qa.approvals import mark_approved
from tests.qa.factories import make_question, make_unit
from tests.qa.public import answer, publish, read, words
from tests.qa.question_walks import LENGTH, Walk

pytestmark = pytest.mark.django_db

COUNTED = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
DUE = date(2026, 11, 26)


def mixed(portal):
    """In time, late, promised and late, waiting, overdue, declined, refused, passed on as a complaint; one of them
    withheld."""
    topic = QuestionTopic.objects.get(code="ho-tich")
    answer(publish(portal, topic=topic, answer_due=DUE), on=DUE)
    answer(publish(portal, topic=topic, answer_due=DUE), on=date(2026, 11, 27))
    answer(
        publish(portal, answer_due=DUE, first_reply_on=DUE, was_promised_for=date(2026, 11, 27)),
        on=date(2026, 11, 30),
    )
    publish(portal, answer_due=date(2026, 11, 27))
    publish(portal, answer_due=DUE, unit=make_unit(portal))
    publish(portal, state=QuestionState.OUT_OF_SCOPE, day_zero=date(2026, 10, 30))
    publish(portal, state=QuestionState.REFUSED, refused_because=RefusalReason.INSULT, listed_at=None)
    publish(portal, state=QuestionState.ROUTED_OUT, listed_at=None)
    hide(publish(portal, "KínĐáo", state=QuestionState.OUT_OF_SCOPE))


def hide(question):
    """Withhold it, by two of the board that received it."""
    portal = question.received_portal
    because = {"to": Visibility.HIDDEN, "because": WithholdReason.UNLAWFUL, "text": "Nội bộ"}
    ask_to_withhold(question, **because, by=make_head(portal), at=COUNTED)
    confirm_visibility(question, by=make_head(portal, seat=Seat.DEPUTY), at=COUNTED)


@pytest.mark.both_engines
def test_unit_of_another_portal_is_named_with_its_agency(city, district):
    """In list, filter and figures: most agencies have a unit of this name."""
    unit = make_unit(district)
    publish(city, unit=make_unit(city))
    publish(city, unit=unit, responsible_portal=district)
    count_questions(at=COUNTED)
    for path in ("/hoi-dap/", "/hoi-dap/thong-ke/"):
        page = BeautifulSoup(words(city, path), "html.parser")
        for name in (unit.name, f"{unit.name}, {district.name}"):
            found = page.find_all(lambda tag, name=name: not tag.find(True) and tag.get_text(strip=True) == name)
            assert len(found) == (2 if path == "/hoi-dap/" else 1), (path, name)


@pytest.mark.both_engines
def test_figures_count_what_became_of_the_questions_of_each_portal(city, district):
    mixed(district)
    publish(city)
    assert count_questions(at=COUNTED) == QuestionTally.objects.count()
    by_portal = figures_by("portal", QuestionTally.objects.all())
    assert by_portal[city.pk] == Figures(received=1, waiting=1)
    closed = {"declined": 1, "refused": 1, "routed_out": 1, "withheld": 1}
    whole = Figures(received=9, answered=3, waiting=2, **closed, in_time=1, late=2, overdue=1)
    assert by_portal[district.pk] == whole
    by_month = figures_by("month", QuestionTally.objects.for_portals([district.pk]))
    assert {month: one.received for month, one in by_month.items()} == {"2026-10": 1, "2026-11": 8}
    assert total_of(by_month.values()) == whole
    # A share is said of enough questions alone.
    assert Figures(in_time=LEAST_FOR_SHARE - 1).share_in_time is None
    assert Figures(in_time=8, late=1, overdue=1).share_in_time == 0.8
    # Counted anew, nothing is doubled.
    count_task()
    call_command("count_questions", stdout=StringIO())
    assert figures_by("portal", QuestionTally.objects.all())[district.pk].received == 9


@pytest.mark.slow(reason="walks at random through all verbs, and counts what became of the questions")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_what_became_of_questions_adds_up_to_what_was_received_whatever_happened(city, district, seed):
    choices = Random(seed)  # noqa: S311 -- a walk, no secret
    with undone():
        walks = [Walk(district, city) for _walk in range(2)]
        for walk in walks:
            for _step in range(LENGTH):
                walk.go(choices)
        count_questions(at=max(walk.at for walk in walks))
        counted = figures_by("portal", QuestionTally.objects.all())
        found = counted.pop(district.pk)
        questions = Question.objects.received_by([district.pk])
        assert (counted, found.received) == ({}, questions.count())
        assert sum(number for _ending, number in found.endings) == found.received
        told = Counter(ending_told(question) for question in questions)
        assert {ending.value: number for ending, number in found.endings if number} == told
        log = totals_of(withheld_log(district.pk))
        assert (log.withheld, log.refused, log.routed_out) == (found.withheld, found.refused, found.routed_out)


def ending_told(question):
    """What became of a question, as its history tells it."""
    events = list(question.events.order_by("number"))
    verbs = [event.verb for event in events]
    decided = [verb for verb in verbs if verb in {"withhold", "show"}]
    if decided and decided[-1] == "withhold":
        return "withheld"
    closed = {"out_of_scope": "declined", "merged_duplicate": "merged"}
    state = events[-1].after
    if state not in OPEN_STATES:
        return closed.get(state, state)
    if "answer" in verbs:
        reopened = [event.acting_as for event in events if event.verb == "reopen"]
        return "asked_further" if reopened[-1] == "sender" else "answered"
    if "promised_for" in events[-1].data["days"]:
        return "promised"
    return "passed_on" if question.is_forwarded else "waiting"


def test_statistics_show_the_own_portal_and_the_city_shows_all(city, district):
    mixed(district)
    publish(city)
    count_questions(at=COUNTED)
    own = BeautifulSoup(read(district, "/hoi-dap/thong-ke/").content, "html.parser")
    assert [figure.get_text() for figure in own.select(".figures dd")] == ["9", "–", "1", *"321111"]
    for said in ("Hộ tịch", "Chưa xếp lĩnh vực", "tháng 10/2026"):
        assert said in own.get_text()
    earlier, other = read(district, "/hoi-dap/thong-ke/", nam="2025"), read(city, "/hoi-dap/thong-ke/")
    for response, received in ((earlier, "0"), (other, "1")):
        assert BeautifulSoup(response.content, "html.parser").select_one(".figures dd").get_text() == received
    whole = BeautifulSoup(read(city, "/hoi-dap-toan-thanh-pho/").content, "html.parser")
    assert whole.select_one(".figures dd").get_text() == "10"
    table = whole.select("#by-portal tbody tr")
    rows = {row.th.get_text().replace("\xa0", " "): row.td.get_text() for row in table}
    assert rows == {city.name: "1", district.name: "9"}
    led = read(district, "/hoi-dap-toan-thanh-pho/")
    assert (led.status_code, led["Location"]) == (301, f"{city.root_url}/hoi-dap-toan-thanh-pho/")


@pytest.mark.slow(reason="publishes the English homes of two portals")
def test_figures_of_all_portals_in_english_lead_to_questions_in_a_language_that_each_portal_has(city, district):
    for portal in (city, district):
        publish(portal)
    count_questions(at=COUNTED)
    open_english(city)

    def links():
        whole = BeautifulSoup(read(city, "/en/questions-of-the-city/").content, "html.parser")
        return [link["href"] for link in whole.select("#by-portal tbody a")]

    assert links() == [f"{city.root_url}/en/questions/", f"{district.root_url}/hoi-dap/"]
    open_english(district)
    assert links() == [f"{city.root_url}/en/questions/", f"{district.root_url}/en/questions/"]


@pytest.mark.both_engines
def test_log_counts_what_is_withheld_by_month_and_class(city, district):
    mixed(district)
    mixed(city)
    lines = [(line.month, line.kind.value, line.count) for line in withheld_log(district.pk)]
    assert lines == [("2026-11", "withheld", 1), ("2026-11", "refused", 1), ("2026-11", "routed_out", 1)]
    shown = words(district, "/hoi-dap/khong-dang/")
    assert [said in shown for said in ("Trái pháp luật", "KínĐáo", "Nội bộ")] == [True, False, False]


def test_open_data_is_what_the_public_reads_and_runs_nothing(city, district):
    asked = publish(district, "=HYPERLINK(1)", "Dòng một\nDòng hai", topic=None)
    answer(asked, "Trả lời cũ", on=date(2026, 11, 19))
    answer(asked, "Trả lời mới")
    publish(city, "Của thành phố")
    table = list(csv.DictReader(io.StringIO(words(district, "/hoi-dap/du-lieu.csv").removeprefix("\ufeff"))))
    assert list(table[0]) == list(COLUMNS)
    assert [(row["title"], row["answer"], row["punctuality"]) for row in table] == [
        ("'=HYPERLINK(1)", "Trả lời mới", "in_time")
    ]
    rows = json.loads(words(district, "/hoi-dap/du-lieu.json"))["questions"]
    assert [(row["title"], row["address"]) for row in rows] == [
        ("=HYPERLINK(1)", f"{district.root_url}/hoi-dap/{asked.code}/")
    ]
    assert set(rows[0]) == set(COLUMNS)


def test_figures_by_month_are_a_workbook_as_well_of_the_own_portal_alone(city, district):
    mixed(district)
    publish(city)
    count_questions(at=COUNTED)
    sent = read(district, "/hoi-dap/so-lieu.xlsx")
    assert sent["Content-Disposition"] == f'attachment; filename="so-lieu-hoi-dap-{district.code}.xlsx"'
    (form_token,) = load_workbook(io.BytesIO(b"".join(sent.streaming_content))).worksheets
    table = csv.reader(io.StringIO(words(district, "/hoi-dap/so-lieu.csv").removeprefix("\ufeff")))
    assert [[str(cell) for cell in row] for row in form_token.values] == list(table)
    assert [row[:2] for row in form_token.values] == [("month", "received"), ("2026-10", 1), ("2026-11", 8)]


def test_open_data_is_sent_again_only_where_something_has_happened(city, district):
    question = make_question(district)
    client = Client(headers={"host": district.host})
    for name in ("csv", "json"):
        first = client.get(f"/hoi-dap/du-lieu.{name}")
        assert first["Cache-Control"] == "public, no-cache"
        known = {"if-none-match": first["ETag"]}
        assert client.get(f"/hoi-dap/du-lieu.{name}", headers=known).status_code == 304
        assert Client(headers={"host": city.host}).get(f"/hoi-dap/du-lieu.{name}", headers=known).status_code == 200
    workflow.assign_question(question, unit=make_unit(district), by=make_head(district), at=COUNTED)
    assert client.get("/hoi-dap/du-lieu.json", headers=known).status_code == 200


def say(portal, question, said, **headers):
    client = Client(headers={"host": portal.host}, **headers)
    return client.post(f"/hoi-dap/{question.code}/huu-ich/", {"huu_ich": said} if said else {})


@pytest.mark.both_engines
def test_usefulness_is_said_once_a_day_from_a_network_and_nobody_is_known(city, district):
    question = publish(district)
    answer(question)
    assert read(district, f"/hoi-dap/{question.code}/huu-ich/")["Cache-Control"] == "private, no-store"
    assert AnswerUsefulness.objects.count() == 0
    missing = say(district, question, "")
    assert (missing.status_code, "Chọn một trong hai ý." in missing.content.decode()) == (422, True)
    for said, address, answered in (
        ("co", "203.0.113.7", "Cảm ơn ông/bà"),
        ("khong", "203.0.113.7", "Mỗi kết nối chỉ được tính một lần trong ngày"),
        ("khong", "203.0.113.8", "Cảm ơn ông/bà"),
    ):
        assert answered in say(district, question, said, REMOTE_ADDR=address).content.decode()
    row = AnswerUsefulness.objects.get()
    assert (row.useful, row.useless) == (1, 1)
    assert "203.0.113" not in str(DayMark.objects.values_list())
    assert say(city, question, "co").status_code == 404
    assert say(district, publish(district), "co").status_code == 404


@pytest.mark.both_engines
def test_usefulness_is_public_of_enough_readers_and_marks_are_forgotten(city, district):
    question = publish(district)
    today = date(2026, 11, 20)
    for number in range(LEAST_SHOWN):
        assert usefulness_of(question) is None
        assert say_useful(question, is_useful=number > 1, address=f"2001:db8:{number}::1", today=today)
    assert not say_useful(question, is_useful=True, address="2001:db8:1::ffff", today=today)
    found = usefulness_of(question)
    assert (found.useful, found.said) == (LEAST_SHOWN - 2, LEAST_SHOWN)
    assert usefulness_of_portal(district.pk) == found
    assert usefulness_of_portal(city.pk, least=1) is None
    assert say_useful(question, is_useful=True, address="2001:db8:1::1", today=date(2026, 11, 21))
    assert DayMark.objects.count() == 1
    forget_traces_of_ratings()
    assert DayMark.objects.count() == 0


@pytest.mark.slow(reason="opens every public page of questions")
def test_no_personal_data_stands_on_any_public_page(district):
    """Marks in every personal field, with and without accents, and in the words as they were sent."""
    sender = make_sender(district, agreed=(ConsentPurpose.ANSWER,))
    question = publish(district, "Xin bản sao", sender=sender, asked_back=FACTS.phone)
    answer(question, draft=reply_text(FACTS.email))
    said = {"asked_back": FACTS.phone, "text": FACTS.name, "sent_at": AT}
    question.messages.create(kind=MessageKind.CLARIFICATION, **said)
    shown = question.messages.create(kind=MessageKind.FOLLOW_UP, **said, public_text="Còn lệ phí?", published_at=AT)
    mark_approved([shown], portal=district, by=make_head(district))
    other = publish(district, "", "", published_at=None, listed_at=None)
    withheld = {"withheld_because": WithholdReason.UNLAWFUL, "withheld_on": DUE, "visibility": Visibility.SENDER_ONLY}
    third = publish(district, "Tên công khai", **withheld)
    as_sent = f"{FACTS.name} {FACTS.email} {FACTS.phone} {FACTS.relation}"
    Question.objects.update(title=as_sent[:200], text=as_sent)
    count_questions(at=AT)
    places = ["", "rss/", "thong-ke/", "khong-dang/", "du-lieu.csv", "du-lieu.json"]
    places += [f"{one.code}/{rest}" for one in (question, other, third) for rest in ("", "rss/", "huu-ich/")]
    for place in places:
        assert marks_in(words(district, f"/hoi-dap/{place}")) == [], place
    for typed in ("DấuTên", "dauthu", "0901777345"):
        assert not BeautifulSoup(read(district, q=typed).content, "html.parser").select(".question-list")
    assert "Còn lệ phí?" in words(district, f"/hoi-dap/{question.code}/")
    # The mark itself is found where it may stand, once that was agreed to.
    agreed = make_sender(district, agreed=(ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME))
    named = publish(district, sender=agreed, public_name=PublicName.NAME)
    assert marks_in(words(district, f"/hoi-dap/{named.code}/"))
    assert Question.objects.readable().count() == 2
