"""The board withdraws what is public at once, with a reason (Regulation 13.1, 25.1).

A page that is taken off by a proposal takes along what stands below it, as the board read it (13.1.g).
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowState

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind, TakedownReason
from editorial.errors import FixedPage, MoreWouldGo, NotPublic, TakedownForbidden, TooManyPages
from editorial.models import ProposedChange, Takedown
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.withdrawal import page_groups as together
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage, NewsArticlePage
from home.publication.pictures import make_files
from members.enums import Role, Seat
from members.models import Delegation
from tests.admin import browser, url
from tests.each import each_case
from tests.editorial.review_variants import stand_in
from tests.factories import AT, make_article, make_head, make_member, make_operator, publish, section_of
from tests.fullest import full_information, make_image
from tests.proposals import act
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

WHY = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu."}


def withdraw(page, by, **values):
    return take_down(page, by=by, at=timezone.now(), **WHY | values)


@pytest.fixture
def article(district):
    return make_article(district, "Tin sai")


@pytest.mark.both_engines
@each_case("seat", [Seat.HEAD, Seat.DEPUTY])
def test_head_and_deputy_withdraw_with_all_facts_on_record(district, article, seat):
    head = make_head(district, seat=seat)
    (takedown,) = withdraw(article, head)
    assert not NewsArticlePage.objects.get().live
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_TAKEN_DOWN)
    assert (event.portal, event.actor, event.reason) == (district, head, "Sai số liệu.")
    facts = {"page": article.pk, "title": "Tin sai", "address": takedown.address, "language": "vi"}
    assert event.data == facts | {"reason_class": "error", "takedown": takedown.pk, "ended_review": None}
    assert takedown.address == article.get_url_parts()[2]


def test_member_withdraws_only_by_delegation(district, article):
    member = make_head(district, seat=Seat.MEMBER)
    with pytest.raises(TakedownForbidden):
        withdraw(article, member)
    make_head(district)
    Delegation.objects.create(
        from_seat=district.board.seats.get(seat=Seat.HEAD),
        to_seat=district.board.seats.get(seat=Seat.MEMBER),
        valid_from=timezone.localdate(),
        valid_until=timezone.localdate(),
        reason="Đi công tác",
    )
    assert withdraw(article, member)


def test_nobody_else_withdraws(city, district, article):
    for stranger in (make_head(city), make_operator(), make_member(district), make_member(district, Role.PORTAL_ADMIN)):
        with pytest.raises(TakedownForbidden):
            withdraw(article, stranger)
    assert NewsArticlePage.objects.get().live
    assert not Takedown.objects.exists()


def test_neither_fixed_pages_nor_what_is_not_public_nor_anything_without_a_reason_is_withdrawn(district, article, head):
    for page in (district.vietnamese_home, district.container):
        with pytest.raises(FixedPage):
            withdraw(page, head)
    with pytest.raises(ReasonMissing):
        withdraw(article, head, reason="  ")
    withdraw(article, head)
    with pytest.raises(NotPublic):
        withdraw(article, head)


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_review_in_progress_ends_and_what_waits_for_its_time_is_not_published(district, article):
    article.lead = "Bản mới."
    article.save_revision(user=article.owner)
    article.get_workflow().start(article, article.owner)
    withdraw(article, make_head(district))
    assert WorkflowState.objects.order_by("pk").last().status == WorkflowState.STATUS_CANCELLED

    other = make_article(district, "Tin hẹn giờ")
    other.go_live_at = timezone.now() + timedelta(days=2)
    other.save_revision(user=other.owner)
    publish(other, by=make_head(district), author=other.owner)
    withdraw(other, make_head(district))
    assert not other.revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_public_pages_below_are_withdrawn_as_well(district, head, above, below):
    assert [takedown.page_id for takedown in withdraw(above, head)] == [above.pk, below.pk]
    assert live(above, below) == []


def test_more_than_one_decision_can_take_stays(district, monkeypatch):
    monkeypatch.setattr(together, "TAKEN_TOGETHER", 2)
    for number in range(2):
        make_article(district, f"Tin {number}")
    with pytest.raises(TooManyPages) as refused:
        withdraw(section_of(district), make_head(district))
    assert refused.value.count == 3
    assert not Takedown.objects.exists()


@pytest.mark.both_engines
def test_withdrawal_ends_by_itself_with_the_next_approval(district, article, head):
    first = article.first_published_at
    withdraw(article, head)
    article = NewsArticlePage.objects.get()
    article.lead = "Đã sửa."
    article.save_revision(user=article.owner)
    assert publish(article, by=head, author=article.owner).first_published_at == first
    assert Takedown.objects.get().ended_at is not None


def test_withdrawal_stands_until_the_time_of_what_was_approved_for_later(district, article, monkeypatch):
    from django.core.management import call_command  # noqa: PLC0415 -- after the clock is set

    withdraw(article, make_head(district))
    article = NewsArticlePage.objects.get()
    article.go_live_at = later = timezone.now() + timedelta(days=1)
    article.save_revision(user=article.owner)
    publish(article, by=make_head(district), author=article.owner)
    assert Takedown.objects.standing().exists()
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not Takedown.objects.standing().exists()


def test_record_outlives_the_page(district, article):
    withdraw(article, make_head(district))
    NewsArticlePage.objects.get().delete()
    takedown = Takedown.objects.get()
    assert (takedown.page, takedown.title) == (None, "Tin sai")


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_items_of_other_portals_that_stand_for_it_go_as_well(city, district, article):
    linked, kept = stand_in(article, city), stand_in(make_article(district, "Tin đúng"), city)
    withdraw(article, make_head(district))
    assert set(LinkedItemPage.objects.live()) == {kept}
    follower = Takedown.objects.get(page=linked)
    assert (follower.portal, follower.by, follower.reason) == (city, None, "")
    assert follower.follows.portal == district


def ask(page, portal, **values):
    return propose_unpublishing(page, by=make_member(portal), at=AT, reason="Hết hiệu lực", **values)


@remembered
def published(portal, parent, **values):
    page = full_information(portal, parent=parent)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=page.owner)
    return publish(page, by=make_head(portal), author=page.owner)


@pytest.fixture
def above(district):
    return published(district, section_of(district, "gioi-thieu"), title="Chức năng")


@pytest.fixture
def below(district, above):
    return published(district, above, title="Lĩnh vực đất đai")


def live(*pages):
    return list(Page.objects.live().filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_public_pages_below_go_with_it_each_with_its_event(district, above, below):
    change = act(ask(above, district), make_head(district))
    assert (change.state, live(above, below)) == (ProposalState.MADE, [])
    events = PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_UNPUBLISHED, portal=district).order_by("pk")
    assert [event.data for event in events] == [
        {"page": above.pk, "proposal": change.pk},
        {"page": below.pk, "proposal": change.pk},
    ]


@pytest.mark.slow(reason="publishes and reviews pages of several people")
def test_proposer_and_board_read_what_goes(district, above, below):
    assert "Lĩnh vực đất đai" in browser(make_member(district)).get(url("ask_unpublish", above.pk)).content.decode()
    change = ask(above, district)
    head, step = browser(make_head(district)), change.current_workflow_task_state
    shown = head.get(url("proposal", change.pk)).content.decode()
    assert "Lĩnh vực đất đai" in shown
    assert str(MoreWouldGo.message) not in shown
    decision = head.get(url("decide_proposal", change.pk, "approve", step.pk)).content.decode()
    assert "Lĩnh vực đất đai" in decision


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_that_came_below_since_is_not_taken_unread(district, above, head):
    change = ask(above, district)
    below = published(district, above, title="Lĩnh vực mới")
    assert str(MoreWouldGo.message) in browser(head).get(url("proposal", change.pk)).content.decode()
    with pytest.raises(MoreWouldGo):
        act(change, head)
    assert live(above, below) == [above.pk, below.pk]
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.WAITING


def test_what_went_since_does_not_stop_it(district, above, below):
    change = ask(above, district)
    act(ask(below, district), make_head(district))
    assert act(change, make_head(district)).state == ProposalState.MADE


def test_more_than_one_decision_can_take_is_not_proposed(district, above, below, monkeypatch):
    monkeypatch.setattr(together, "TAKEN_TOGETHER", 1)
    with pytest.raises(TooManyPages):
        ask(above, district)
    response = browser(make_member(district)).post(url("ask_unpublish", above.pk), {"reason": "Hết hiệu lực"})
    assert response.status_code == 422
    assert not ProposedChange.objects.exists()


def in_english(article, portal, title="News"):
    """A public version of it in English."""
    english = article.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title, english.owner = title, article.owner
    # Mostly English, as the checks want it.
    english.lead, english.body = "What the agency does, and for whom.", []
    english.save_revision(user=article.owner)
    return publish(english, by=make_head(portal), author=article.owner)


@pytest.mark.slow(reason="takes pages through whole reviews")
@each_case("with_versions", [True, False])
def test_versions_in_other_languages_go_where_the_proposer_asks(district, with_versions):
    article = make_article(district)
    english = in_english(article, district)
    act(ask(article, district, with_versions=with_versions), make_head(district))
    assert live(article, english) == ([] if with_versions else [english.pk])


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_what_stands_below_a_version_in_another_language_is_listed_with_it(district, above, below):
    in_english(above, district)
    in_english(below, district, title="Land")
    for screen, person in (
        (url("ask_unpublish", above.pk), make_member(district)),
        (reverse("wagtailadmin_pages:unpublish", args=[above.pk]), make_head(district)),
    ):
        assert "Land" in browser(person).get(screen).content.decode()


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_items_of_other_portals_and_files_of_pictures_go_with_what_stands_below(city, district, above):
    image = make_image(district)
    below = make_article(district, "Tin có ảnh", image=image)
    item = stand_in(below, city)
    make_files([image])
    assert image.renditions.exists()
    act(ask(section_of(district), district), make_head(district))
    assert not LinkedItemPage.objects.get(pk=item.pk).live
    assert not image.renditions.exists()
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_UNPUBLISHED, portal=city)
    assert (event.data["page"], event.actor) == (item.pk, None)
