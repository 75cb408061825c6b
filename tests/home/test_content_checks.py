"""What machines find in a page before the board reads it, with its place; what is right is left alone."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from editorial.errors import ContentBlocked
from editorial.review.findings import Level, findings_of
from home.contentcheck.page_checks import check_fields, check_page, is_malformed, is_shouting
from home.models import InformationPage, NewsArticlePage
from information.models import DirectionPage, DocumentPage, LegalGuidancePage, PlanPage
from information.without_field import public_without_field
from sites.directory import get_directory
from tests.admin import browser
from tests.each import each_case
from tests.factories import (
    a_field,
    make_article,
    make_head,
    make_member,
    publish,
    section_of,
)
from tests.fullest import full_article, full_home, make_document, make_image
from tests.home.branches import english_draft
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

SOUND = {"title": "Lịch tiếp công dân", "lead": "Tóm tắt.", "source_agency": "Ủy ban nhân dân Quận 1"}
LEGACY = "Céng hßa x· héi chñ nghÜa ViÖt Nam"


def page(*body, **values):
    return NewsArticlePage(**SOUND | values, body=list(body))


def block(kind, value):
    return {"type": kind, "value": value}


def paragraph(html):
    return block("paragraph", html)


def codes(item):
    return [finding.code for finding in check_page(item)]


def test_sound_article_has_no_finding():
    assert codes(page(paragraph("<p>Từ 7 giờ 30.</p>"), block("heading", {"text": "Nơi nộp", "level": "2"}))) == []


@each_case("source", ["", "   "])
def test_missing_source_blocks(source):
    (finding,) = check_page(page(source_agency=source))
    assert (finding.code, finding.level, finding.field) == ("source_missing", Level.BLOCKING, "source_agency")
    assert finding.article == "13.1.d"


def test_blocking_findings_come_first():
    found = findings_of(page(paragraph("<p>Theo vnexpress.net</p>"), title="THÔNG BÁO TIẾP DÂN", source_agency=""))
    assert [finding.code for finding in found] == ["source_missing", "field_missing", "title_shouts", "outside_source"]


def test_news_without_a_lead_is_pointed_out_and_a_section_without_one_is_not(district):
    assert codes(page(lead="")) == ["lead_empty"]
    assert "lead_empty" in codes(InformationPage(title="Chức năng", source_agency="Quận 1"))
    assert codes(section_of(district)) == []


@each_case(
    ("text", "shouts"),
    [
        ("THÔNG BÁO LỊCH TIẾP CÔNG DÂN", True),
        ("Thông báo lịch tiếp công dân", False),
        ("HĐND, UBND", False),
        ("UBND Phường Bến Nghé họp", False),
        ("", False),
    ],
)
def test_title_in_capitals_shouts(text, shouts):
    assert is_shouting(text) is shouts


def test_links_and_mentions_of_press_and_social_networks_are_named_with_their_block():
    item = page(
        paragraph("<p>Không có gì.</p>"),
        paragraph('<p>Theo báo, <a href="https://m.facebook.com/x">xem ở đây</a> và vnexpress.net.</p>'),
        block(
            "links", {"title": "", "links": [{"title": "Báo", "url": "https://tuoitre.vn/x", "page": None, "text": ""}]}
        ),
    )
    found = [(finding.code, finding.place, finding.article) for finding in check_page(item)]
    assert {place for _code, place, _article in found} == {
        "Nội dung, khối thứ 2 (Đoạn văn)",
        "Nội dung, khối thứ 3 (Danh sách liên kết)",
    }
    assert [(code, article) for code, _place, article in found] == [("outside_source", "13.1.d")] * 3


@each_case(
    ("url", "malformed"),
    [
        ("https://chinhphu.vn/a?b=c#d", False),
        ("mailto:a@b.vn", False),
        ("tel:1022", False),
        ("#muc-1", False),
        ("/tin-tuc/", False),
        ("https://https://chinhphu.vn", True),
        ("https:/chinhphu.vn", True),
        ("chinhphu.vn", True),
        ("javascript:alert(1)", True),
        ("https://chinhphu..vn", True),
        ("https://[::1", True),
        ("https://chinhphu.vn:abc/", True),
        ("https://co khoang trang.vn", True),
        ("mailto:", True),
        ("", True),
    ],
)
def test_malformed_addresses(url, malformed):
    assert is_malformed(url) is malformed


def test_links_to_what_is_not_public_or_gone_are_found_and_give_nothing_away(city, district):
    foreign = make_article(city, "Bản nháp bí mật của Thành phố", published=False)
    public, document = make_article(district), make_document(district)
    item = page(
        paragraph(f'<p><a linktype="page" id="{foreign.pk}">một</a> <a linktype="page" id="{public.pk}">hai</a></p>'),
        paragraph(f'<p><a linktype="document" id="{document.pk}">ba</a> <a linktype="document" id="99999">bốn</a></p>'),
    )
    first, second = check_page(item)
    assert (first.code, second.code) == ("link_broken", "link_broken")
    assert ("“một”" in first.message, "“bốn”" in second.message) == (True, True)
    assert "bí mật" not in first.message + second.message


def test_pictures_without_a_text_or_with_the_name_of_their_file_are_found(district):
    image = make_image(district, "Ảnh")

    def figure(**values):
        picture = {"image": image.pk, "decorative": False, "alt_text": ""} | values
        return codes(page(block("figure", {"picture": picture, "caption": "", "credit": ""})))

    assert figure() == ["alt_missing"]
    assert figure(alt_text=image.file.name.rsplit("/", 1)[-1]) == ["alt_file_name"]
    assert figure(decorative=True) == figure(alt_text="Cầu Mống lúc bình minh") == []
    assert figure(image=99999, alt_text="Cầu") == ["picture_gone"]
    image.description = ""
    image.save()
    assert codes(page(image=image)) == ["alt_missing"]


def test_text_that_is_not_composed_is_pointed_out():
    (finding,) = check_page(page(paragraph(unicodedata.normalize("NFD", "<p>Tiếng Việt</p>"))))
    assert (finding.code, finding.level) == ("not_composed", Level.WARNING)


def test_old_encoding_blocks_wherever_it_stands():
    table = {"data": [["A", LEGACY]], "table_caption": ""}
    quote = {"text": LEGACY, "speaker": "A"}
    for item in (page(title=LEGACY), page(block("table", {"table": table, "note": ""})), page(block("quote", quote))):
        assert codes(item) == ["legacy_encoding"], item
    (finding,) = check_page(page(paragraph(f"<p>{LEGACY}</p>")))
    assert finding.is_blocking
    assert "TCVN3" in finding.message


def test_headings_out_of_order_or_empty_are_found():
    def headings(*levels, text="Mục"):
        return codes(page(*(block("heading", {"text": text, "level": level}) for level in levels)))

    assert headings("2", "3", "3", "2") == []
    assert headings("3", "2") == codes(page(paragraph("<h2>A</h2><h4>B</h4>"))) == ["heading_order"]
    assert headings("2", text=" ") == ["heading_empty"]


def test_fullest_pages_cost_at_most_six_queries(district):
    for item in (full_article(district, parent=section_of(district)), full_home(district)):
        item = type(item).objects.get(pk=item.pk)
        with CaptureQueriesContext(connection) as queries:
            list(check_page(item))
        assert len(queries) <= 6


def article_form(**values):
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return nested_form_data({"slug": "lich", "body": streamfield([]), **SOUND, **values}) | comments


def add(district, **values):
    address = reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section_of(district).pk])
    return browser(make_member(district)).post(address, article_form(**values))


def test_blocking_finding_stops_the_submission_keeps_what_was_typed_and_may_stand_in_a_draft(district):
    answer = add(district, **{"lead": LEGACY, "action-submit": "1"})
    assert answer.context["form"].errors.keys() == {"lead", "subject_fields"}
    assert LEGACY in answer.content.decode()
    assert not NewsArticlePage.objects.exists()
    add(district, lead=LEGACY)
    assert NewsArticlePage.objects.get().lead == LEGACY


def test_form_composes_every_text_those_of_blocks_too(district):
    apart = unicodedata.normalize("NFD", "Tiếng Việt")
    body = streamfield([("paragraph", rich_text(f"<p>{apart}</p>")), ("heading", {"text": apart, "level": "2"})])
    add(district, title=apart, lead=apart, source_agency=apart, body=body)
    saved = NewsArticlePage.objects.get()
    texts = [saved.title, saved.lead, saved.source_agency, str(saved.body.get_prep_value())]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert "not_composed" not in codes(saved)


def test_author_reads_the_findings_beside_the_editor(district):
    article = make_article(district, published=False, lead="Theo VnExpress.")
    answer = browser(article.owner).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert "nhắc tới hoặc dẫn liên kết tới VnExpress" in answer.content.decode()


@each_case("model", [NewsArticlePage, DirectionPage, LegalGuidancePage, DocumentPage])
def test_one_without_a_field_is_blocked_with_words_at_its_field(model):
    (finding,) = check_fields(model(title="Tin"))
    assert (finding.level, finding.field, finding.article) == (Level.BLOCKING, "subject_fields", "4.2")


@each_case("model", [InformationPage, PlanPage])
def test_others_may_do_without(model):
    assert list(check_fields(model(title="Trang"))) == []


def test_draft_is_saved_without_one_and_submitted_with_one_alone(district):
    refused = add(district, **{"action-submit": "1"})
    assert refused.context["form"].errors.keys() == {"subject_fields"}
    assert refused.context["form"]["title"].value() == SOUND["title"]
    assert add(district).status_code == 302
    draft = NewsArticlePage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    sent = article_form(**{"action-submit": "1"}) | {"subject_fields": [a_field().pk]}
    answer = browser(make_member(district)).post(edit, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert NewsArticlePage.objects.get().workflow_in_progress


def test_board_cannot_approve_one_without(district):
    page = make_article(district, published=False)
    page.subject_fields = []
    page.save_revision(user=page.owner)
    with pytest.raises(ContentBlocked):
        publish(page, by=make_head(district), author=page.owner)


def test_version_in_english_stands_under_the_fields_of_its_original(district):
    original = make_article(district)
    assert list(check_fields(original)) == []
    assert [field.slug for field in english_draft(original).subject_fields.all()] == ["xa-hoi"]


@pytest.mark.slow(reason="publishes pages and opens several screens")
@pytest.mark.breaks_the_rule
def test_public_ones_of_former_days_stay_public_and_are_listed_for_their_portal_alone(city, district):
    for portal, title in ((city, "Tin của Thành phố"), (district, "Tin của Quận")):
        page = make_article(portal, title)
        NewsArticlePage.subject_fields.through.objects.filter(newsarticlepage=page).delete()
    document = make_item(district, "document", "Quyết định", published=True)
    DocumentPage.subject_fields.through.objects.filter(documentpage=document).delete()
    make_article(district, "Có lĩnh vực")
    record = get_directory().by_id[district.pk]
    assert [page.title for page in public_without_field(record)] == ["Quyết định", "Tin của Quận"]
    screen = browser(make_head(district)).get(reverse("required_of_portal", args=[district.pk])).content.decode()
    assert "Tin của Quận" in screen
    assert "Tin của Thành phố" not in screen
