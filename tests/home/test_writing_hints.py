"""What the page editor says of the writing of a page: hints in its panel, which keep nobody from submitting."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from editorial.review.findings import blocking, findings_of
from home.contentcheck.former_places import former_places
from home.contentcheck.writing_hints import report_on_writing
from tests.admin import browser
from tests.factories import make_article, make_member, section_of
from tests.scale.timing import seconds_of, slowness

pytestmark = pytest.mark.django_db

LONG = "tiếng " * 60


def codes(page):
    return [hint.code for hint in report_on_writing(page).hints]


def test_page_is_told_of_what_reads_badly_and_can_be_submitted_all_the_same(district):
    page = make_article(
        district, "Kết quả tháng trước", lead=f"{LONG}. Sở TNMT họp tại phường Đa Kao.", published=False
    )
    assert codes(page) == ["ageing_title", "long_sentence", "abbreviation", "former_place"]
    assert blocking(findings_of(page)) == []


def test_plain_page_has_no_hints_and_a_reading_time(district):
    report = report_on_writing(make_article(district, "Lịch tiếp công dân tháng 3 năm 2026", published=False))
    assert list(report.hints) == []
    assert report.minutes == 1
    assert report.words > 5


def test_name_of_a_portal_is_in_use_and_no_former_place(district):
    assert list(former_places().find("Quận 1, Quận 3")) != []
    assert [found.name for found in former_places().find("Quận 1, Quận 3")] == ["Quận 3"]


def test_spelling_is_looked_at_where_the_dictionary_is_installed(district, settings, tmp_path):
    page = make_article(district, "Thông báo", lead="Cúp nước ngàyy mai.", published=False)
    settings.VIETNAMESE_WORDS = str(tmp_path / "vi_VN.dic")
    assert "spelling" not in codes(page)
    (tmp_path / "words.dic").write_text("4\ncúp\nnước\nmai\nthông\nbáo\n", encoding="utf-8")
    settings.VIETNAMESE_WORDS = str(tmp_path / "words.dic")
    said = [hint.message for hint in report_on_writing(page).hints if hint.code == "spelling"]
    assert any("ngàyy" in message for message in said)


def test_long_page_is_looked_at_in_a_fifth_of_a_second(district):
    text = "Ủy ban nhân dân phường Đa Kao, Quận 3 thông báo lịch tiếp công dân và KCN. "
    page = make_article(district, lead=text * 500, published=False)
    report_on_writing(page)
    assert seconds_of(lambda: report_on_writing(page)) < 0.2 * slowness()


def checks_panel(shown):
    return BeautifulSoup(shown, "html.parser").select_one('[data-side-panel="checks"]')


def test_editor_shows_hints_in_the_place_of_wagtails_measures(district):
    page = make_article(district, "Kết quả tháng trước", published=False)
    shown = browser(make_member(district)).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    panel = checks_panel(shown)
    assert "tháng trước" in panel.select_one(".findings").get_text()
    assert panel.select_one("[data-content-readability-score]") is None
    assert panel.select_one("[data-checks-panel]") is not None


def test_new_page_has_hints_once_it_is_saved_by_itself(district):
    editor = browser(make_member(district))
    where = reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section_of(district).pk])
    panel = checks_panel(editor.get(where).content)
    assert panel.select_one("[data-content-readability-score]") is None
    assert panel.select_one("[data-writing-report] p").get_text()
    typed = {"title": "Kết quả tháng trước", "slug": "ket-qua", "body": streamfield([])}
    form = nested_form_data(typed) | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    answer = editor.post(where, form, headers={"accept": "application/json"}).json()
    assert "tháng trước" in report_beside(editor.get(answer["hydrate_url"]).content)
    form["title"] = "Kết quả tháng 10"
    answer = editor.post(answer["url"], form, headers={"accept": "application/json"}).json()
    assert "tháng trước" not in report_beside(answer["html"])


def report_beside(partials):
    """The report among what the editor writes anew after an autosave."""
    page = BeautifulSoup(partials, "html.parser")
    return page.select_one('[data-w-teleport-target-value="[data-writing-report]"]').get_text()
