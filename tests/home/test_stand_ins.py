"""An item of another portal is public only while the page that it stands for is (13.1.c)."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.errors import ContentBlocked
from editorial.withdrawal.actions import take_down
from editorial.withdrawal.page_groups import original_of, stand_ins_for
from home.contentcheck.page_checks import check_page
from home.models import LinkedItemPage
from tests.factories import (
    all_answered,
    make_article,
    make_head,
    make_member,
    publish,
    section_of,
)
from tests.fullest import full_linked_item
from tests.home.branches import approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(district):
    return make_article(district, "Tin sai")


def withdraw(page, portal):
    why = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu."}
    return take_down(page, by=make_head(portal), at=timezone.now(), **why)


def draft_of(article, portal):
    return full_linked_item(portal, parent=section_of(portal), target=article)


def review(item, portal):
    return publish(item, by=make_head(portal), author=make_member(portal))


def test_item_in_review_is_not_approved_after_the_takedown_of_its_page(city, district, article):
    item = draft_of(article, city)
    step = item.get_workflow().start(item, make_member(city)).current_task_state
    withdraw(article, district)
    with pytest.raises(ContentBlocked, match="không công khai"):
        step.task.specific.on_action(step, make_head(city), "approve", **all_answered())
    assert not LinkedItemPage.objects.get(pk=item.pk).live
    assert not PortalEvent.objects.filter(data__page=item.pk, kind=ReviewEventKind.ITEM_APPROVED).exists()


def test_item_whose_page_is_gone_for_good_is_not_approved(city, district, article):
    item = draft_of(article, city)
    withdraw(article, district)
    type(article).objects.get(pk=article.pk).delete()
    with pytest.raises(ContentBlocked):
        review(item, city)


def test_item_is_approved_again_when_its_page_came_back(city, district, article):
    item = draft_of(article, city)
    withdraw(article, district)
    approve(type(article).objects.get(pk=article.pk), district)
    assert review(item, city).live


def test_only_the_missing_page_is_pointed_out(city, district, article):
    outside = LinkedItemPage(title="Kế hoạch", lead="Tóm tắt.", source_agency="Sở", target_url="https://so.gov.vn/a")
    for item in (draft_of(article, city), outside):
        assert [finding.code for finding in check_page(item)] == []
    article.unpublish()
    (finding,) = check_page(LinkedItemPage.objects.get())
    assert (finding.code, finding.field, finding.is_blocking) == ("original_gone", "target", True)


@pytest.mark.slow(reason="an item is approved twice in review, and its time comes")
@pytest.mark.both_engines
def test_version_that_waits_for_its_time_is_held_where_it_stands_for_what_went(city, district, article, monkeypatch):
    later = timezone.now() + timedelta(days=1)
    item = review(draft_of(make_article(district, "Tin đúng"), city), city)
    item.target, item.go_live_at = article, later
    item.save_revision(user=make_member(city))
    review(item, city)
    withdraw(article, district)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    with pytest.raises(CommandError, match=item.title):
        call_command("publish_scheduled")
    assert LinkedItemPage.objects.get(pk=item.pk).target_id != article.pk


@pytest.mark.both_engines
def test_items_are_found_by_the_page_they_stand_for(city, district, article):
    item, other = draft_of(article, city), draft_of(make_article(district, "Tin khác"), city)
    assert list(stand_ins_for([article.pk])) == [item.page_ptr]
    assert (original_of(item), original_of(article)) == (article.pk, None)
    assert original_of(other) != article.pk
