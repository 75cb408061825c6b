"""Blocks as an editor meets them, and as raw data refers to rows."""

import json
import unicodedata

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data, rich_text
from wagtail.test.utils.form_data import streamfield as stream_form

from home.blocks import ContentStreamBlock
from home.blocks.choosers import chosen_in
from home.blocks.text import TEXT_FEATURES
from home.components.body import table_of
from home.models import NewsArticlePage
from home.templatetags.text_filters import whole_numbers
from library.models import PortalDocument, PortalImage
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, publish, section_of
from tests.fullest import every_block, full_gallery, make_image

BODY = ContentStreamBlock()


@pytest.mark.django_db
@each_case("name", BODY.child_blocks)
def test_each_block_has_a_description_and_a_preview_with_the_look_of_the_portal(portal, name):
    block = BODY.child_blocks[name]
    assert block.is_previewable
    assert block.get_description()
    assert "RawHTML" not in type(block).__name__
    client = browser(make_member(portal))
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "/sheets/" in response.content.decode()


@pytest.mark.django_db
def test_raw_data_names_every_row_it_refers_to(portal):
    chosen = set(chosen_in(BODY, every_block(portal)))
    for model in (PortalImage, PortalDocument):
        assert {pk for kind, pk in chosen if kind is model} == set(model.objects.values_list("pk", flat=True))
    assert portal.site.root_page_id in {pk for _, pk in chosen}


def test_chosen_rows_of_unknown_blocks_are_passed_over():
    assert list(chosen_in(BODY, [{"type": "gone", "value": 3}])) == []


def test_plain_block_preview_has_the_look():
    assert "service-counter.svg" in render_to_string("blocks/previews/figure.html", {"page_title": "Ảnh"})


@pytest.mark.django_db
def test_body_leads_to_public_pages_only(client, portal):
    draft = make_article(portal, "Bài chưa duyệt", published=False)
    link = {"title": "Bài chưa duyệt", "url": "", "page": draft.pk, "text": ""}
    body = [
        {"type": "paragraph", "value": f'<p><a linktype="page" id="{draft.pk}">Bài chưa duyệt</a></p>'},
        {"type": "links", "value": {"title": "", "links": [link]}},
    ]
    page = make_article(portal, "Bài có liên kết", body=body)
    html = client.get(page.get_url_parts()[2], headers={"host": portal.host}).content.decode()
    assert draft.get_url_parts()[2] not in html
    assert "<a>Bài chưa duyệt</a>" in html


def test_empty_table_is_refused_and_a_draft_with_one_can_be_read():
    block = BODY.child_blocks["table"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"table": None, "note": ""}))
    assert "<td" not in block.render(block.to_python({"table": None, "note": ""}))


def test_table_of_a_header_alone_shows_it():
    table = table_of({"data": [["Địa bàn", "Số hồ sơ"]], "first_row_is_table_header": True})
    assert [[cell["text"] for cell in row] for row in table["headers"]] == [["Địa bàn", "Số hồ sơ"]]
    assert table["rows"] == []


def test_merged_cells_of_a_table_are_shown_once_and_reach_into_the_header():
    value = {
        "data": [["Lĩnh vực", "Hồ sơ", ""], ["", "Nhận", "Xong"], ["Hộ tịch", "12", "12"]],
        "mergeCells": [
            {"row": 0, "col": 0, "rowspan": 2, "colspan": 1},
            {"row": 0, "col": 1, "rowspan": 1, "colspan": 2},
        ],
        "table_header_choice": "row",
        "first_row_is_table_header": True,
    }
    block = BODY.child_blocks["table"]
    html = " ".join(block.render(block.to_python({"table": value, "note": ""})).split())
    assert '<th scope="col" rowspan="2">Lĩnh vực</th><th scope="colgroup" colspan="2">Hồ sơ</th></tr>' in html
    assert [cell.get_text() for cell in BeautifulSoup(html, "html.parser").find_all("th")] == [
        "Lĩnh vực",
        "Hồ sơ",
        "Nhận",
        "Xong",
    ]


def test_merges_that_reach_out_of_a_table_or_into_each_other_are_cut_off():
    merges = [
        {"row": 0, "col": 0, "rowspan": 9, "colspan": 1},
        {"row": 0, "col": 0, "rowspan": 1, "colspan": 2},
        {"row": 7, "col": 0, "rowspan": 2, "colspan": 2},
        {"row": 0, "col": 1, "rowspan": 0, "colspan": 0},
    ]
    table = table_of({"data": [["a", "b"], ["", "c"]], "mergeCells": merges})
    shown = [[(cell["text"], cell["rows"], cell["columns"]) for cell in row] for row in table["rows"]]
    assert shown == [[("a", 2, 1), ("b", 1, 1)], [("c", 1, 1)]]


