"""English versions: drafts made from Vietnamese pages, public one by one after the board's review."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from library.models import PortalImage
from tests.each import each_case
from tests.factories import CITY, make_article, make_head, make_member, make_portal, publish_approved_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


@pytest.fixture
def english():
    return Locale.objects.get(language_code="en")


def approve(page, portal):
    page.specific.save_revision(user=make_member(portal))
    page.refresh_from_db()
    return publish_approved_page(page, by=make_head(portal))


def test_version_of_an_article_brings_its_section_as_a_draft_not_as_a_public_alias(portal, english):
    version = make_article(portal).copy_for_translation(english, copy_parents=True)
    section = version.get_parent()
    assert (version.live, section.live) == (False, False)
    assert section.alias_of_id is None
    assert section.latest_revision_id is not None
    assert not Page.objects.filter(locale=english, live=True).exists()


def test_article_in_english_does_not_lead_to_a_section_in_review(portal, english):
    version = make_article(portal).copy_for_translation(english, copy_parents=True)
    approve(version.get_parent().get_parent(), portal)
    approve(version, portal)
    client = Client(headers={"host": portal.host})
    assert client.get("/en/tin-tuc/").status_code == 404
    page = client.get("/en/tin-tuc/tin-moi/").content.decode()
    assert 'href="/en/"' in page
    assert 'href="/en/tin-tuc/"' not in page
    approve(version.get_parent(), portal)
    assert client.get("/en/tin-tuc/").status_code == 200
    assert 'href="/en/tin-tuc/"' in client.get("/en/tin-tuc/tin-moi/").content.decode()


@pytest.fixture
def version(portal, english, editor):
    """An English draft, made as an editor makes it."""
    article = make_article(portal, "Bài đã duyệt")
    editor.post(reverse("wagtail_localize:submit_page_translation", args=[article.pk]), {"locales": [english.pk]})
    return article.get_translation(english)


@pytest.fixture
def editor(portal, settings):
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(make_member(portal))
    return client


def is_refused(response):
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")


@pytest.mark.slow(reason="publishes pages in both languages")
def test_version_is_edited_like_any_page(version, editor):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[version.pk])).content.decode()
    assert "action-submit" in page
    assert "localize-" not in page


def test_version_never_becomes_an_alias_that_is_public_past_the_board(version, editor):
    assert is_refused(editor.post(reverse("wagtail_localize:convert_to_alias", args=[version.pk])))
    version.refresh_from_db()
    assert (version.live, version.alias_of_id) == (False, None)


@each_case("action", ["localize-convert-to-alias", "localize-restart-translation"])
def test_version_is_never_kept_in_step_with_its_original(version, editor, action):
    assert is_refused(editor.post(reverse("wagtailadmin_pages:edit", args=[version.pk]), {action: "1"}))
    assert not Translation.objects.filter(enabled=True).exists()


def test_page_is_not_shown_twice_by_an_alias(portal):
    with pytest.raises(PermissionDenied):
        make_article(portal).create_alias(update_slug="bi-danh")


def test_picture_is_described_in_the_language_of_the_page(portal):
    picture = PortalImage(title="anh-01.jpg", description="Chợ Bến Thành", description_en="Ben Thanh Market")
    assert picture.default_alt_text == "Chợ Bến Thành"
    with override("en"):
        assert picture.default_alt_text == "Ben Thanh Market"
        assert PortalImage(description="Chợ Bến Thành").default_alt_text == "Chợ Bến Thành"
