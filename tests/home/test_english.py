"""English versions: drafts made from Vietnamese pages, public one by one after the board's review."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from tests.factories import CITY, make_article, make_head, make_member, make_portal, publish

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
    return publish(page, by=make_head(portal), author=make_member(portal))


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
