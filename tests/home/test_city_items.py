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
    publish_approved_page,
    section_of,
)
from tests.home.branches import approve
from tests.proposals import act

pytestmark = pytest.mark.django_db

ALL = url("proposals") + "?all"
TITLE = "Lịch tiếp công dân tháng 12"


@pytest.fixture
def article(district):
    return make_article(district, TITLE, lead="Sáng thứ Năm hằng tuần.")


def offered(article):
    return propose_to_city(article, by=article.owner, at=AT)


def take_up(change, city):
    choose_section(change, section_of(city), by=make_head(city), at=AT)
    return act(change, make_head(city))


def named(person):
    """Give somebody a name that nobody else has."""
    User.objects.filter(pk=person.pk).update(last_name="Võ Xuân", first_name="Diệu")


def read(portal, path):
    return Client(headers={"host": portal.host}).get(path).content.decode()


def test_item_waits_for_the_board_of_the_city_only(city, district, article):
    change = propose_to_city(article, by=article.owner, at=AT, reason="Nhiều người hỏi")
    assert (change.portal, change.origin, change.reason) == (city, district, "Nhiều người hỏi")
    waiting = [list(TaskState.objects.reviewable_by(make_head(portal))) for portal in (city, district)]
    assert [[state.revision.content_object for state in states] for states in waiting] == [[change], []]
    with pytest.raises(PermissionDenied):
        act(change, make_head(district))
    events = PortalEvent.objects.filter(kind=ReviewEventKind.PROPOSED_TO_CITY)
    assert {event.portal for event in events} == {city, district}


@pytest.mark.both_engines
def test_city_lists_it_with_its_origin_after_approval(city, district, article):
    change = take_up(offered(article), city)
    item = LinkedItemPage.objects.get()
    assert change.state == ProposalState.MADE
    assert (item.live, item.target_id, item.source_agency) == (True, article.pk, district.governing_body)
    assert item.origin_published_at == article.first_published_at
    assert Approval.objects.get(revision=item.live_revision).approved_by == make_head(city)
    listing = read(city, "/tin-tuc/")
    assert [words for words in (TITLE, "Quận\xa01") if words not in listing] == []


def test_section_is_chosen_by_the_city_among_its_own(city, district, article):
    change, head = offered(article), make_head(city)
    with pytest.raises(SectionMissing):
        act(change, head)
    with pytest.raises(SectionMissing):
        choose_section(change, section_of(district), by=head, at=AT)
    with pytest.raises(PermissionDenied):
        choose_section(change, section_of(city), by=make_head(district), at=AT)
    assert section_of(city).path in city_items().sections().values_list("path", flat=True)
    assert not LinkedItemPage.objects.exists()


@pytest.mark.slow(reason="two approvals and the screen between them")
def test_second_approval_is_for_the_section_of_the_first(city, district, article):
    head, deputy = make_head(city), make_head(city, seat=Seat.DEPUTY)
    change_review_variant(city.board, ReviewVariant.TWO_APPROVALS, by=head, at=AT, reason="Quy chế")
    change, section = offered(article), section_of(city)
    other = city_items().sections().exclude(pk=section.pk).first()
    for chosen in (other, section):
        choose_section(change, chosen, by=head, at=AT)
    change = act(change, head)
    with pytest.raises(SectionChosen):
        choose_section(change, other, by=deputy, at=AT)
    where, client = url("decide_proposal", change.pk, "approve", change.current_workflow_task_state.pk), browser(deputy)
    assert [key for key, _label in client.get(where).context["form"].fields["section"].choices] == [section.pk]
    assert client.post(where, all_answered() | {"section": other.pk}).status_code == 422
    choose_section(change, section, by=deputy, at=AT)
    act(change, deputy)
    assert LinkedItemPage.objects.get().get_parent().pk == section.pk


def test_author_and_who_wrote_part_of_the_public_version_do_not_approve_it_for_the_city(city, district, article):
    writer = make_member(district, Role.SECTION_EDITOR)
    article.lead = "Sáng thứ Sáu."
    article.save_revision(user=writer)
    publish_approved_page(article, by=make_head(district))
    for person in (writer, article.owner):
        seat_on_board(city.board, person, seat=Seat.DEPUTY, by=None, at=AT)
    change = propose_to_city(article, by=make_head(district), at=AT)
    choose_section(change, section_of(city), by=writer, at=AT)
    for person in (writer, article.owner):
        with pytest.raises(PermissionDenied):
            act(change, person)


