"""Overdue questions over all portals: for supervisors alone, without what is not public, and as a table on record."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from deadlines.queries import working_calendar
from members.enums import Role
from qa.enums import QuestionEventKind, QuestionState, WithholdReason
from qa.models import Question
from qa.oversight.overdue import overdue_questions
from qa.publication.public_labels import standing_of_question
from qa.views.oversight.overdue import OverdueListView
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.factories import make_head, make_member, make_operator, make_supervisor
from tests.participation.factories import marks_in
from tests.qa.factories import TITLE, make_officer, make_question, make_unit
from tests.qa.following import SHOWN, public_question

# Screens ask no engine what the list itself does not ask, which is tried on both.
pytestmark = pytest.mark.django_db

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
    assert days_of(on=date(2026, 11, 6)) == {}
    assert list(days_of(on=date(2026, 11, 7)).items()) == [(unsorted.pk, date(2026, 11, 6))]
    assert list(days_of(on=date(2026, 11, 26))) == [unsorted.pk]
    assert list(days_of(on=date(2026, 11, 27)).items()) == [
        (unsorted.pk, date(2026, 11, 6)),
        (waiting.pk, date(2026, 11, 26)),
    ]


def test_punctuality_counts_them_by_portal_and_leads_to_them(city, district):
    for portal, state in ((district, S.RECEIVED), (district, S.IN_ANSWER), (city, S.IN_ANSWER)):
        late(make_question(portal, state))
    make_question(city, S.ANSWERED)
    supervisor, address = browser(make_supervisor()), reverse("punctuality")
    (further,) = supervisor.get(address).context["further_counts"]
    named = [(row["name"], row["count"], row["url"]) for row in further["rows"]]
    assert further["total"] == 3
    assert named == [(one.name, n, f"{LIST}?portal={one.pk}") for one, n in ((district, 2), (city, 1))]
    (narrowed,) = supervisor.get(address, {"kind": city.kind_id}).context["further_counts"]
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
    codes = [other.code, public.code, withheld.code]
    assert [row.code for row in page.context["object_list"]] == codes
    assert text.count(SHOWN) == 1
    assert f"/hoi-dap/{public.code}/" in text
    assert f"/hoi-dap/{other.code}/" not in text
    assert TITLE not in text
    assert marks_in(text) == []
    assert make_officer(make_unit(district)).get_full_name() not in text
    assert "Phòng Hộ tịch" in text
    calendar, today = working_calendar(), timezone.localdate()
    assert f"{calendar.days_late(other.answer_due, today)} ngày làm việc" in text


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
    assert "Phòng Quản lý đô thị" not in client.get(LIST).content.decode()
    assert "Phòng Quản lý đô thị" in client.get(LIST, {"portal": district.pk}).content.decode()
    assert here.code not in shown(portal=city.pk, unit=foreign.pk)
    for nonsense in ({"portal": "x"}, {"unit": own.pk}, {"portal": district.pk, "unit": foreign.pk}, {"p": "900"}):
        assert client.get(LIST, nonsense).status_code == 200


def test_nobody_else_reads_or_takes_it(district):
    late(make_question(district, S.IN_ANSWER))
    people = make_head(district), make_member(district, Role.PORTAL_ADMIN), make_officer(make_unit(district))
    for person in people:
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
