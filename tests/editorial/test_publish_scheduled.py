"""What is due becomes public, whatever else that is due may not."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page, Revision

from audit.enums import AuditEventKind
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.management.commands import publish_scheduled as command
from editorial.models import Takedown
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage
from tests.editorial.review_variants import for_later, is_live
from tests.factories import make_article, publish, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def moved_behind_the_doors(page, place):
    """Put below another page by the tree alone, as old data may have it."""
    MP_MoveHandler(page, place, "last-child").process()
    return NewsArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def a_later_day(monkeypatch):
    later = timezone.now() + timedelta(days=2)
    return lambda: monkeypatch.setattr(timezone, "now", lambda: later)


@pytest.mark.slow(reason="approves and publishes pages of two portals")
def test_page_approved_on_another_portal_is_held_and_the_others_become_public(city, district, a_later_day):
    moved = moved_behind_the_doors(for_later(city, "Đã chuyển"), section_of(district))
    good = for_later(district, "Đúng chỗ")
    a_later_day()
    with pytest.raises(CommandError, match=f"Đã chuyển .{moved.pk}.") as held:
        call_command("publish_scheduled")
    assert "Đúng chỗ" not in str(held.value)
    assert (is_live(moved), is_live(good)) == (False, True)
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    event = PortalEvent.objects.get(kind=AuditEventKind.WORKED_ON, data__action="wagtail.schedule.cancel")
    assert (event.portal, event.actor, event.data["key"]) == (district, None, str(moved.pk))
    call_command("publish_scheduled")
    assert not is_live(moved)


def while_another_is_published(monkeypatch, deed):
    """Somebody acts while the first of those that are due becomes public."""
    real, done = command.publish, []

    def publish_and_let_act(revision_id):
        told = real(revision_id)
        if not done:
            done.append(True)
            deed()
        return told

    monkeypatch.setattr(command, "publish", publish_and_let_act)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_stays_away_after_a_takedown_while_others_are_published(district, head, monkeypatch, a_later_day):
    for_later(district, "Bài đầu")
    page = make_article(district, "Có dữ liệu cá nhân")
    page.go_live_at = timezone.now() + timedelta(days=1, hours=1)
    page.lead, page.correction_note = "Sửa.", "Sửa."
    page.save_revision(user=page.owner)
    publish(page, by=head, author=page.owner)
    a_later_day()
    why = {"reason_class": TakedownReason.PERSONAL_DATA, "reason": "Dữ liệu cá nhân"}
    while_another_is_published(
        monkeypatch, lambda: take_down(Page.objects.get(pk=page.pk), by=head, at=timezone.now(), **why)
    )
    call_command("publish_scheduled")
    assert not is_live(page)
    assert Takedown.objects.get(page=page.pk).ended_at is None


@pytest.mark.slow(reason="publishes and reviews pages of several people")
def test_page_whose_time_is_taken_from_it_while_others_are_published_waits(district, monkeypatch, a_later_day):
    for_later(district, "Bài đầu")
    page = for_later(district, "Bài sau")

    def unschedule():
        for revision in page.revisions.exclude(approved_go_live_at=None):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])

    a_later_day()
    while_another_is_published(monkeypatch, unschedule)
    call_command("publish_scheduled")
    assert not is_live(page)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_that_cannot_be_published_keeps_its_time_and_no_other_from_its(district, a_later_day):
    stuck = for_later(district, "Trùng địa chỉ")
    good = for_later(district, "Đúng hẹn")
    beside = make_article(district, "Bản nháp bên cạnh", published=False)
    NewsArticlePage.objects.filter(pk=stuck.pk).update(slug="cu")
    NewsArticlePage.objects.filter(pk=beside.pk).update(slug=stuck.slug)
    a_later_day()
    with pytest.raises(CommandError, match="lần chạy sau"):
        call_command("publish_scheduled")
    assert (is_live(stuck), is_live(good)) == (False, True)
    assert stuck.revisions.exclude(approved_go_live_at=None).exists()
    NewsArticlePage.objects.filter(pk=beside.pk).update(slug="khac")
    call_command("publish_scheduled")
    assert is_live(stuck)


def test_publication_that_breaks_off_leaves_nothing_public_without_its_record(district, monkeypatch, a_later_day):
    page = for_later(district, "Đứt quãng")
    a_later_day()

    def break_off(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("editorial.review.publication.record_event", break_off)
        with pytest.raises(CommandError):
            call_command("publish_scheduled")
    assert not is_live(page)
    call_command("publish_scheduled")
    assert is_live(page)
    assert PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_PUBLISHED, data__page=page.pk).count() == 1


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_page_whose_time_runs_out_goes_and_one_whose_time_was_changed_stays(district, a_later_day):
    expiring = make_article(district, "Hết hạn", expire_at=timezone.now() + timedelta(days=1))
    staying = make_article(district, "Còn hạn", expire_at=timezone.now() + timedelta(days=9))
    a_later_day()
    call_command("publish_scheduled")
    assert (is_live(expiring), is_live(staying)) == (False, True)
