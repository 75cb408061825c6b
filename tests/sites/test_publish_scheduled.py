"""What is due becomes public, whatever else that is due may not."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Revision

from home.models import NewsArticlePage
from sites.enums import PortalEventKind
from sites.models import PortalEvent
from tests.factories import make_article, make_head, publish, section_of

pytestmark = pytest.mark.django_db


def for_later(portal, title):
    page = make_article(portal, title, published=False, go_live_at=timezone.now() + timedelta(days=1))
    return publish(page, by=make_head(portal), author=page.owner)


def moved_behind_the_doors(page, place):
    """Put below another page by the tree alone, as old data may have it."""
    MP_MoveHandler(page, place, "last-child").process()
    return NewsArticlePage.objects.get(pk=page.pk)


def test_page_approved_on_another_portal_is_held_and_the_others_become_public(city, district, monkeypatch):
    moved = moved_behind_the_doors(for_later(city, "Đã chuyển"), section_of(district))
    good = for_later(district, "Đúng chỗ")
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(CommandError, match=f"Đã chuyển .{moved.pk}.") as held:
        call_command("publish_scheduled")
    assert "Đúng chỗ" not in str(held.value)
    moved, good = NewsArticlePage.objects.get(pk=moved.pk), NewsArticlePage.objects.get(pk=good.pk)
    assert (moved.live, good.live) == (False, True)
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    event = PortalEvent.objects.get(kind=PortalEventKind.WORKED_ON, data__action="wagtail.schedule.cancel")
    assert (event.portal, event.actor, event.data["key"]) == (district, None, str(moved.pk))
    call_command("publish_scheduled")
    assert not NewsArticlePage.objects.get(pk=moved.pk).live
