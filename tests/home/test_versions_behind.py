"""English pages whose Vietnamese page changed after them (12.1.h)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from home.behind_views import versions_behind
from home.models import NewsArticlePage
from sites.enums import Role
from tests.factories import make_article, make_city_editor, make_head, make_member, make_supervisor, publish
from tests.fullest import full_home
from tests.sites.admin import browser

pytestmark = pytest.mark.django_db


def in_english(portal, title):
    """A public article with a public English version."""
    author, head = make_member(portal), make_head(portal)
    publish(full_home(portal, language="en"), by=head, author=author)
    article = make_article(portal, f"Tin {title}")
    version = article.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    section = version.get_parent().specific
    for page, name in ((section, "News"), (version, title)):
        page.title = name
        page.save_revision(user=author)
        publish(page, by=head, author=author)
    return article, NewsArticlePage.objects.get(pk=version.pk)


def correct(article, days=3):
    """The Vietnamese page becomes public anew, some days later."""
    later = timezone.now() + timedelta(days=days)
    Page.objects.filter(pk=article.pk).update(last_published_at=later)


def test_version_is_behind_once_its_vietnamese_page_changed(district):
    article, version = in_english(district, "Land register")
    assert list(versions_behind()) == []
    correct(article)
    (found,) = versions_behind()
    assert (found.pk, found.source_title) == (version.pk, article.title)


def test_version_that_followed_is_not_behind(district):
    article, version = in_english(district, "Land register")
    correct(article)
    correct(version, days=4)
    assert list(versions_behind()) == []


def test_own_portals_alone_and_for_supervisors_all(city, district):
    for portal, title in ((city, "City page"), (district, "District page")):
        article, _version = in_english(portal, title)
        correct(article)
    address = reverse("versions_behind")

    def titles(user):
        return sorted(row.title for row in browser(user).get(address).context["object_list"])

    assert titles(make_member(district)) == ["District page"]
    assert titles(make_member(city, Role.REPORTER)) == ["City page"]
    assert titles(make_supervisor()) == ["City page", "District page"]
    assert titles(make_city_editor()) == ["City page", "District page"]
