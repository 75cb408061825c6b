"""The screens of proposals: who sees them, what they show, how the board decides."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import Page

from editorial.enums import ProposalKind, ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from home.models import LinkedItemPage
from members.enums import Role
from provisioning.fact_changes import change_or_propose_facts
from tests.admin import browser, is_refused, told, url
from tests.each import each_case
from tests.factories import (
    AT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    section_of,
)
from tests.fullest import make_image
from tests.proposals import act, shown_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(district):
    return propose_change(district, {"phone": "028 1234"}, by=make_operator(), at=AT)


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return parsed(response).find("main").get_text(" ", strip=True)


def again(client, change):
    """Where the screen of a returned proposal leads whoever may make it again."""
    return parsed(client.get(url("proposal", change.pk))).find("a", string="Đề xuất lại")["href"]


def typed(client, address, name):
    """What stands in a field of a form."""
    return parsed(client.get(address)).find(attrs={"name": name})["value"]


def decide(client, change, action, **answers):
    step = ProposedChange.objects.get(pk=change.pk).current_workflow_task_state
    checklist = dict.fromkeys(all_answered(), "on") if action == "approve" else {}
    return client.post(url("decide_proposal", change.pk, action, step.pk), checklist | answers)


def test_board_reads_both_values_and_approves_and_the_list_shows_it_when_asked(district, change):
    head = browser(make_head(district))
    page = text_of(head.get(url("proposal", change.pk)))
    assert "028 1234" in page
    assert "Phê duyệt" in page
    assert "đã được duyệt" in told(decide(head, change, "approve"))
    district.refresh_from_db()
    assert district.phone == "028 1234"
    assert "Không có đề xuất nào đang chờ" in text_of(head.get(url("proposals")))
    assert "Đã duyệt và thực hiện" in text_of(head.get(url("proposals") + "?all"))


def test_decision_has_a_screen_of_its_own_and_a_dialogue_of_the_dashboard(district, change):
    head = browser(make_head(district))
    address = url("decide_proposal", change.pk, "reject", change.current_workflow_task_state.pk)
    assert parsed(head.get(address)).find("textarea", attrs={"name": "comment"})
    assert head.get(address, headers={"x-requested-with": "XMLHttpRequest"}).json()["step"] == "action"
    decide(head, change, "reject", comment="Sai số điện thoại")
    assert "Sai số điện thoại" in text_of(head.get(url("proposal", change.pk)))
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.RETURNED


@pytest.mark.breaks_the_rule
def test_refusal_is_told_and_nothing_is_decided(district, change):
    district.phone = "1022"
    district.save()
    assert "đã thay đổi sau khi" in told(decide(browser(make_head(district)), change, "approve"))
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.WAITING


def test_those_without_a_seat_read_and_decide_nothing(district, change):
    editor = browser(make_member(district))
    assert "Phê duyệt" not in text_of(editor.get(url("proposal", change.pk)))
    decide(editor, change, "approve")
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.WAITING


def test_people_of_another_portal_find_nothing(city, district, change):
    stranger = browser(make_head(city))
    assert "Quận 1" not in text_of(stranger.get(url("proposals")))
    assert stranger.get(url("proposal", change.pk)).status_code == 403
    assert decide(stranger, change, "approve").status_code == 403
    assert stranger.post(url("take_back_proposal", change.pk)).status_code == 403


def test_step_of_another_proposal_is_not_taken_for_this_one(district, change):
    other = propose_unpublishing(make_article(district), by=make_member(district), at=AT, reason="Cũ")
    step = other.current_workflow_task_state
    response = browser(make_head(district)).post(url("decide_proposal", change.pk, "approve", step.pk))
    assert response.status_code == 404
    assert not ProposedChange.objects.filter(state=ProposalState.MADE).exists()


def test_proposer_takes_it_back_and_nobody_else(district):
    article = make_article(district)
    change = propose_unpublishing(article, by=article.owner, at=AT, reason="Cũ")
    assert is_refused(browser(make_head(district)).post(url("take_back_proposal", change.pk)))
    browser(article.owner).post(url("take_back_proposal", change.pk))
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.DROPPED


def test_editor_asks_to_take_a_page_off_and_must_say_why(district):
    article = make_article(district)
    editor = browser(article.owner)
    assert editor.post(url("ask_unpublish", article.pk), {"reason": ""}).status_code == 422
    editor.post(url("ask_unpublish", article.pk), {"reason": "Hết hiệu lực"})
    change = ProposedChange.objects.get(kind=ProposalKind.UNPUBLISH)
    assert "Hết hiệu lực" in text_of(editor.get(url("proposal", change.pk)))
    decide(browser(make_head(district)), change, "approve")
    assert not Page.objects.get(pk=article.pk).live


def test_pages_of_another_portal_and_drafts_are_not_asked_about(city, district):
    article, draft = make_article(district), make_article(district, "Nháp", published=False)
    for name in ("ask_unpublish", "propose_to_city"):
        assert browser(make_member(city)).post(url(name, article.pk), {"reason": "x"}).status_code == 403
        assert browser(draft.owner).post(url(name, draft.pk), {"reason": "x"}).status_code == 404
        refused = browser(make_member(district, Role.COLLABORATOR)).post(url(name, article.pk), {"reason": "x"})
        assert is_refused(refused)
    assert not ProposedChange.objects.exists()


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_city_chooses_the_section_and_sees_the_public_version_only(city, district):
    article = make_article(district, "Lịch tiếp công dân")
    article.title = "Bản nháp kín"
    article.save_revision(user=article.owner)
    editor = browser(article.owner)
    editor.post(url("propose_to_city", article.pk), {"reason": ""})
    change = ProposedChange.objects.get()
    head = browser(make_head(city))
    seen = text_of(head.get(url("proposals"))) + text_of(head.get(url("proposal", change.pk)))
    assert "Lịch tiếp công dân" in seen
    assert "Bản nháp kín" not in seen
    step = change.current_workflow_task_state
    screen = parsed(head.get(url("decide_proposal", change.pk, "approve", step.pk)))
    offered = [option["value"] for option in screen.find("select", attrs={"name": "section"}).find_all("option")]
    assert offered[0] == ""
    assert str(section_of(city).pk) in offered
    assert str(section_of(district).pk) not in offered
    assert decide(head, change, "approve", section=section_of(district).pk).status_code == 422
    decide(head, change, "approve", section=section_of(city).pk)
    assert LinkedItemPage.objects.get().live
    assert "Đã duyệt và thực hiện" in text_of(editor.get(url("proposal", change.pk)))


@pytest.mark.slow(reason="publishes and reviews pages of several people")
def test_dashboard_shows_what_waits_to_the_board_and_to_the_proposer(district):
    article = make_article(district, "Thông báo cũ")
    change = propose_unpublishing(article, by=article.owner, at=AT, reason="Cũ")
    for user in (make_head(district), article.owner):
        page = browser(user).get(reverse("wagtailadmin_home"))
        assert url("proposal", change.pk) in page.content.decode()


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_offers_what_may_be_asked(district):
    article = make_article(district)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    for user, asks in ((article.owner, True), (make_head(district), False)):
        page = browser(user).get(edit).content.decode()
        assert (url("ask_unpublish", article.pk) in page) == asks
        assert url("propose_to_city", article.pk) in page


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(url("proposals"))
    return len(captured)


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_list_costs_the_same_however_long(city, district):
    head = browser(make_head(district))
    propose_to_city(make_article(district, "Tin 0"), by=make_member(district), at=AT)
    head.get(url("proposals"))
    before = queries(head)
    for number in range(1, 4):
        propose_to_city(make_article(district, f"Tin {number}"), by=make_member(district), at=AT)
    assert queries(head) <= before
    assert before <= 25


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_returned_proposal_is_made_again_with_what_was_typed(district):
    image = shown_on_a_page(make_image(district, "Ảnh"))
    editor = make_member(district)
    change = propose_change(image, {"title": "Ảnh mờ", "credit": "Báo Quận"}, by=editor, at=AT)
    shown = parsed(browser(make_head(district)).get(url("proposal", change.pk))).find("main")
    assert shown.find("img", src=url("proposal_picture", change.pk, image.pk, "max-480x480"))
    act(change, make_head(district), "reject", comment="Tên chưa rõ.")
    client, other = browser(editor), browser(make_head(district))
    assert "Tên chưa rõ." in text_of(client.get(url("proposal", change.pk)))
    link = again(client, change)
    assert (typed(client, link, "title"), typed(client, link, "credit")) == ("Ảnh mờ", "Báo Quận")
    assert typed(client, link.split("?")[0], "title") == "Ảnh"
    # What was typed before is no change of the person who looks now.
    assert "Đề xuất lại" not in text_of(other.get(url("proposal", change.pk)))
    assert typed(other, link, "title") == "Ảnh"


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("kind", [ProposalKind.UNPUBLISH, ProposalKind.CITY_ITEM])
def test_returned_proposal_about_a_page_keeps_its_reason(district, city, kind):
    article, editor = make_article(district), make_member(district)
    verb = propose_unpublishing if kind == ProposalKind.UNPUBLISH else propose_to_city
    change = verb(article, by=editor, at=AT, reason="Trùng tin khác")
    act(change, make_head(city if kind == ProposalKind.CITY_ITEM else district), "reject", comment="Chưa rõ.")
    client = browser(editor)
    link = again(client, change)
    assert "Trùng tin khác" in parsed(client.get(link)).find("textarea").get_text()
    client.post(link, {"reason": "Trùng tin của Sở"})
    made = ProposedChange.objects.get(state=ProposalState.WAITING)
    assert (made.kind, made.reason) == (kind, "Trùng tin của Sở")


def test_returned_facts_are_typed_again_by_the_operator(district, change):
    act(change, make_head(district), "reject", comment="Sai số.")
    operator = browser(make_operator())
    assert typed(operator, again(operator, change), "phone") == "028 1234"


def test_operator_is_named_to_staff_of_a_portal_as_the_operating_unit(district):
    operator = make_operator()
    operator.last_name, operator.first_name = "Vũ Hoàng", "Chương"
    operator.save(update_fields=["last_name", "first_name"])
    with LogContext(user=operator):
        _facts, change = change_or_propose_facts(district, {"phone": "028 1234567"}, by=operator, at=AT)

    def told(user):
        addresses = [url("proposals"), url("proposal", change.pk), reverse("wagtailadmin_home")]
        addresses.append(reverse("own_reports:site_history"))
        return [browser(user).get(address).content.decode() for address in addresses]

    for page in told(make_head(district)):
        assert ("Vũ Hoàng Chương" in page, "đơn vị vận hành" in page.lower()) == (False, True)
    # Nor in its filter of those who submitted something.
    assert "Vũ Hoàng Chương" not in browser(make_head(district)).get(reverse("own_reports:workflow")).content.decode()
    assert "Vũ Hoàng Chương" in browser(operator).get(url("proposal", change.pk)).content.decode()
