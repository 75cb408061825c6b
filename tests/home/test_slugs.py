"""Addresses made from titles follow our rule, for drafts and public pages alike."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from home.models import NewsArticlePage
from home.serving.addresses import hidden_slugs
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import make_article, make_member

pytestmark = pytest.mark.django_db


def page_form(article, **values):
    form = NewsArticlePage.get_edit_handler().get_form_class()
    sent = {"slug": article.slug, "title": article.title, "body-count": "0"} | values
    return form(sent, instance=article, parent_page=article.get_parent())


@each_case("published", [False, True])
def test_letter_d_with_stroke_is_kept(portal, published):
    assert make_article(portal, "Đất đai, đô thị", published=published).slug == "dat-dai-do-thi"


def test_title_without_a_letter_of_ours_or_that_would_hide_its_page_gets_another_slug(portal):
    for title, given, slug in [
        ("!?", {}, "trang"),
        ("Tìm kiếm", {}, "trang-tim-kiem"),
        ("Đất đai", {"slug": "quy-hoach"}, "quy-hoach"),
    ]:
        assert make_article(portal, title, published=False, **given).slug == slug


def test_second_page_of_a_title_gets_a_number(portal):
    make_article(portal, "Đất đai", published=False)
    assert make_article(portal, "Đất đai", published=False).slug == "dat-dai-2"


def test_slug_typed_with_marks_is_folded_as_in_the_browser(portal):
    form = page_form(make_article(portal, "Giao thông", published=False), slug="Đường-bộ", lead="Một\x0bhai")
    form.full_clean()
    assert form.cleaned_data["slug"] == "duong-bo"
    # What no feed can hold is left out.
    assert form.cleaned_data["lead"] == "Một hai"


# What `cityportal.urls` and the middleware answer on a portal's host, by the first step of the address.
ANSWERED = [
    "admin", "documents", "media", "static", "healthz", "readyz", "metrics", "en", "vi", "tim-kiem", "cac-cong",
    "so-do-cong",
    "phien-ban", "versions", "ngung-nhan-tin", "rss", "ics", "chi-dao-toan-thanh-pho",
    "hoi-dap-toan-thanh-pho", "api", "giao-dien-du-lieu", "search", "portals", "site-map", "ask",
    "questions", "questions-of-the-city",
    "thu-tuc-theo-ma", "tin-theo-doi", "kenh-thong-tin-toan-thanh-pho", "dang-ky-nhan-tin-bao-chi", "sheets",
    "direction-of-the-city", "followed", "channels-of-the-city", "procedure-by-code", "data-interface", "press-mails",
    "stop-mails", "gop-y-toan-thanh-pho", "drafts-of-the-city", "gop-y", "comments", "danh-gia", "rate", "gui-bai",
    "contribute", "doi-thoai", "dialogue", "binh-chon", "poll",
    # Below the section of questions.
    "thong-ke", "khong-dang", "gui-cau-hoi", "so-trong-cau-hoi", "tuong-tu", "tra-cuu", "cua-toi", "theo-doi",
]  # fmt: skip


def test_slugs_that_addresses_of_the_system_hide_are_known(portal):
    assert {slug for slug in hidden_slugs() if "." not in slug} == set(ANSWERED)


def test_slug_that_is_left_empty_hides_nothing(portal):
    form = page_form(make_article(portal, "Giao thông", published=False), slug="")
    form.full_clean()
    assert form.errors.get_json_data().get("slug", [{"code": ""}])[0]["code"] != "hidden_slug"


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@each_case("slug", ANSWERED)
def test_slug_that_hides_the_page_is_refused_with_another_that_would_do(portal, slug):
    form = page_form(make_article(portal, "Giao thông", published=False), slug=slug)
    with translation.override("vi"):
        said = form.errors["slug"]
    assert f"“{slug}” là địa chỉ của hệ thống" in said[0]
    assert f"“trang-{slug}”" in said[0]


def test_program_cannot_give_a_slug_that_hides_the_page(portal):
    with pytest.raises(ValidationError) as refused:
        make_article(portal, "Tìm kiếm", slug="tim-kiem", published=False)
    assert refused.value.error_dict["slug"][0].code == "hidden_slug"


def test_page_that_is_hidden_already_can_be_saved_as_the_home_of_a_language_can(portal):
    article = make_article(portal, "Tìm kiếm", published=False)
    NewsArticlePage.objects.filter(pk=article.pk).update(slug="tim-kiem")
    for page in (NewsArticlePage.objects.get(), portal.container.get_children().get(slug="vi").specific):
        page.full_clean()


def test_copy_is_not_called_so_either(portal):
    article = make_article(portal, "Giao thông", published=False)
    parent = article.get_parent()
    sent = {"new_title": "Tìm kiếm", "new_slug": "tim-kiem", "new_parent_page": parent.pk}
    answer = browser(make_member(portal)).post(reverse("wagtailadmin_pages:copy", args=[article.pk]), sent)
    assert "tim-kiem" in errors_at(answer, "new_slug")
    assert not parent.get_children().filter(slug="tim-kiem").exists()


@each_case("slug", ["rss", "ics"])
def test_draft_takes_no_address_that_its_section_answers_by_itself(client, portal, slug):
    article = make_article(portal, "Nháp", published=False)
    assert slug in hidden_slugs()
    # From before the slug was refused.
    type(article).objects.filter(pk=article.pk).update(slug=slug, url_path=f"{article.get_parent().url_path}{slug}/")
    addresses = ["/tin-tuc/rss/", "/tin-tuc/nhap/", "/tin-tuc/khong-co/"]
    answers = [client.get(address, headers={"host": portal.host}) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
