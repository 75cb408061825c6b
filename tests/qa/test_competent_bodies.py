"""Bodies without a portal that boards name to those who ask what is not the agency's business."""

import pytest

from audit.models import PortalEvent
from qa.core import closing
from qa.core.competent_bodies import add_body, change_body
from qa.enums import QuestionEventKind
from qa.errors import BodiesForbidden, BodyEnded, BodyNamed
from qa.forms.desk import DeclineForm
from qa.models import CannedResponse, CompetentBody
from qa.views.base import question_url as url
from tests.admin import browser, errors_at, is_shut
from tests.factories import AT, make_head, make_operator, make_supervisor
from tests.qa.factories import LATER, make_question, stored
from tests.qa.public import words

pytestmark = pytest.mark.django_db

COURT = {
    "name_vi": "Tòa án nhân dân khu vực 1",
    "name_en": "Regional People's Court 1",
    "address": "6 đường Lý Thường Kiệt",
    "phone": "028 1234 5678",
    "website": "https://toa-an.vi-du.vn/",
}


def acts():
    rows = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_BODIES_CHANGED, portal=None).order_by("pk")
    return [(row.data["act"], row.data["name"], row.data.get("former_name")) for row in rows]


@pytest.mark.both_engines
def test_body_is_added_corrected_and_taken_out_of_use_with_events_by_operators_alone(district):
    by = {"by": make_operator(), "at": AT}
    body = add_body(**COURT, **by)
    renamed = COURT | {"name_vi": "Tòa án nhân dân khu vực 2"}
    change_body(body, **COURT, is_in_use=True, **by)
    change_body(body, **renamed, is_in_use=False, **by)
    assert acts() == [
        ("Body added", COURT["name_vi"], None),
        ("Body changed", renamed["name_vi"], COURT["name_vi"]),
        ("Body taken out of use", renamed["name_vi"], COURT["name_vi"]),
    ]
    with pytest.raises(BodyNamed):
        add_body(**renamed | {"name_vi": renamed["name_vi"].upper()}, **by)
    for person in (make_head(district), make_supervisor()):
        with pytest.raises(BodiesForbidden):
            add_body(**COURT, by=person, at=AT)


def test_body_out_of_use_is_offered_to_no_board_and_stays_with_the_questions_that_name_it(district):
    body, head = add_body(**COURT, by=make_operator(), at=AT), make_head(district)
    named = make_question(district)
    closing.decline_question(named, known=body, by=head, at=LATER)
    moved = COURT | {"address": "8 đường Lý Thường Kiệt"}
    change_body(body, **moved, is_in_use=False, by=make_operator(), at=LATER)
    shown = words(district, f"/hoi-dap/{named.code}/")
    assert [said in shown for said in (COURT["name_vi"], moved["address"], COURT["address"])] == [True, True, False]
    body.refresh_from_db()
    with pytest.raises(BodyEnded):
        closing.decline_question(make_question(district), known=body, by=head, at=LATER)
    assert body not in DeclineForm(canned=CannedResponse.objects.none()).fields["known"].queryset


def test_board_names_a_body_or_a_portal_and_not_both(city, district):
    body, client = add_body(**COURT, by=make_operator(), at=AT), browser(make_head(district))
    question = make_question(district)
    address = url("decline", question.pk)
    assert errors_at(client.post(address, {"known": body.pk, "portal": city.name_vi}), "known")
    fields = {"known": body.pk, "portal": "", "body": ""}
    confirmed = client.post(address, fields).context_data["confirmed"]
    client.post(address, fields | {"confirmed": confirmed})
    assert stored(question, "state") == ("out_of_scope",)
    assert question.events.latest("number").data["known"] == body.told()


def test_screens_are_read_by_supervisors_and_used_by_operators(district):
    operator, supervisor = browser(make_operator()), browser(make_supervisor())
    operator.post(url("body_add"), COURT)
    body = CompetentBody.objects.get()
    operator.post(url("body", body.pk), COURT | {"phone": "", "is_in_use": "on"})
    assert stored(body, "phone", "ended_on") == ("", None)
    page = supervisor.get(url("bodies")).content.decode()
    assert (COURT["address"] in page, url("body", body.pk) in page) == (True, False)
    assert all(is_shut(supervisor.get(one)) for one in (url("body_add"), url("body", body.pk)))
    assert is_shut(browser(make_head(district)).get(url("bodies")))
