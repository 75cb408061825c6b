"""Addresses made from titles follow our rule, for drafts and public pages alike."""

import pytest

from home.models import NewsArticlePage
from tests.factories import CITY, make_article, make_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


@pytest.mark.parametrize("published", [False, True])
def test_letter_d_with_stroke_is_kept(portal, published):
    assert make_article(portal, "Đất đai, đô thị", published=published).slug == "dat-dai-do-thi"


def test_title_without_a_letter_of_ours_gets_a_plain_slug(portal):
    assert make_article(portal, "!?", published=False).slug == "trang"


def test_second_page_of_a_title_gets_a_number(portal):
    make_article(portal, "Đất đai", published=False)
    assert make_article(portal, "Đất đai", published=False).slug == "dat-dai-2"


def test_slug_that_an_editor_gave_is_kept(portal):
    assert make_article(portal, "Đất đai", slug="quy-hoach", published=False).slug == "quy-hoach"


def test_slug_typed_with_marks_is_folded_as_in_the_browser(portal):
    article = make_article(portal, "Giao thông", published=False)
    form = NewsArticlePage.get_edit_handler().get_form_class()
    page_form = form(
        {"slug": "Đường-bộ", "title": "Giao thông", "body-count": "0"},
        instance=article,
        parent_page=article.get_parent(),
    )
    page_form.full_clean()
    assert page_form.cleaned_data["slug"] == "duong-bo"
