"""A special topic names what readers can follow, and no more."""

import pytest
from django.utils import timezone

from home.editing.forms import find_or_make_tags
from home.serving.preloading import preload
from information.queries import pages_of_topic
from provisioning.portal_states import suspend_portal
from tests.factories import make_article, make_head, make_member, make_operator, publish_approved_page
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

TAGS = ["chống ngập", "triều cường"]


def chosen(*pages):
    return [{"type": "page", "value": page.pk} for page in pages]


def test_page_on_a_portal_that_is_suspended_later_is_named_no_more(city, district):
    own, other = make_article(district, "Tin của quận"), make_article(city, "Tin của Thành phố")
    topic = make_item(district, "topic", chosen=chosen(other, own))
    assert [page.pk for page in pages_of_topic(topic)["chosen"]] == [other.pk, own.pk]
    suspend_portal(city, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    assert [page.pk for page in pages_of_topic(topic)["chosen"]] == [own.pk]


def test_block_with_a_page_on_a_portal_that_is_suspended_later_has_none(city, district):
    other = make_article(city, "Tin của Thành phố")
    article = make_article(
        district, body=[("links", {"title": "", "links": [{"title": "", "page": other, "url": "", "text": ""}]})]
    )
    assert other.pk in {row.pk for rows in preload(article).values() for row in rows.values()}
    suspend_portal(city, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    assert other.pk not in {row.pk for rows in preload(article).values() for row in rows.values()}


def tagged(portal, title):
    article = make_article(portal, title, published=False)
    article.tags = find_or_make_tags(portal, TAGS)
    article.save_revision(user=make_member(portal))
    return publish_approved_page(article, by=make_head(portal))


@pytest.mark.both_engines
def test_news_that_shares_several_tags_with_the_topic_stands_once_and_that_of_another_portal_not(city, district):
    topic = make_item(district, "topic")
    make_article(district, "Tin không có nhãn")
    first, second = tagged(district, "Tin trước"), tagged(district, "Tin sau")
    tagged(city, "Tin của Thành phố")
    assert pages_of_topic(topic)["news"] == []
    topic.tags = find_or_make_tags(district, TAGS)
    del topic.shown_tags
    assert [page.pk for page in pages_of_topic(topic)["news"]] == [second.pk, first.pk]
