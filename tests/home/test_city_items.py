"""A component portal proposes an item to the city portal; the city's board takes it up or returns it (28.6)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind, TakedownReason
from editorial.errors import NotForCity, ProposalOver, SectionChosen, SectionMissing, TargetChanged
from editorial.models import Approval
from editorial.proposals.actions.proposal import choose_section, propose_to_city
from editorial.proposals.reviewed_models import city_items
from editorial.review.variants import change_review_variant
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage
from members.enums import ReviewVariant, Role, Seat
from members.memberships import seat_on_board
from provisioning.portal_states import suspend_portal
from sites.errors import TargetGone
from tests.admin import browser, url
from tests.factories import (
    AT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    publish,
    section_of,
)
from tests.proposals import act

pytestmark = pytest.mark.django_db

ALL = url("proposals") + "?all"
TITLE = "Lịch tiếp công dân tháng 12"


@pytest.fixture
def article(district):
    return make_article(district, TITLE, lead="Sáng thứ Năm hằng tuần.")


def take_up(change, city, section=None):
    head = make_head(city)
    choose_section(change, section or section_of(city), by=head, at=AT)
    return act(change, head)


def call(person, last_name, first_name):
    """Give somebody a name that nobody else has."""
    User.objects.filter(pk=person.pk).update(last_name=last_name, first_name=first_name)


def read(portal, path):
    return Client(headers={"host": portal.host}).get(path).content.decode()


def test_item_waits_for_the_board_of_the_city_only(city, district, article):
    change = propose_to_city(article, by=article.owner, at=AT, reason="Nhiều người hỏi")
    assert (change.portal, change.origin, change.reason) == (city, district, "Nhiều người hỏi")
    assert [state.revision.content_object for state in TaskState.objects.reviewable_by(make_head(city))] == [change]
    assert list(TaskState.objects.reviewable_by(make_head(district))) == []
    with pytest.raises(PermissionDenied):
        act(change, make_head(district))
    events = PortalEvent.objects.filter(kind=ReviewEventKind.PROPOSED_TO_CITY)
    assert {event.portal for event in events} == {city, district}


@pytest.mark.both_engines
def test_city_lists_it_with_its_origin_after_approval(city, district, article):
    change = take_up(propose_to_city(article, by=article.owner, at=AT), city)
    item = LinkedItemPage.objects.get()
    assert change.state == ProposalState.MADE
    assert (item.live, item.target_id, item.source_agency) == (True, article.pk, district.governing_body)
    assert item.origin_published_at == article.first_published_at
    assert Approval.objects.get(revision=item.live_revision).approved_by == make_head(city)
    listing = read(city, "/tin-tuc/")
    assert TITLE in listing
    assert "Quận\xa01" in listing


def test_section_is_chosen_by_the_city_among_its_own(city, district, article):
    change = propose_to_city(article, by=article.owner, at=AT)
    with pytest.raises(SectionMissing):
        act(change, make_head(city))
    with pytest.raises(SectionMissing):
        choose_section(change, section_of(district), by=make_head(city), at=AT)
    with pytest.raises(PermissionDenied):
        choose_section(change, section_of(city), by=make_head(district), at=AT)
    assert set(city_items().sections().values_list("path", flat=True)) >= {section_of(city).path}
    assert not LinkedItemPage.objects.exists()


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_second_approval_is_for_the_section_of_the_first(city, district, article):
    head, deputy = make_head(city), make_head(city, seat=Seat.DEPUTY)
    change_review_variant(city.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Quy chế")
    change = propose_to_city(article, by=article.owner, at=AT)
    section, other = section_of(city), city_items().sections().exclude(pk=section_of(city).pk).first()
    choose_section(change, other, by=head, at=AT)
    choose_section(change, section, by=head, at=AT)
    change = act(change, head)
    with pytest.raises(SectionChosen):
        choose_section(change, other, by=deputy, at=AT)
    where = url("decide_proposal", change.pk, "approve", change.current_workflow_task_state.pk)
    client = browser(deputy)
    assert [key for key, _label in client.get(where).context["form"].fields["section"].choices] == [section.pk]
    assert client.post(where, all_answered() | {"section": other.pk}).status_code == 422
    choose_section(change, section, by=deputy, at=AT)
    act(change, deputy)
    assert LinkedItemPage.objects.get().get_parent().pk == section.pk


def test_author_who_sits_on_the_citys_board_does_not_approve(city, district, article):
    seat_on_board(city.board, article.owner, seat="deputy", by=None, at=AT)
    change = propose_to_city(article, by=make_head(district), at=AT)
    choose_section(change, section_of(city), by=article.owner, at=AT)
    with pytest.raises(PermissionDenied):
        act(change, article.owner)


def test_who_wrote_part_of_the_public_version_does_not_approve_it_for_the_city(city, district, article):
    writer = make_member(district, Role.SECTION_EDITOR)
    article.lead = "Sáng thứ Sáu."
    article.save_revision(user=writer)
    publish(article, by=make_head(district), author=writer)
    seat_on_board(city.board, writer, seat="deputy", by=None, at=AT)
    change = propose_to_city(article, by=article.owner, at=AT)
    with pytest.raises(PermissionDenied):
        act(change, writer)


@pytest.mark.both_engines
def test_returned_item_goes_back_with_remarks_and_may_come_again(city, article):
    change = act(propose_to_city(article, by=article.owner, at=AT), make_head(city), "reject", comment="Chưa phù hợp")
    assert (change.state, LinkedItemPage.objects.count()) == (ProposalState.RETURNED, 0)
    assert take_up(propose_to_city(article, by=article.owner, at=AT), city).state == ProposalState.MADE


def test_only_public_pages_of_other_portals_are_proposed_and_once(city, district, article):
    own, draft = make_article(city), make_article(district, "Nháp", published=False)
    with pytest.raises(NotForCity):
        propose_to_city(own, by=own.owner, at=AT)
    with pytest.raises(TargetGone):
        propose_to_city(draft, by=draft.owner, at=AT)
    for stranger in (make_member(city), make_head(city), make_member(district, Role.COLLABORATOR)):
        with pytest.raises(PermissionDenied):
            propose_to_city(article, by=stranger, at=AT)
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    with pytest.raises(NotForCity):
        propose_to_city(article, by=article.owner, at=AT)


def test_item_goes_with_its_origin(city, article):
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    article.unpublish()
    assert not LinkedItemPage.objects.get().live
    assert TITLE not in read(city, "/tin-tuc/")
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_UNPUBLISHED)
    assert (event.portal, event.actor) == (city, None)


def test_what_is_taken_down_while_it_waits_is_not_taken_up(city, article):
    change = propose_to_city(article, by=article.owner, at=AT)
    article.unpublish()
    with pytest.raises(ProposalOver):
        take_up(change, city)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_city_takes_up_no_words_that_its_board_did_not_read(city, district, article):
    change = propose_to_city(article, by=article.owner, at=AT)
    article.title = "Tiêu đề khác"
    article.save_revision(user=article.owner)
    publish(article, by=make_head(district), author=article.owner)
    with pytest.raises(TargetChanged):
        take_up(change, city)
    assert not LinkedItemPage.objects.exists()
    act(change, make_head(city), "reject", comment="Bài đã thay đổi")
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    assert LinkedItemPage.objects.get().title == "Tiêu đề khác"


def test_board_of_the_city_reads_what_the_item_will_say(city, article):
    change = propose_to_city(article, by=article.owner, at=AT)
    article.title = "Bản nháp chưa duyệt"
    article.save_revision(user=article.owner)
    shown = browser(make_head(city)).get(url("proposal", change.pk)).content.decode()
    assert TITLE in shown
    assert "Sáng thứ Năm hằng tuần." in shown
    assert "Bản nháp chưa duyệt" not in shown


def test_city_takes_up_the_public_version_and_no_draft(city, article):
    article.title = "Bản nháp chưa duyệt"
    article.save_revision(user=article.owner)
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    assert LinkedItemPage.objects.get().title == TITLE


def test_item_leads_to_no_portal_that_is_out_of_service(city, district, article):
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    item = LinkedItemPage.objects.get()
    assert article.full_url in read(city, f"/tin-tuc/{item.slug}/")
    suspend_portal(district, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    shown = read(city, f"/tin-tuc/{item.slug}/")
    assert "Hiện chưa đọc được nội dung này" in shown
    assert f'href="{district.root_url}' not in shown


def test_only_who_decides_and_the_own_people_read_who_proposed_and_what_was_remarked(city, district, article):
    change = act(propose_to_city(article, by=article.owner, at=AT), make_head(city), "reject", comment="Chưa phù hợp")
    call(article.owner, "Võ Xuân", "Diệu")
    call(make_head(city), "Đào Hữu", "Kỳ")

    def told_to(person):
        pages = [browser(person).get(address).content.decode() for address in (url("proposal", change.pk), ALL)]
        assert "Chưa phù hợp" in pages[0]
        return {name for name in ("Võ Xuân Diệu", "Đào Hữu Kỳ") if any(name in page for page in pages)}

    assert told_to(make_member(district, Role.ANSWERING_OFFICER)) == {"Võ Xuân Diệu"}
    assert told_to(make_member(city, Role.ANSWERING_OFFICER)) == {"Đào Hữu Kỳ"}
    assert told_to(make_head(city, seat=Seat.DEPUTY)) == {"Võ Xuân Diệu", "Đào Hữu Kỳ"}


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_item_of_the_city_names_nobody_of_the_other_portal(city, article):
    take_up(propose_to_city(article, by=article.owner, at=AT), city)
    call(article.owner, "Võ Xuân", "Diệu")
    item = LinkedItemPage.objects.get()
    assert (item.owner, item.live_revision.user) == (None, None)
    editor = browser(make_member(city))
    for name in ("wagtailadmin_explore", "wagtailadmin_pages:history"):
        page = item.get_parent() if name == "wagtailadmin_explore" else item
        assert "Võ Xuân Diệu" not in editor.get(reverse(name, args=[page.pk])).content.decode()
    for name in ("wagtailadmin_reports:site_history", "wagtailadmin_reports:workflow"):
        assert "Võ Xuân Diệu" not in editor.get(reverse(name)).content.decode()


def test_who_offered_an_item_does_not_bring_it_back_alone(city, article):
    proposer = article.owner
    take_up(propose_to_city(article, by=proposer, at=AT), city)
    item = LinkedItemPage.objects.get()
    take_down(item, by=make_head(city), at=AT, reason_class=TakedownReason.ERROR, reason="Sai")
    seat_on_board(city.board, proposer, seat=Seat.DEPUTY, by=None, at=AT)
    item = LinkedItemPage.objects.get()
    item.save_revision(user=make_member(city))
    with pytest.raises(PermissionDenied):
        publish(item, by=proposer, author=make_member(city))
    assert not LinkedItemPage.objects.get().live


def test_section_editor_of_the_city_is_not_told_who_offers(city, district, article):
    change_review_variant(city.board, ReviewVariant.SECTION_EDITORS_FIRST, by=make_head(city), at=AT, reason="Quy chế")
    editor = make_member(city, Role.SECTION_EDITOR)
    propose_to_city(article, by=article.owner, at=AT)
    call(article.owner, "Võ Xuân", "Diệu")
    for address in (reverse("wagtailadmin_home"), url("my_work")):
        assert "Võ Xuân Diệu" not in browser(editor).get(address).content.decode()
