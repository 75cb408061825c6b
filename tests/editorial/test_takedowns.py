"""The board withdraws what is public at once, with a reason (Regulation 13.1, 25.1)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.errors import FixedPage, NotPublic, TakedownForbidden, TooManyPages
from editorial.models import Takedown
from editorial.withdrawal import page_groups as together
from editorial.withdrawal.actions import take_down
from home.models import InformationPage, LinkedItemPage, NewsArticlePage
from members.enums import Role, Seat
from members.models import Delegation
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator, publish, section_of
from tests.fullest import full_information, full_linked_item

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


def test_reason_in_words_is_needed(district, article):
    with pytest.raises(ReasonMissing):
        withdraw(article, make_head(district), reason="  ")


def test_what_is_not_public_is_not_withdrawn(district, article):
    withdraw(article, make_head(district))
    with pytest.raises(NotPublic):
        withdraw(article, make_head(district))


def test_homes_and_containers_stay(district):
    for page in (district.vietnamese_home, district.container):
        with pytest.raises(FixedPage):
            withdraw(page, make_head(district))


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
def test_public_pages_below_go_as_well(district):
    section, head = section_of(district, "gioi-thieu"), make_head(district)
    above = publish(full_information(district, parent=section), by=head, author=make_member(district))
    below = publish(full_information(district, parent=above), by=head, author=make_member(district))
    assert [takedown.page_id for takedown in withdraw(above, head)] == [above.pk, below.pk]
    assert not InformationPage.objects.filter(pk__in=[above.pk, below.pk], live=True).exists()


def test_more_than_one_decision_can_take_stays(district, monkeypatch):
    monkeypatch.setattr(together, "TAKEN_TOGETHER", 2)
    for number in range(2):
        make_article(district, f"Tin {number}")
    with pytest.raises(TooManyPages) as refused:
        withdraw(section_of(district), make_head(district))
    assert refused.value.count == 3
    assert not Takedown.objects.exists()


@pytest.mark.both_engines
def test_withdrawal_ends_by_itself_with_the_next_approval(district, article):
    head, first = make_head(district), article.first_published_at
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
    section = section_of(city)
    linked = publish(
        full_linked_item(city, parent=section, target=article), by=make_head(city), author=make_member(city)
    )
    other = make_article(district, "Tin đúng")
    kept = publish(full_linked_item(city, parent=section, target=other), by=make_head(city), author=make_member(city))
    withdraw(article, make_head(district))
    assert set(LinkedItemPage.objects.live()) == {kept}
    follower = Takedown.objects.get(page=linked)
    assert (follower.portal, follower.by, follower.reason) == (city, None, "")
    assert follower.follows.portal == district