def test_table_without_a_choice_of_headers_has_its_first_row_for_one():
    block = BODY.child_blocks["table"]
    sent = json.dumps({"data": [["Tên", "Số"], ["A", "1"]], "table_header_choice": ""})
    table = block.child_blocks["table"].value_from_form(sent)
    assert block.clean({"table": table, "note": ""})["table"]["first_row_is_table_header"]


def test_table_without_words_is_refused_at_the_table_but_not_in_a_draft():
    block = BODY.child_blocks["table"]
    empty = {"table": {"data": [["", ""]], "table_header_choice": "row"}, "note": ""}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(empty)
    assert set(refused.value.block_errors) == {"table"}
    assert block.clean_deferred(empty)["table"]["data"] == [["", ""]]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("Main", "muc-main"), ("Cite", "muc-cite"), ("中文", "muc"), ("Hồ sơ – Lệ phí", "muc-ho-so-le-phi")],
)
def test_anchor_of_a_heading_is_never_empty_and_never_that_of_the_page(text, anchor):
    assert BODY.child_blocks["heading"].to_python({"text": text, "level": "2"}).anchor == anchor


@pytest.mark.django_db
def test_text_of_blocks_is_kept_composed(portal):
    page = make_article(portal, published=False)
    decomposed = unicodedata.normalize("NFD", "Thủ tục về đất")
    body = [
        ("paragraph", rich_text(f"<p>{decomposed}</p>", features=TEXT_FEATURES)),
        ("heading", {"text": decomposed, "level": "2"}),
    ]
    values = nested_form_data(
        {"title": decomposed, "slug": page.slug, "source_agency": "Sở", "body": stream_form(body)}
    )
    form = NewsArticlePage.get_edit_handler().get_form_class()(
        values | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0},
        instance=page,
        parent_page=page.get_parent(),
        for_user=page.owner,
    )
    assert form.is_valid(), form.errors
    text = json.dumps(form.save(commit=False).body.get_prep_value(), ensure_ascii=False)
    assert text == unicodedata.normalize("NFC", text)
    assert text.count("Thủ tục về đất") == 2


@pytest.mark.django_db
def test_rows_of_a_stream_that_are_read_at_once_are_those_that_wagtail_finds(portal, django_assert_max_num_queries):
    field = NewsArticlePage._meta.get_field("body")
    raw, block = every_block(portal), field.stream_block
    value, other = field.to_python(raw), field.to_python(raw)
    with django_assert_max_num_queries(3):
        found = field.extract_references(value)
    assert found == list(block.extract_references(value))
    # The ids of blocks are made anew with each stream.
    assert [row[:3] for row in found] == [row[:3] for row in block.extract_references(other)]
    assert field.get_searchable_content(field.to_python(raw)) == block.get_searchable_content(other)


@pytest.mark.django_db
def test_a_picture_that_several_blocks_show_has_the_words_of_each(portal):
    image = make_image(portal)

    def figure(words):
        picture = {"image": image.pk, "decorative": False, "alt_text": words}
        return {"type": "figure", "value": {"picture": picture, "caption": "", "credit": ""}}

    field = NewsArticlePage._meta.get_field("body")
    value = field.to_python([figure("Một"), figure("Hai")])
    field.extract_references(value)
    assert [block.value["picture"].contextual_alt_text for block in value] == ["Một", "Hai"]


@pytest.mark.django_db
def test_lead_picture_stands_once_where_the_page_shows_it_anyway(client, district):
    shown = []
    for repeats in (True, False):
        gallery = full_gallery(district, parent=section_of(district))
        gallery.image = gallery.pictures[0].value["picture"] if repeats else make_image(district, "Bìa")
        gallery.save_revision()
        publish(gallery, by=make_head(district), author=make_member(district))
        page = BeautifulSoup(client.get(gallery.url, headers={"host": district.host}).content, "html.parser")
        shown.append(len(page.select("article .prose figure")))
    assert shown[1] == shown[0] + 1


def test_number_of_a_document_breaks_in_no_line_and_markup_is_left_alone():
    assert whole_numbers("Số 05/2024/QĐ-UBND & phụ lục") == (
        'Số <span class="unbroken">05/2024/QĐ-UBND</span> &amp; phụ lục'
    )
    link = format_html('<a href="/{0}">{0}</a>', "QD-UBND")
    assert whole_numbers(link) == link
    assert whole_numbers("<b>QĐ-UBND</b>") == '&lt;b&gt;<span class="unbroken">QĐ-UBND</span>&lt;/b&gt;'
