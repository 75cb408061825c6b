"""The guides are read in the admin, by those whom they are for."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from adminsite.help.guides import EDITORS, FILES, OPERATORS, parts_of, parts_with
from adminsite.help.screens import PLACES, place_of_screen
from tests.admin import browser, is_shut, url
from tests.factories import make_article, make_head, make_member, make_operator


@pytest.mark.parametrize("guide", FILES)
def test_guide_is_divided_into_parts_of_one_name_each(guide):
    slugs = [part.slug for part in parts_of(guide)]
    assert len(slugs) == len(set(slugs)) > 5
    assert all(part.html and part.title for part in parts_of(guide))


def test_pictures_of_the_guide_are_static_files_with_words_for_those_who_do_not_see_them():
    pictures = [picture for part in parts_of(EDITORS) for picture in BeautifulSoup(part.html, "html.parser")("img")]
    assert pictures
    for picture in pictures:
        assert finders.find(picture["src"].removeprefix(settings.STATIC_URL))
        assert len(picture["alt"]) > 40


@pytest.mark.parametrize("guide", FILES)
def test_screens_lead_to_parts_and_sections_that_exist(guide):
    parts = parts_of(guide)
    known = {part.slug for part in parts} | {f"{part.slug}#{key}" for part in parts for key, _title in part.sections}
    assert set(PLACES[guide].values()) <= known


def test_screen_with_two_places_leads_readers_of_the_guide_for_operators_to_theirs():
    assert place_of_screen("portals_admin:accounts", reads_all=False) == (EDITORS, "danh-cho-quan-tri-cong", "")
    assert place_of_screen("portals_admin:accounts_results", reads_all=True)[:2] == (OPERATORS, "tai-khoan-va-vai-tro")
    assert place_of_screen("portals_admin:calendar_address", reads_all=True)[2] == "lich-bien-tap"
    assert place_of_screen("wagtailadmin_home", reads_all=False) == (EDITORS, parts_of(EDITORS)[0].slug, "")


def help_on(screen):
    """Where the menu leads from a screen for help with it, as each screen says in its sidebar."""
    return re.findall(r'"(/admin/portals/guide/[^"]+)"', screen.content.decode())[0]


@pytest.mark.django_db
@pytest.mark.slow(reason="opens every screen of a menu")
def test_page_editor_and_every_screen_of_a_menu_lead_to_their_own_place_in_the_guide(portal):
    client, article = browser(make_head(portal)), make_article(portal, published=False)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert help_on(editor) == url("guide_part", EDITORS, "viet-tin-dau-tien")
    home = client.get(reverse("wagtailadmin_home"))
    offered = set(re.findall(r'"url": "(/admin/[^"#?]+)"', home.content.decode()))
    offered -= {reverse("wagtailadmin_home"), reverse("wagtailadmin_logout")}
    screens = [address for address in offered if "/guide/" not in address]
    assert len(screens) > 20
    assert [address for address in screens if help_on(client.get(address, follow=True)) == help_on(home)] == []


@pytest.mark.django_db
@pytest.mark.slow(reason="opens every screen of a menu")
def test_every_screen_of_the_menu_of_operators_leads_to_its_own_place_in_a_guide(portal):
    client = browser(make_operator())
    home = client.get(reverse("wagtailadmin_home"))
    assert help_on(home).startswith(url("guide", OPERATORS))
    offered = set(re.findall(r'"url": "(/admin/[^"#?]+)"', home.content.decode()))
    offered -= {reverse("wagtailadmin_home"), reverse("wagtailadmin_logout")}
    screens = {address: client.get(address, follow=True) for address in offered if "/guide/" not in address}
    assert len(screens) > 40
    assert [address for address, screen in screens.items() if help_on(screen) == help_on(home)] == []


def test_search_finds_parts_without_marks_those_with_the_words_in_the_title_first():
    assert parts_with(EDITORS, "bai bi tra lai")[0].slug == "bai-bi-tra-lai"
    assert parts_with(EDITORS, "chữ không có ở đâu cả xyz") == []
    assert parts_with(EDITORS, "  ") == []


@pytest.mark.django_db
def test_editor_reads_the_guide_for_editors_and_operators_both(portal):
    editor, operator = browser(make_member(portal)), browser(make_operator())
    assert is_shut(editor.get(url("guide", "van-hanh")))
    assert operator.get(url("guide", "van-hanh")).status_code == 200
    page = editor.get(url("guide", EDITORS), {"q": "<b>gửi duyệt"})
    assert b"<b>g" not in page.content
    found = BeautifulSoup(page.content, "html.parser").select(".guide__text a")
    assert url("guide_part", EDITORS, "gui-duyet") in {link["href"] for link in found}
    assert editor.get(url("guide_part", EDITORS, "khong-co")).status_code == 404
    assert editor.get(reverse("portals_admin:guide", args=["khac"])).status_code == 404
