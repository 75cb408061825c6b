"""Units, officers and canned responses are kept for the own portal alone; questions wait on "My work".

Topics of questions: kept by operators for all portals, read by supervisors.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ProposalState
from editorial.integrity.invariants import public_that_differs
from editorial.permissions import proposed
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Role
from members.memberships import grant_membership
from notifications.task_lists import task_list_types
from qa.core import actions as workflow
from qa.core.topics import add_topic, change_topic
from qa.core.units import change_unit, create_unit, end_unit
from qa.desk.canned_responses import keep_text
from qa.enums import CannedResponseKind, QuestionEventKind, QuestionState, QuestionTaskList
from qa.errors import DeskForbidden, TopicEnded, TopicNamed, TopicsForbidden, UnitElsewhere
from qa.forms.asking import AskForm
from qa.models import AnsweringUnit, CannedResponse, QuestionTopic, UnitOfficer
from qa.publication.actions import propose_public_text
from tests.admin import browser, errors_at, is_shut
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user
from tests.notifications.my_work import titles
from tests.proposals import act
from tests.qa.factories import LATER, ask, make_officer, make_question, make_unit, stored
from tests.qa.public import publish, words

pytestmark = pytest.mark.django_db

S = QuestionState


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def approve_name(unit):
    act(open_proposal(unit), make_head(unit.portal))


class TestUnits:
    @pytest.mark.slow(reason="goes through every screen of units")
    def test_administrator_makes_a_unit_names_and_ends_its_officer_and_ends_it(self, district):
        admin, officer = (make_member(district, role) for role in (Role.PORTAL_ADMIN, Role.ANSWERING_OFFICER))
        client, today = browser(admin), timezone.localdate()
        names = {"portal": district.pk, "name_vi": "Phòng Nội vụ", "name_en": "Home Affairs", "position": 1}
        client.post(url("unit_add"), names)
        unit = AnsweringUnit.objects.get(portal=district)
        approve_name(unit)
        assert errors_at(client.post(url("unit_add"), names), "name_vi")
        fields = {"person": officer.pk, "valid_from": today - timedelta(days=3)}
        backwards = client.post(url("officer_add", unit.pk), fields | {"valid_until": today - timedelta(days=5)})
        assert errors_at(backwards, "valid_until")
        client.post(url("officer_add", unit.pk), fields)
        named = UnitOfficer.objects.get()
        assert errors_at(client.post(url("officer_add", unit.pk), fields), "person")
        assert str(officer) in client.get(url("units")).content.decode()
        client.post(url("officer_end", named.pk), {"vacancy_reason": "Sắp xếp lại"})
        assert stored(named, "valid_until") == (today - timedelta(days=1),)
        client.post(url("unit", unit.pk), {"name_vi": "Phòng Tư pháp", "name_en": "Justice", "position": 0})
        approve_name(unit)
        client.post(url("unit_end", unit.pk))
        assert stored(unit, "name_vi", "ended_on") == ("Phòng Tư pháp", today)
        events = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_DESK_CHANGED).order_by("pk")
        acts = ["Unit made", "Officer named", "Officer ended", "Unit changed", "Unit ended"]
        assert [event.data["act"] for event in events] == acts

    @pytest.mark.slow(reason="takes questions through their whole way")
    def test_name_of_a_unit_is_public_once_the_board_approved_it_and_what_was_answered_stays_signed(self, district):
        question, client = make_question(district, S.ANSWERED), browser(make_member(district, Role.PORTAL_ADMIN))
        unit = question.unit
        client.post(url("unit", unit.pk), {"name_vi": "Tên khác", "name_en": "Another", "position": 3})
        waiting = open_proposal(unit)
        unit.refresh_from_db()
        assert (str(unit), unit.position) == ("Phòng Hộ tịch", 3)
        assert "Tên khác" not in words(district, f"/hoi-dap/{question.code}/")
        # Only moved in the list: the board goes on reading what it was given.
        client.post(url("unit", unit.pk), {"name_vi": "Tên khác", "name_en": "Another", "position": 4})
        assert open_proposal(unit) == waiting
        client.post(url("unit", unit.pk), {"name_vi": unit.name_vi, "name_en": unit.name_en, "position": 4})
        assert open_proposal(unit) is None, "the name was set back"
        client.post(url("unit", unit.pk), {"name_vi": "Tên khác", "name_en": "Another", "position": 4})
        approve_name(unit)
        page = words(district, f"/hoi-dap/{question.code}/")
        assert ("Trả lời của Phòng Hộ tịch" in page, "<b>Tên khác</b>" in page) == (True, True)
        AnsweringUnit.objects.filter(pk=unit.pk).update(name_vi="Tên không ai duyệt")
        assert [difference.pk for difference in public_that_differs()] == [unit.pk]
        AnsweringUnit.objects.filter(pk=unit.pk).update(name_vi="Tên khác")

    def test_unit_without_an_approved_name_gets_no_question_and_can_be_named_anew(self, district):
        question, admin, head = make_question(district), make_member(district, Role.PORTAL_ADMIN), make_head(district)
        unit = create_unit(district, name_vi="Phòng mới", name_en="New", by=admin, at=LATER)
        with pytest.raises(UnitElsewhere):
            workflow.assign_question(question, unit=unit, by=head, at=LATER)
        assert "Phòng mới" not in browser(head).get(url("assign", question.pk)).content.decode()
        change = act(open_proposal(unit), head, "reject", comment="Ghi đủ tên")
        shown = browser(admin).get(reverse("portals_admin:proposal", args=[change.pk])).content.decode()
        assert url("unit", unit.pk) in shown
        change_unit(unit, name_vi="Phòng mới đủ tên", name_en="New", position=0, by=admin, at=LATER)
        with pytest.raises(PermissionDenied):
            act(open_proposal(unit), admin)
        approve_name(unit)
        assert stored(unit, "name_vi") == ("Phòng mới đủ tên",)
        workflow.assign_question(question, unit=unit, by=head, at=LATER)
        assert stored(question, "unit") == (unit,)
        refused = browser(admin).post(url("unit_end", unit.pk))
        assert refused.status_code == 422, "it has an open question"

    def test_returned_name_stays_the_own_words_on_a_new_unit_of_the_portal_and_ends_with_that(self, city, district):
        admin = make_member(district, Role.PORTAL_ADMIN)
        unit = create_unit(district, name_vi="Phòng của tôi", name_en="Mine", by=admin, at=LATER)
        act(open_proposal(unit), make_head(district), "reject", comment="Xem lại")
        end_unit(unit, by=admin, at=LATER)
        for portal, is_own in ((district, True), (city, False)):
            other = make_user(f"khac.{portal.pk}")
            grant_membership(other, role=Role.PORTAL_ADMIN, portal=portal, reason="x", by=None, at=AT)
            other = User.objects.get(pk=other.pk)
            again = create_unit(portal, name_vi="Phòng của tôi", name_en="Other", by=other, at=LATER)
            change = open_proposal(again)
            assert proposed(admin, change) is is_own
            end_unit(again, by=other, at=LATER)
            assert stored(change, "state") == (ProposalState.DROPPED,)

    def test_only_officers_of_the_portal_are_offered_and_foreign_units_are_refused(self, city, district):
        client, own, theirs = browser(make_member(district, Role.PORTAL_ADMIN)), make_unit(district), make_unit(city)
        foreign = make_officer(theirs)
        fields = {"person": foreign.pk, "valid_from": date(2026, 11, 2)}
        assert errors_at(client.post(url("officer_add", own.pk), fields), "person")
        for name, key in [("unit", theirs.pk), ("unit_end", theirs.pk), ("officer_add", theirs.pk)]:
            assert is_shut(client.post(url(name, key), fields))
        assert is_shut(client.post(url("officer_end", UnitOfficer.objects.get(user=foreign).pk)))
        assert theirs.name_vi not in client.get(url("units")).content.decode().replace(own.name_vi, "")
        refused = client.post(url("unit_add"), {"portal": city.pk, "name_vi": "X", "name_en": "X", "position": 0})
        assert refused.status_code in {302, 404, 422}
        assert not AnsweringUnit.objects.filter(name_vi="X").exists()

    def test_board_and_operator_look_after_no_units(self, district):
        for user in (make_head(district), make_operator()):
            with pytest.raises(DeskForbidden):
                create_unit(district, name_vi="A", name_en="A", by=user, at=LATER)
            assert is_shut(browser(user).get(url("units")))


class TestReadyTexts:
    def test_board_and_officers_keep_texts_of_the_own_portal(self, city, district):
        client, fields = browser(make_officer(make_unit(district))), {"kind": "answer", "title": "Mẫu", "text": "Chào"}
        client.post(url("canned_response_add"), fields | {"portal": district.pk, "unit": make_unit(district).pk})
        row = CannedResponse.objects.get()
        client.post(url("canned_response", row.pk), fields | {"portal": district.pk, "text": "Kính gửi"})
        assert stored(row, "portal", "text", "unit") == (district, "Kính gửi", None)
        text = {"kind": CannedResponseKind.ANSWER, "title": "Của thành phố", "text": "A", "at": LATER}
        foreign = keep_text(**text, portal_id=city.pk, by=make_head(city))
        assert "Của thành phố" not in client.get(url("canned_responses")).content.decode()
        for name in ("canned_response", "canned_response_delete"):
            assert is_shut(client.post(url(name, foreign.pk), fields))
        client.post(url("canned_response_delete", row.pk))
        assert list(CannedResponse.objects.all()) == [foreign]
        with pytest.raises(DeskForbidden):
            keep_text(**text, portal_id=district.pk, by=make_operator())


def test_questions_wait_on_my_work_of_who_acts_and_of_nobody_else(city, district):
    new, assigned = make_question(district), make_question(district, S.ASSIGNED)
    ask(city)
    head = make_head(district)
    people = (head, make_officer(make_unit(district)), make_operator(), make_member(district))
    kinds = (QuestionTaskList.TO_SORT, QuestionTaskList.TO_ANSWER, QuestionTaskList.TO_PUBLISH)
    assert {*kinds} <= {each.kind for each in task_list_types()}
    waiting = {user: [[title.split(":")[0] for title in titles(user, kind)] for kind in kinds] for user in people}
    assert list(waiting.values()) == [[[new.code], [], [assigned.code]], [[], [assigned.code], []], *[[[], [], []]] * 2]
    propose_public_text(assigned, title="Khai sinh", text="Tôi cần bản sao.", by=head, at=LATER)
    assert titles(head, QuestionTaskList.TO_PUBLISH) == []
    assert new.code in browser(head).get(reverse("wagtailadmin_home")).content.decode()


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
    assert stored(topic, "code", "name_vi", "ended_on") == ("chuyen-doi-so", "Công nghệ số", None)
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


def test_topic_out_of_use_is_not_offered_taken_by_no_verb_and_stays_with_its_questions(district):
    ended, other = QuestionTopic.objects.order_by("pk")[:2]
    public = publish(district, topic=ended)
    question, before = (ask(district, topic=topic)[0] for topic in (other, ended))
    facts = {"name_vi": ended.name_vi, "name_en": ended.name_en, "position": ended.position}
    change_topic(ended, **facts, is_in_use=False, by=make_operator(), at=AT)
    ended.refresh_from_db()
    assert ended not in AskForm.base_fields["topic"].queryset.all()
    assert ended.name_vi in words(district, f"/hoi-dap/{public.code}/")
    with pytest.raises(TopicEnded):
        ask(district, topic=ended)
    into = {"unit": make_unit(district), "by": make_head(district), "at": LATER}
    with pytest.raises(TopicEnded):
        workflow.assign_question(question, topic=ended, **into)
    workflow.assign_question(before, topic=ended, **into)


def test_screens_are_read_by_supervisors_and_used_by_operators(district):
    topic = QuestionTopic.objects.get(code="ho-tich")
    new, one, operator = url("topic_add"), url("topic", topic.pk), browser(make_operator())
    assert errors_at(operator.post(new, NAMES | {"name_vi": topic.name_vi}), "name_vi")
    operator.post(new, NAMES)
    operator.post(one, NAMES | {"name_vi": "Hộ tịch", "name_en": "Civil status"})
    name, ended_on = stored(topic, "name_vi", "ended_on")
    assert (name, ended_on is None) == ("Hộ tịch", False)
    supervisor = browser(make_supervisor())
    page = supervisor.get(url("topics")).content.decode()
    assert ("Chuyển đổi số" in page, one in page) == (True, False)
    assert all(is_shut(supervisor.get(address)) for address in (new, one))
    assert is_shut(browser(make_head(district)).get(url("topics")))
