"""The page editor names a chosen page of another portal as citizens know it, and nothing of its drafts."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import LinkedItemPage
from sites.enums import TakedownReason
from sites.takedowns import take_down
from tests.factories import make_article, make_head, make_member, section_of
from tests.sites.admin import browser

pytestmark = pytest.mark.django_db

SECRET = "Chưa ai được biết"


@pytest.fixture
def article(city):
    """Public on the city portal, with a draft that has another title."""
    page = make_article(city, "Tin của Thành phố")
    page.title = SECRET
    page.save_revision(user=make_member(city))
    return type(page).objects.get(pk=page.pk)


def linking_pages(district, article):
    linked = LinkedItemPage(
        title="Tin liên kết", source_agency="Thành phố", target=article, live=False, owner=make_member(district)
    )
    section_of(district).add_child(instance=linked)
    links = {"title": "", "links": [{"title": "", "page": article.pk, "url": "", "text": ""}]}
    listing = make_article(district, "Tin có liên kết", published=False)
    listing.body = [("links", listing.body.stream_block.child_blocks["links"].to_python(links))]
    listing.save_revision(user=make_member(district))
    return [linked, listing]


def editor_of(page, person):
    """The page editor, in which blocks write their letters as JSON does."""
    shown = browser(person).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)


def test_title_of_a_draft_of_another_portal_is_not_shown_where_its_page_is_chosen(city, district, article):
    for page in linking_pages(district, article):
        shown = editor_of(page, make_member(district))
        assert "Tin của Thành phố" in shown
        assert SECRET not in shown
        assert reverse("wagtailadmin_pages:edit", args=[article.pk]) not in shown


def test_page_of_another_portal_that_is_not_public_any_more_has_no_title(city, district, article):
    pages = linking_pages(district, article)
    reason = {"reason_class": TakedownReason.ERROR, "reason": "Sai"}
    take_down(article, by=make_head(city), at=timezone.now(), **reason)
    for page in pages:
        shown = editor_of(page, make_member(district))
        assert "Trang của cổng khác, không công khai" in shown
        assert SECRET not in shown
        assert "Tin của Thành phố" not in shown


def test_own_draft_is_named_by_its_latest_title(city, article):
    linked = make_article(city, "Tin có liên kết", published=False)
    links = {"title": "", "links": [{"title": "", "page": article.pk, "url": "", "text": ""}]}
    linked.body = [("links", linked.body.stream_block.child_blocks["links"].to_python(links))]
    linked.save_revision(user=make_member(city))
    assert SECRET in editor_of(linked, make_member(city))


@pytest.mark.parametrize("view", ["wagtailadmin_choose_page", "wagtailadmin_choose_page_search"])
def test_chooser_of_a_new_place_answers_alike_for_pages_of_others_and_for_none(city, district, article, view):
    client = browser(make_member(district))
    draft = make_article(city, published=False)
    asked = {"user_perms": "move_to", "page_type": "wagtailcore.Page"}
    for key in (article.pk, draft.pk, 9_999_999, "abc"):
        assert client.get(reverse(view), asked | {"target_pages[]": str(key)}).status_code == 403, key
    own = make_article(district, published=False)
    assert client.get(reverse(view), asked | {"target_pages[]": str(own.pk)}).status_code == 200
