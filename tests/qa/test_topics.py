"""Topics of questions: kept by operators for all portals, read by supervisors."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import PortalEvent
from qa.core.actions import assign_question
from qa.core.topics import add_topic, change_topic
from qa.enums import QuestionEventKind
from qa.errors import TopicEnded, TopicNamed, TopicsForbidden
from qa.forms.asking import AskForm
from qa.models import QuestionTopic
from tests.admin import browser, errors_at, is_shut
from tests.factories import AT, make_head, make_operator, make_supervisor
from tests.qa.factories import LATER, ask, make_unit
from tests.qa.public import publish, words

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("questions_admin:topics"), reverse("questions_admin:topic_add")
NAMES = {"name_vi": "Chuyển đổi số", "name_en": "Digital transformation", "position": 5}


def told():
    rows = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_TOPICS_CHANGED, portal=None).order_by("pk")
    return [(row.data["act"], row.data["name"], row.data.get("former_name")) for row in rows]


@pytest.mark.both_engines
def test_topic_is_added_renamed_and_taken_out_of_use_with_events():
    by = {"by": make_operator(), "at": AT}
    topic = add_topic(**NAMES, **by)
    assert topic.code == "chuyen-doi-so"
    change_topic(topic, **NAMES, is_in_use=True, **by)
    renamed = NAMES | {"name_vi": "Công nghệ số"}
    change_topic(topic, **renamed, is_in_use=True, **by)
    change_topic(topic, **renamed, is_in_use=False, **by)
    change_topic(topic, **renamed, is_in_use=True, **by)
    topic.refresh_from_db()
    assert (topic.code, topic.name_vi, topic.ended_on) == ("chuyen-doi-so", "Công nghệ số", None)
    assert add_topic(**NAMES | {"name_en": "Other"}, **by).code == "chuyen-doi-so-2"
    assert told() == [
        ("Topic added", "Chuyển đổi số", None),
        ("Topic changed", "Công nghệ số", "Chuyển đổi số"),
        ("Topic taken out of use", "Công nghệ số", None),
        ("Topic in use again", "Công nghệ số", None),
        ("Topic added", "Chuyển đổi số", None),
    ]


@pytest.mark.both_engines
def test_two_topics_have_no_name_in_common_and_operators_alone_change_them(district):
    topic, by = QuestionTopic.objects.get(code="ho-tich"), {"by": make_operator(), "at": AT}
    for names in ({"name_vi": topic.name_vi.upper()}, {"name_en": topic.name_en}):
        with pytest.raises(TopicNamed):
            add_topic(**NAMES | names, **by)
    for person in (make_head(district), make_supervisor()):
        with pytest.raises(TopicsForbidden):
            change_topic(topic, **NAMES, is_in_use=False, by=person, at=AT)
    assert told() == []


def test_topic_out_of_use_is_not_offered_and_stays_with_its_questions(district):
    topic = QuestionTopic.objects.get(code="ho-tich")
    question = publish(district, topic=topic)
    facts = {"name_vi": topic.name_vi, "name_en": topic.name_en, "position": topic.position}
    change_topic(topic, **facts, is_in_use=False, by=make_operator(), at=AT)
    assert topic not in AskForm.base_fields["topic"].queryset.all()
    assert topic.name_vi in words(district, f"/hoi-dap/{question.code}/")


def test_no_verb_takes_a_topic_that_is_not_in_use_but_keeps_it(district):
    ended, other = QuestionTopic.objects.order_by("pk")[:2]
    ended.ended_on = date(2026, 11, 1)
    with pytest.raises(TopicEnded):
        ask(district, topic=ended)
    question, _token = ask(district, topic=other)
    into = {"unit": make_unit(district), "by": make_head(district), "at": LATER}
    with pytest.raises(TopicEnded):
        assign_question(question, topic=ended, **into)
    question.topic = ended
    question.save(update_fields=["topic"])
    assign_question(question, topic=ended, **into)


def test_screens_are_read_by_supervisors_and_used_by_operators(district):
    topic = QuestionTopic.objects.get(code="ho-tich")
    one, operator = reverse("questions_admin:topic", args=[topic.pk]), browser(make_operator())
    assert errors_at(operator.post(NEW, NAMES | {"name_vi": topic.name_vi}), "name_vi")
    operator.post(NEW, NAMES)
    operator.post(one, NAMES | {"name_vi": "Hộ tịch", "name_en": "Civil status"})
    topic.refresh_from_db()
    assert (topic.name_vi, topic.ended_on is None) == ("Hộ tịch", False)
    supervisor = browser(make_supervisor())
    page = supervisor.get(LIST).content.decode()
    assert ("Chuyển đổi số" in page, one in page) == (True, False)
    assert all(is_shut(supervisor.get(address)) for address in (NEW, one))
    assert is_shut(browser(make_head(district)).get(LIST))
