"""The guides are read in the admin, by those whom they are for."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from adminsite.help.guides import EDITORS, FILES, PARTS_OF_SCREENS, part_of_screen, parts_of, parts_with
from tests.admin import browser, is_shut, url
from tests.factories import make_member, make_operator


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


def test_screens_lead_to_parts_that_exist():
    assert set(PARTS_OF_SCREENS.values()) <= {part.slug for part in parts_of(EDITORS)}
    assert part_of_screen("wagtailadmin_pages:edit") == "viet-tin-dau-tien"
    assert part_of_screen("wagtailadmin_home") == parts_of(EDITORS)[0].slug


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
