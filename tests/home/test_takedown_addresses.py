"""What a citizen finds where the board withdrew a page: 410, when, which class of reason."""

from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage, NewsArticlePage
from home.publication.pictures import make_files
from library.models import PortalImage
from search.models import SearchEntry
from tests.each import each_case
from tests.factories import (
    CITY,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_linked_item, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


def withdraw(page, portal, reason_class=TakedownReason.ERROR):
    return take_down(page, by=make_head(portal), at=timezone.now(), reason_class=reason_class, reason="Lý do nội bộ.")


def get(client, portal, path):
    return client.get(path, headers={"host": portal.host})


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True).replace("\xa0", " ")


def path_of(page):
    return page.get_url_parts()[2]


def test_address_answers_gone_with_date_and_class_and_without_the_reason(client, portal):
    article = make_article(portal, "Tin sai số liệu")
    withdraw(article, portal)
    response = get(client, portal, path_of(article))
    text = text_of(response)
    assert response.status_code == 410
    assert "Tin sai số liệu" in text
    assert "Thông tin chưa chính xác" in text
    assert timezone.localdate().strftime("%d/%m/%Y").lstrip("0") in text.replace("/0", "/0")
    assert "Lý do nội bộ" not in text
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


@each_case("reason_class", [TakedownReason.PERSONAL_DATA, TakedownReason.STATE_SECRET])
def test_title_is_not_shown_where_it_may_be_what_had_to_go(client, portal, reason_class):
    article = make_article(portal, "Ông Nguyễn Văn A")
    withdraw(article, portal, reason_class)
    response = get(client, portal, path_of(article))
    assert response.status_code == 410
    assert "Nguyễn Văn A" not in text_of(response)


def test_address_of_another_portal_is_only_not_found(client, portal):
    article = make_article(portal, "Tin sai")
    other = make_portal(DISTRICT)
    withdraw(article, portal)
    assert get(client, other, path_of(article)).status_code == 404


def test_address_stays_gone_when_the_draft_moves_on_or_goes(client, portal):
    article = make_article(portal, "Tin sai")
    withdraw(article, portal)
    NewsArticlePage.objects.get().delete()
    assert get(client, portal, path_of(article)).status_code == 410


@pytest.mark.both_engines
def test_page_is_read_again_after_a_review(client, portal):
    article = make_article(portal, "Tin sai")
    withdraw(article, portal)
    article = NewsArticlePage.objects.get()
    article.save_revision(user=article.owner)
    publish_approved_page(article, by=make_head(portal))
    assert get(client, portal, path_of(article)).status_code == 200


def test_lists_feeds_and_search_forget_it_at_once(client, portal):
    article = make_article(portal, "Tin phải gỡ")
    withdraw(article, portal)
    for path in ("/", "/tin-tuc/", "/rss.xml", "/atom.xml", "/tin-tuc/rss/", "/sitemap.xml", "/so-do-cong/"):
        content = get(client, portal, path).content.decode().replace("\xa0", " ")
        assert "Tin phải gỡ" not in content, path
        assert article.slug not in content, path
    assert not SearchEntry.objects.filter(page=article).exists()


def test_words_are_those_of_the_language_of_the_address(client, portal):
    (takedown,) = withdraw(make_article(portal, "Tin sai"), portal)
    takedown.address = f"/en{takedown.address}"
    takedown.save()
    with override("en"):
        assert "Error in fact" in text_of(get(client, portal, takedown.address))


def test_an_address_that_never_was_costs_one_query_more_than_finding_nothing(client, portal):
    get(client, portal, "/khong-co/")
    with CaptureQueriesContext(connection) as captured:
        assert get(client, portal, "/khong-co/").status_code == 404
    assert len([query["sql"] for query in captured if "editorial_takedown" in query["sql"]]) == 1


def files_of(image):
    return [rendition.file.path for rendition in image.renditions.all()]


def test_files_of_its_pictures_are_gone_from_their_addresses(portal, django_capture_on_commit_callbacks):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_files([image])
    files = files_of(image)
    assert files
    assert all(Path(file).exists() for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(article, portal)
    assert files_of(image) == []
    assert not any(Path(file).exists() for file in files)
    assert PortalImage.objects.filter(pk=image.pk).exists()


def test_picture_that_another_public_page_shows_keeps_its_files(portal):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_article(portal, "Tin khác có ảnh", image=image)
    make_files([image])
    withdraw(article, portal)
    assert files_of(image)


def test_picture_of_a_former_version_goes_with_the_page(portal):
    former = make_image(portal, "Ảnh cũ")
    article = make_article(portal, "Tin có ảnh", image=former)
    article.image = make_image(portal, "Ảnh mới")
    article.save_revision(user=article.owner)
    publish_approved_page(article, by=make_head(portal))
    make_files([former])
    withdraw(NewsArticlePage.objects.get(pk=article.pk), portal)
    assert files_of(former) == []


def test_item_that_stood_for_it_on_another_portal_is_gone_too(client, portal):
    district = make_portal(DISTRICT)
    article = make_article(district, "Tin sai")
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    item = publish_approved_page(item, by=make_head(portal))
    assert get(client, portal, path_of(item)).status_code == 200
    withdraw(article, district)
    assert get(client, portal, path_of(item)).status_code == 410


def test_picture_of_a_page_taken_off_by_the_board_loses_its_files(portal):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_files([image])
    article.unpublish()
    assert files_of(image) == []


def test_item_that_waited_for_its_time_does_not_repeat_what_was_withdrawn(portal):
    district = make_portal(DISTRICT)
    article = make_article(district, "Tin sai")
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    item.go_live_at = timezone.now() + timedelta(days=1)
    item.save_revision(user=make_member(portal))
    item = publish_approved_page(item, by=make_head(portal))
    assert item.approved_schedule
    withdraw(article, district)
    assert not LinkedItemPage.objects.get(pk=item.pk).approved_schedule


def test_what_waits_below_a_withdrawn_section_stays_there(portal, monkeypatch):
    section, later = section_of(portal), timezone.now() + timedelta(days=1)
    article = make_article(portal, published=False, go_live_at=later)
    publish_approved_page(article, by=make_head(portal))
    withdraw(section, portal)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    with pytest.raises(CommandError, match=article.title):
        call_command("publish_scheduled")
    assert not NewsArticlePage.objects.get(pk=article.pk).live