@pytest.mark.both_engines
def test_returned_item_goes_back_with_remarks_and_may_come_again(city, article):
    change = act(offered(article), make_head(city), "reject", comment="Chưa phù hợp")
    assert (change.state, LinkedItemPage.objects.count()) == (ProposalState.RETURNED, 0)
    assert take_up(offered(article), city).state == ProposalState.MADE


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_only_public_pages_of_other_portals_are_proposed_and_once(city, district, article):
    own, draft = make_article(city), make_article(district, "Nháp", published=False)
    with pytest.raises(NotForCity):
        propose_to_city(own, by=own.owner, at=AT)
    with pytest.raises(TargetGone):
        propose_to_city(draft, by=draft.owner, at=AT)
    for stranger in (make_member(city), make_head(city), make_member(district, Role.COLLABORATOR)):
        with pytest.raises(PermissionDenied):
            propose_to_city(article, by=stranger, at=AT)
    take_up(offered(article), city)
    with pytest.raises(NotForCity):
        offered(article)


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_item_goes_with_its_origin_and_what_waits_is_not_taken_up(city, district, article):
    other = make_article(district, "Tin đang chờ")
    waiting = offered(other)
    take_up(offered(article), city)
    for page in (article, other):
        page.unpublish()
    assert not LinkedItemPage.objects.get().live
    assert TITLE not in read(city, "/tin-tuc/")
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_UNPUBLISHED)
    assert (event.portal, event.actor) == (city, None)
    with pytest.raises(ProposalOver):
        take_up(waiting, city)


@pytest.mark.slow(reason="publishes an article twice and decides twice on its item")
def test_city_takes_up_no_words_that_its_board_did_not_read(city, district, article):
    change = offered(article)
    article.title = "Tiêu đề khác"
    approve(article, district)
    with pytest.raises(TargetChanged):
        take_up(change, city)
    assert not LinkedItemPage.objects.exists()
    act(change, make_head(city), "reject", comment="Bài đã thay đổi")
    take_up(offered(article), city)
    assert LinkedItemPage.objects.get().title == "Tiêu đề khác"


def test_board_of_the_city_reads_what_the_item_will_say_and_takes_up_no_draft(city, article):
    change = offered(article)
    article.title = "Bản nháp chưa duyệt"
    article.save_revision(user=article.owner)
    shown = browser(make_head(city)).get(url("proposal", change.pk)).content.decode()
    told = (TITLE, "Sáng thứ Năm hằng tuần.", "Bản nháp chưa duyệt")
    assert [words in shown for words in told] == [True, True, False]
    take_up(change, city)
    assert LinkedItemPage.objects.get().title == TITLE


def test_item_leads_to_no_portal_that_is_out_of_service(city, district, article):
    take_up(offered(article), city)
    address = f"/tin-tuc/{LinkedItemPage.objects.get().slug}/"
    assert article.full_url in read(city, address)
    suspend_portal(district, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    shown = read(city, address)
    assert "Hiện chưa đọc được nội dung này" in shown
    assert f'href="{district.root_url}' not in shown


def test_only_who_decides_and_the_own_people_read_who_proposed_and_what_was_remarked(city, district, article):
    change = act(offered(article), make_head(city), "reject", comment="Chưa phù hợp")
    named(article.owner)
    User.objects.filter(pk=make_head(city).pk).update(last_name="Đào Hữu", first_name="Kỳ")

    def told_to(person):
        pages = [browser(person).get(address).content.decode() for address in (url("proposal", change.pk), ALL)]
        assert "Chưa phù hợp" in pages[0]
        return {name for name in ("Võ Xuân Diệu", "Đào Hữu Kỳ") if any(name in page for page in pages)}

    assert told_to(make_member(district, Role.ANSWERING_OFFICER)) == {"Võ Xuân Diệu"}
    assert told_to(make_member(city, Role.ANSWERING_OFFICER)) == {"Đào Hữu Kỳ"}
    assert told_to(make_head(city, seat=Seat.DEPUTY)) == {"Võ Xuân Diệu", "Đào Hữu Kỳ"}


@pytest.mark.slow(reason="opens the four screens that name who wrote")
def test_item_of_the_city_names_nobody_of_the_other_portal(city, article):
    take_up(offered(article), city)
    named(article.owner)
    item, editor = LinkedItemPage.objects.get(), browser(make_member(city))
    assert (item.owner, item.live_revision.user) == (None, None)
    addresses = [
        reverse("wagtailadmin_explore", args=[item.get_parent().pk]),
        reverse("wagtailadmin_pages:history", args=[item.pk]),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
    ]
    assert [where for where in addresses if "Võ Xuân Diệu" in editor.get(where).content.decode()] == []


def test_who_offered_an_item_does_not_bring_it_back_alone(city, article):
    take_up(offered(article), city)
    why = {"reason_class": TakedownReason.ERROR, "reason": "Sai"}
    take_down(LinkedItemPage.objects.get(), by=make_head(city), at=AT, **why)
    seat_on_board(city.board, article.owner, seat=Seat.DEPUTY, by=None, at=AT)
    item = LinkedItemPage.objects.get()
    item.save_revision(user=make_member(city))
    with pytest.raises(PermissionDenied):
        publish(item, by=article.owner, author=make_member(city))
    assert not LinkedItemPage.objects.get().live


def test_section_editor_of_the_city_is_not_told_who_offers(city, district, article):
    change_review_variant(city.board, ReviewVariant.SECTION_EDITORS_FIRST, by=make_head(city), at=AT, reason="Quy chế")
    editor = make_member(city, Role.SECTION_EDITOR)
    offered(article)
    named(article.owner)
    for address in (reverse("wagtailadmin_home"), url("my_work")):
        assert "Võ Xuân Diệu" not in browser(editor).get(address).content.decode()
