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
from editorial.models import ProposedChange
from editorial.permissions import proposed
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Role
from members.memberships import grant_membership
from notifications.task_lists import task_list_types
from qa.core import actions as workflow
from qa.core.actions import assign_question
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
from tests.qa.factories import LATER, ask, make_officer, make_question, make_unit
from tests.qa.public import publish, words

pytestmark = pytest.mark.django_db

S = QuestionState


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def approve_name(unit):
    act(open_proposal(unit), make_head(unit.portal))


def acts():
    rows = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_DESK_CHANGED).order_by("pk")
    return [event.data["act"] for event in rows]


class TestUnits:
    def test_administrator_makes_a_unit_names_and_ends_its_officer_and_ends_it(self, district):
        client, officer = (
            browser(make_member(district, Role.PORTAL_ADMIN)),
            make_member(district, Role.ANSWERING_OFFICER),
        )
        names = {"portal": district.pk, "name_vi": "Phòng Nội vụ", "name_en": "Home Affairs", "position": 1}
        client.post(url("unit_add"), names)
        unit = AnsweringUnit.objects.get(portal=district)
        approve_name(unit)
        assert errors_at(client.post(url("unit_add"), names), "name_vi")
        today = timezone.localdate()
        fields = {"person": officer.pk, "valid_from": today - timedelta(days=3)}
        backwards = client.post(url("officer_add", unit.pk), fields | {"valid_until": today - timedelta(days=5)})
        assert errors_at(backwards, "valid_until")
        client.post(url("officer_add", unit.pk), fields)
        named = UnitOfficer.objects.get()
        assert errors_at(client.post(url("officer_add", unit.pk), fields), "person")
        assert str(officer) in client.get(url("units")).content.decode()
        client.post(url("officer_end", named.pk))
        named.refresh_from_db()
        assert named.valid_until == today - timedelta(days=1)
        client.post(url("unit", unit.pk), {"name_vi": "Phòng Tư pháp", "name_en": "Justice", "position": 0})
        approve_name(unit)
        client.post(url("unit_end", unit.pk))
        unit.refresh_from_db()
        assert (unit.name_vi, unit.ended_on) == ("Phòng Tư pháp", today)
        assert acts() == ["Unit made", "Officer named", "Officer ended", "Unit changed", "Unit ended"]

    def test_name_of_a_unit_is_public_once_the_board_approved_it_and_what_was_answered_stays_signed(self, district):
        question, admin = make_question(district, S.ANSWERED), make_member(district, Role.PORTAL_ADMIN)
        unit, client = question.unit, browser(admin)
        client.post(url("unit", unit.pk), {"name_vi": "Tên khác", "name_en": "Another", "position": 3})
        waiting = open_proposal(unit)
        unit.refresh_from_db()
        assert (str(unit), unit.position) == ("Phòng Hộ tịch", 3)
        assert "Tên khác" not in words(district, f"/hoi-dap/{question.code}/")
        # Only moved in the list: the board goes on reading what it was given.
        client.post(url("unit", unit.pk), {"name_vi": "Tên khác", "name_en": "Another", "position": 4})
        assert open_proposal(unit) == waiting
        approve_name(unit)
        page = words(district, f"/hoi-dap/{question.code}/")
        assert "Trả lời của Phòng Hộ tịch" in page
        assert "<b>Tên khác</b>" in page
        AnsweringUnit.objects.filter(pk=unit.pk).update(name_vi="Tên không ai duyệt")
        assert [difference.pk for difference in public_that_differs()] == [unit.pk]
        AnsweringUnit.objects.filter(pk=unit.pk).update(name_vi="Tên khác")

    def test_unit_without_an_approved_name_gets_no_question_and_can_be_named_anew(self, district):
        question, admin = make_question(district), make_member(district, Role.PORTAL_ADMIN)
        unit = create_unit(district, name_vi="Phòng mới", name_en="New", by=admin, at=LATER)
        head = make_head(district)
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
        unit.refresh_from_db()
        workflow.assign_question(question, unit=unit, by=head, at=LATER)
        question.refresh_from_db()
        assert str(question.unit) == "Phòng mới đủ tên"

    def test_name_that_waits_ends_with_its_unit(self, district):
        admin = make_member(district, Role.PORTAL_ADMIN)
        unit = create_unit(district, name_vi="Phòng mới", name_en="New", by=admin, at=LATER)
        change = open_proposal(unit)
        end_unit(unit, by=admin, at=LATER)
        assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.DROPPED

    def test_returned_name_stays_the_own_words_on_a_new_unit_of_the_portal(self, city, district):
        admin = make_member(district, Role.PORTAL_ADMIN)
        unit = create_unit(district, name_vi="Phòng của tôi", name_en="Mine", by=admin, at=LATER)
        act(open_proposal(unit), make_head(district), "reject", comment="Xem lại")
        end_unit(unit, by=admin, at=LATER)
        for portal, is_own in ((district, True), (city, False)):
            other = make_user(f"khac.{portal.pk}")
            grant_membership(other, role=Role.PORTAL_ADMIN, portal=portal, reason="x", by=None, at=AT)
            other = User.objects.get(pk=other.pk)
            again = create_unit(portal, name_vi="Phòng của tôi", name_en="Other", by=other, at=LATER)
            assert proposed(admin, open_proposal(again)) is is_own

    def test_unit_with_open_questions_is_not_ended(self, district):
        question = make_question(district, S.ASSIGNED)
        answer = browser(make_member(district, Role.PORTAL_ADMIN)).post(url("unit_end", question.unit.pk))
        assert answer.status_code == 422

    def test_only_officers_of_the_portal_are_offered_and_foreign_units_are_refused(self, city, district):
        admin, theirs = make_member(district, Role.PORTAL_ADMIN), make_unit(city)
        foreign = make_officer(theirs)
        client, own = browser(admin), make_unit(district)
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
        row.refresh_from_db()
        assert (row.portal, row.text, row.unit) == (district, "Kính gửi", None)
        foreign = keep_text(
            portal_id=city.pk,
            kind=CannedResponseKind.ANSWER,
            title="Của thành phố",
            text="A",
            by=make_head(city),
            at=LATER,
        )
        assert "Của thành phố" not in client.get(url("canned_responses")).content.decode()
        for name in ("canned_response", "canned_response_delete"):
            assert is_shut(client.post(url(name, foreign.pk), fields))
        client.post(url("canned_response_delete", row.pk))
        assert list(CannedResponse.objects.all()) == [foreign]
        with pytest.raises(DeskForbidden):
            keep_text(
                portal_id=district.pk, kind=CannedResponseKind.ANSWER, title="A", text="A", by=make_operator(), at=LATER
            )


def test_questions_wait_on_my_work_of_who_acts_and_of_nobody_else(city, district):
    new, assigned = make_question(district), make_question(district, S.ASSIGNED)
    ask(city)
    head, officer = make_head(district), make_officer(make_unit(district))
    codes = {
        kind: [title.split(":")[0] for title in titles(head, kind)]
        for kind in [each.kind for each in task_list_types()]
    }
    assert codes[QuestionTaskList.TO_SORT] == [new.code]
    assert codes[QuestionTaskList.TO_PUBLISH] == [assigned.code]
    assert titles(head, QuestionTaskList.TO_ANSWER) == []
    assert [title.split(":")[0] for title in titles(officer, QuestionTaskList.TO_ANSWER)] == [assigned.code]
    for kind in (QuestionTaskList.TO_SORT, QuestionTaskList.TO_ANSWER, QuestionTaskList.TO_PUBLISH):
        assert titles(make_operator(), kind) == titles(make_member(district), kind) == []
    propose_public_text(assigned, title="Khai sinh", text="Tôi cần bản sao.", by=head, at=LATER)
    assert titles(head, QuestionTaskList.TO_PUBLISH) == []
    assert new.code in browser(head).get(reverse("wagtailadmin_home")).content.decode()


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
