"""Units, officers and ready texts are kept for the own portal alone; questions wait on "My work"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from qa.canned import keep_text
from qa.enums import CannedKind, QuestionState
from qa.errors import DeskForbidden
from qa.models import AnsweringUnit, CannedText, UnitOfficer
from qa.publication import propose_public_text
from qa.units import create_unit
from sites.enums import PortalEventKind, Role
from sites.models import PortalEvent
from sites.my_work import WorkKind
from tests.factories import make_head, make_member, make_operator
from tests.qa.factories import LATER, ask, make_officer, make_question, make_unit
from tests.sites.admin import browser, errors_at, is_shut
from tests.sites.test_my_work import titles

# The lists ask every engine; what a form does asks none.
pytestmark = pytest.mark.django_db

S = QuestionState


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def acts():
    rows = PortalEvent.objects.filter(kind=PortalEventKind.QUESTION_DESK_CHANGED).order_by("pk")
    return [event.data["act"] for event in rows]


@pytest.mark.sqlite
class TestUnits:
    def test_administrator_makes_a_unit_names_and_ends_its_officer_and_ends_it(self, district):
        client, officer = (
            browser(make_member(district, Role.PORTAL_ADMIN)),
            make_member(district, Role.ANSWERING_OFFICER),
        )
        names = {"portal": district.pk, "name_vi": "Phòng Nội vụ", "name_en": "Home Affairs", "position": 1}
        client.post(url("unit_add"), names)
        unit = AnsweringUnit.objects.get(portal=district)
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
        client.post(url("unit_end", unit.pk))
        unit.refresh_from_db()
        assert (unit.name_vi, unit.ended_on) == ("Phòng Tư pháp", today)
        assert acts() == ["Unit made", "Officer named", "Officer ended", "Unit changed", "Unit ended"]

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


@pytest.mark.sqlite
class TestReadyTexts:
    def test_board_and_officers_keep_texts_of_the_own_portal(self, city, district):
        client, fields = browser(make_officer(make_unit(district))), {"kind": "answer", "title": "Mẫu", "text": "Chào"}
        client.post(url("ready_text_add"), fields | {"portal": district.pk, "unit": make_unit(district).pk})
        row = CannedText.objects.get()
        client.post(url("ready_text", row.pk), fields | {"portal": district.pk, "text": "Kính gửi"})
        row.refresh_from_db()
        assert (row.portal, row.text, row.unit) == (district, "Kính gửi", None)
        foreign = keep_text(
            portal_id=city.pk, kind=CannedKind.ANSWER, title="Của thành phố", text="A", by=make_head(city), at=LATER
        )
        assert "Của thành phố" not in client.get(url("ready_texts")).content.decode()
        for name in ("ready_text", "ready_text_drop"):
            assert is_shut(client.post(url(name, foreign.pk), fields))
        client.post(url("ready_text_drop", row.pk))
        assert list(CannedText.objects.all()) == [foreign]
        with pytest.raises(DeskForbidden):
            keep_text(portal_id=district.pk, kind=CannedKind.ANSWER, title="A", text="A", by=make_operator(), at=LATER)


def test_questions_wait_on_my_work_of_who_acts_and_of_nobody_else(city, district):
    new, assigned = make_question(district), make_question(district, S.ASSIGNED)
    ask(city)
    head, officer = make_head(district), make_officer(make_unit(district))
    codes = {kind: [title.split(":")[0] for title in titles(head, kind)] for kind in WorkKind}
    assert codes[WorkKind.QUESTIONS_TO_SORT] == [new.code]
    assert codes[WorkKind.QUESTIONS_TO_PUBLISH] == [assigned.code]
    assert titles(head, WorkKind.QUESTIONS_TO_ANSWER) == []
    assert [title.split(":")[0] for title in titles(officer, WorkKind.QUESTIONS_TO_ANSWER)] == [assigned.code]
    for kind in (WorkKind.QUESTIONS_TO_SORT, WorkKind.QUESTIONS_TO_ANSWER, WorkKind.QUESTIONS_TO_PUBLISH):
        assert titles(make_operator(), kind) == titles(make_member(district), kind) == []
    propose_public_text(assigned, title="Khai sinh", text="Tôi cần bản sao.", by=head, at=LATER)
    assert titles(head, WorkKind.QUESTIONS_TO_PUBLISH) == []
    assert new.code in browser(head).get(reverse("wagtailadmin_home")).content.decode()
