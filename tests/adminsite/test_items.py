"""The list of items: where each stands, for whom it waits; filters that are saved; drafts submitted together."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from adminsite.models import SavedFilter
from adminsite.views.bulk_submit import SubmitBulkAction
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.errors import (
    ContentBlocked,
    DecidedAlready,
    DraftIncomplete,
    InReviewAlready,
    NothingToSubmit,
    SubmissionForbidden,
    VersionChanged,
)
from editorial.models import Approval
from editorial.review.submitting import submit_draft
from editorial.wagtail_tasks import BoardApprovalTask
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage, SectionPage
from tests.admin import browser, told, url
from tests.each import each_case
from tests.editorial.review_variants import act, submit
from tests.factories import all_answered, make_article, make_city_editor, make_head, make_member, publish, section_of
from tests.remembering import remembered
from tests.statements import counted_statements

pytestmark = pytest.mark.django_db


FOREIGN, OWN = "Nháp CuaThanhPho", ("Nháp", "Chờ duyệt", "Trả lại", "Công khai")


def titles(person, **asked):
    """Of the items below: a portal is born with pages of its own."""
    page = BeautifulSoup(browser(person).get(url("items"), asked).content, "html.parser")
    found = {cell.get_text(strip=True) for cell in page.select('[id^="page_"][id$="_title"]')}
    return found & {FOREIGN, *OWN}


@pytest.fixture
@remembered
def items(city, district):
    """A draft, an item in review, a returned one and a public one on the district, and a draft of the city."""
    editor, head = make_member(district), make_head(district)
    make_article(city, FOREIGN, published=False)
    found = {name: make_article(district, name, published=False, owner=editor) for name in OWN}
    submit(found["Chờ duyệt"], editor)
    submit(found["Trả lại"], editor)
    act(found["Trả lại"], head, "reject", comment="Sửa tên")
    publish(found["Công khai"], by=head, author=editor)
    return found


@pytest.mark.both_engines
@pytest.mark.slow(reason="asks several cases in turn")
@each_case(
    ("asked", "expected"),
    [
        ({}, {"Nháp", "Chờ duyệt", "Trả lại", "Công khai"}),
        ({"state": "draft"}, {"Nháp"}),
        ({"state": "in_review"}, {"Chờ duyệt"}),
        ({"state": "returned"}, {"Trả lại"}),
        ({"state": "public"}, {"Công khai"}),
        ({"state": "scheduled"}, set()),
        ({"waiting": "board"}, {"Chờ duyệt"}),
        ({"waiting": "author"}, {"Nháp", "Trả lại"}),
        ({"waiting": "section_editor"}, set()),
        ({"q": "cho duyet"}, {"Chờ duyệt"}),
    ],
)
def test_items_of_own_portal_are_found_by_state_and_turn(items, district, asked, expected):
    assert titles(make_head(district), **asked) == expected


@pytest.mark.slow(reason="asks many screens of the admin")
def test_item_that_was_taken_off_the_public_is_no_draft_until_it_is_edited(items, district):
    page, head = items["Công khai"], make_head(district)
    take_down(page, by=head, at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai số liệu")
    assert titles(head, state="former") == {"Công khai"}
    assert "Công khai" not in titles(head, state="draft") | titles(head, waiting="author")
    NewsArticlePage.objects.get(pk=page.pk).save_revision(user=make_member(district))
    assert "Công khai" in titles(head, state="draft")


def test_what_waits_for_me_is_the_boards_for_the_board_and_the_authors_for_the_author(items, district):
    assert titles(make_head(district), waiting="me") == {"Chờ duyệt"}
    assert titles(make_member(district), waiting="me") == {"Nháp", "Trả lại"}


@pytest.mark.slow(reason="asks the list several times")
def test_section_is_offered_of_one_portal_and_holds_what_stands_below_it(items, city, district):
    head = make_head(district)
    own, foreign = section_of(district), section_of(city)
    assert titles(head, section=own.pk) == set(items)
    # A choice that is not offered is no filter that shows rows of others.
    assert FOREIGN not in titles(head, section=foreign.pk)
    of_all = BeautifulSoup(browser(make_city_editor()).get(url("items")).content, "html.parser")
    assert of_all.select('[name="section"]') == []
    assert titles(make_city_editor(), site=city.container.path) == {FOREIGN}


@pytest.mark.slow(reason="asks the list several times")
def test_list_costs_no_more_for_more_items(items, district):
    client, costs = browser(make_head(district)), []
    for round_ in range(2):
        client.get(url("items"))
        with counted_statements() as statements:
            client.get(url("items"))
        costs.append(len(statements))
        for number in range(3):
            make_article(district, f"Bài {round_}.{number}", published=False)
    assert costs[1] <= costs[0]
    assert costs[0] <= 40


def save(person, query, name="Chờ tôi"):
    return browser(person).post(f"{url('save_filter')}?{query}", {"name": name})


def is_offered_to_save(person, query):
    return url("save_filter") in browser(person).get(f"{url('items')}?{query}").content.decode()


def test_saved_filter_stands_above_the_list_of_its_person_alone(items, district):
    head = make_head(district)
    assert save(head, "state=in_review&waiting=&p=3").status_code == 302
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.portal, saved.query) == (head, district, "state=in_review")
    assert f"?{saved.query}" in browser(head).get(url("items")).content.decode()
    other = make_member(district)
    assert saved.name not in browser(other).get(url("items")).content.decode()
    assert browser(other).post(url("delete_filter", saved.pk)).status_code == 404
    assert browser(head).post(url("delete_filter", saved.pk)).status_code == 302
    assert not SavedFilter.objects.exists()


def test_saved_filter_of_the_same_name_is_replaced_and_nothing_is_no_filter(items, district):
    head = make_head(district)
    save(head, "state=in_review")
    save(head, "state=draft")
    assert SavedFilter.objects.get().query == "state=draft"
    refused = save(head, "p=2", name="Không lọc")
    assert refused.status_code == 422
    assert "Không lọc" in refused.content.decode()


def test_city_editor_chooses_a_portal_before_a_filter_is_saved(city, district):
    person = make_city_editor()
    of_all, of_one = "state=draft", f"state=draft&site={district.container.path}"
    assert [is_offered_to_save(person, query) for query in (of_all, of_one)] == [False, True]
    assert save(person, of_all).status_code == 422
    save(person, of_one)
    assert SavedFilter.objects.get().portal == district


def bulk(*pages, action="submit"):
    keys = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{keys}&next={url('items')}"


@pytest.mark.slow(reason="asks the list several times")
@pytest.mark.both_engines
def test_drafts_are_submitted_one_by_one_and_it_is_said_why_one_was_not(items, district):
    editor = make_member(district)
    unsourced = make_article(district, "Không nguồn", published=False, owner=editor)
    draft = unsourced.get_latest_revision_as_object()
    draft.source_agency = ""
    draft.save_revision(user=editor, clean=False)
    client, address = browser(editor), bulk(items["Nháp"], items["Chờ duyệt"], items["Trả lại"], unsourced)
    events = PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_SUBMITTED, actor=editor)
    before, shown = events.count(), client.get(address).content.decode()
    assert str(InReviewAlready.message) in shown
    assert "include_descendants" not in shown
    response = client.post(address)
    assert response["Location"] == url("items")
    said = told(response)
    assert "Chờ duyệt" in said
    assert "Không nguồn" in said
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert {state.content_object.title for state in waiting} == {"Nháp", "Chờ duyệt", "Trả lại"}
    assert events.count() == before + 2


def confirmed(person, address):
    """Values of the form that a person was shown, with an answer to each of its questions."""
    form = BeautifulSoup(browser(person).get(address).content, "html.parser")
    shown = [one["value"] for one in form.select('input[name="shown"]')]
    return all_answered() | {"read": "on", "shown": shown}


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_board_approves_a_list_of_pages_with_one_checklist_each_with_its_own_approval(items, district, city):
    head, waiting = make_head(district), items["Chờ duyệt"]
    other = make_article(district, "Cùng đợt", published=False)
    submit(other)
    address = bulk(waiting, other, items["Nháp"], action="approve")
    shown = browser(head).get(address).content.decode()
    assert [title for title in ("Chờ duyệt", "Cùng đợt", "Nháp") if title not in shown] == []
    assert browser(head).post(address, all_answered()).status_code == 200
    assert not Page.objects.get(pk=other.pk).live
    response = browser(head).post(address, confirmed(head, address))
    assert response["Location"] == url("items")
    assert f"Chưa phê duyệt “Nháp”: {DecidedAlready.message}" in told(response)
    public = Page.objects.filter(pk__in=[waiting.pk, other.pk, items["Nháp"].pk], live=True)
    assert set(public.values_list("title", flat=True)) == {"Chờ duyệt", "Cùng đợt"}
    assert (
        Approval.objects.filter(
            approved_by=head, revision__object_id__in=map(str, public.values_list("pk", flat=True))
        ).count()
        == 2
    )
    third = make_article(district, "Của cổng khác", published=False)
    submit(third)
    answers = confirmed(head, bulk(third, action="approve"))
    assert answers["shown"]
    for stranger in (make_head(city), make_member(district)):
        browser(stranger).post(bulk(third, action="approve"), answers)
    assert not Page.objects.get(pk=third.pk).live


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_approver_of_a_list_approves_no_version_and_no_page_that_was_not_shown(items, district):
    head, waiting, later = make_head(district), items["Chờ duyệt"], items["Nháp"]
    address = f"{bulk(action='approve')}&id=all&childOf={section_of(district).pk}"
    form = BeautifulSoup(browser(head).get(address).content, "html.parser")
    sent = confirmed(head, address)
    submit(later)
    waiting.current_workflow_state.cancel(user=waiting.owner)
    waiting.title = "Bản chưa ai đọc"
    waiting.save_revision(user=waiting.owner)
    submit(waiting)
    for to in (address, form.select_one('form:has([name="shown"])')["action"]):
        response = browser(head).post(to, sent)
        assert str(VersionChanged.message) in told(response)
    assert not Page.objects.filter(pk__in=[waiting.pk, later.pk], live=True).exists()
    # A form that comes back for want of an answer tells of what was shown first.
    again = browser(head).post(address, {"shown": sent["shown"]})
    assert again.context["shown"] == sent["shown"]
    assert browser(head).post(address, sent | {"shown": ["1"]}).status_code == 400


def test_page_that_does_not_hold_is_named_with_what_is_wrong(items, district, monkeypatch):
    def refuse(*args, **kwargs):
        raise ValidationError(["Thiếu nguồn.", "Thiếu ảnh."])

    head, address = make_head(district), bulk(items["Chờ duyệt"], action="approve")
    answers = confirmed(head, address)
    monkeypatch.setattr(BoardApprovalTask, "on_action", refuse)
    said = told(browser(head).post(address, answers))
    assert "Chưa phê duyệt “Chờ duyệt”: Thiếu nguồn. Thiếu ảnh." in said


def test_all_of_a_search_are_submitted_where_one_stands_below_another(district):
    editor = make_member(district)
    section = SectionPage(title="Mục Thủy lợi", live=False, owner=editor)
    section_of(district).add_child(instance=section)
    section.add_child(instance=NewsArticlePage(title="Bài Thủy lợi", live=False, owner=editor))
    shown = browser(editor).get(f"{bulk()}&id=all&q=Thủy lợi").content.decode()
    assert "Mục Thủy lợi" in shown
    assert "Bài Thủy lợi" in shown


def test_more_pages_than_somebody_waits_for_are_refused_in_words(items, district):
    address = bulk(*[items["Nháp"]] * (SubmitBulkAction.most_at_once + 1))
    for response in (browser(make_member(district)).get(address), browser(make_member(district)).post(address)):
        assert response["Location"] == url("items")
        assert str(SubmitBulkAction.most_at_once) in told(response)
    assert not Page.objects.get(pk=items["Nháp"].pk).workflow_in_progress


@each_case(
    ("title", "refusal"),
    [("Chờ duyệt", InReviewAlready), ("Công khai", NothingToSubmit)],
)
def test_page_that_need_not_be_submitted_is_refused(items, district, title, refusal):
    with pytest.raises(refusal):
        submit_draft(items[title], by=make_member(district))


def test_page_of_another_portal_is_refused(items, city):
    with pytest.raises(SubmissionForbidden):
        submit_draft(items["Nháp"], by=make_member(city))
    assert browser(make_member(city)).post(bulk(items["Nháp"])).status_code == 403


@each_case(
    ("field", "value", "refusal"), [("source_agency", "", DraftIncomplete), ("subject_fields", [], ContentBlocked)]
)
def test_draft_that_the_editor_would_refuse_is_refused(district, field, value, refusal):
    editor = make_member(district)
    page = make_article(district, "Chưa xong", published=False, owner=editor)
    draft = page.get_latest_revision_as_object()
    setattr(draft, field, value)
    draft.save_revision(user=editor, clean=False)
    with pytest.raises(refusal):
        submit_draft(page, by=editor)


def test_change_of_a_public_page_says_why_before_it_is_submitted(items, district):
    """Readers see the note (13.1.c), whichever way the change is submitted."""
    editor, page = make_member(district), items["Công khai"]
    draft = page.get_latest_revision_as_object()
    draft.lead = "Số đúng là 5."
    draft.save_revision(user=editor)
    with pytest.raises(DraftIncomplete):
        submit_draft(page, by=editor)
    draft.correction_note = "Sửa số liệu."
    draft.save_revision(user=editor)
    submit_draft(page, by=editor)
    assert Page.objects.get(pk=page.pk).workflow_in_progress
