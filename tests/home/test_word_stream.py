"""A Word document becomes the body of a page: its blocks are valid, and no letter of it is lost on the way."""

import re
from collections import Counter

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from wagtail.rich_text import get_text_for_indexing

from formats.documents.assembling import assemble
from formats.documents.tree import Picture
from home.blocks import BodyStreamBlock
from home.word_import import findings as codes
from home.word_import.stream import PagePicture, body_of
from tests.formats import office_documents
from tests.formats.generated_word_files import word_files
from tests.formats.office_documents import DOCUMENTS
from tests.formats.word_files import WordFile

BODY = BodyStreamBlock()


def words_of(value):
    if isinstance(value, dict):
        return "".join(map(words_of, value.values()))
    if isinstance(value, list):
        return "".join(map(words_of, value))
    return re.sub(r"&\w+;", "", strip_tags(value)) if isinstance(value, str) else ""


def letters(text):
    """Letters alone: numbers and dashes of lists are counted by HTML."""
    return Counter(filter(str.isalpha, text))


def said(body):
    streams = [block["value"] for block in body.blocks]
    for value in streams:
        if isinstance(value, dict) and "table" in value:
            value["table"] = {"data": value["table"]["data"], "caption": value["table"]["table_caption"]}
        elif isinstance(value, dict):
            value.pop("level", None)
    return words_of(streams) + "".join(finding.text for finding in body.findings)


@pytest.mark.slow(reason="reads many files that were made for it")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(word_files())
def test_every_letter_of_a_document_stands_in_the_body_or_in_a_finding(content):
    document = assemble(content)
    body = body_of(document, pictures={})
    before = document.text + "".join(finding.text for finding in document.findings)
    assert letters(said(body)) == letters(before)


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__)
def test_body_of_an_office_document_is_one_that_an_editor_can_save(make):
    body = body_of(assemble(make()[0]), pictures={})
    value = BODY.to_python(body.blocks)
    assert [child.block_type for child in BODY.clean(value)] == [block["type"] for block in body.blocks]


def blocks_of(make, **kwargs):
    body = body_of(assemble(make()[0]), pictures={}, **kwargs)
    return [(block["type"], block["value"]) for block in body.blocks]


def test_divisions_of_a_plan_are_headings_of_two_levels_and_its_dashes_a_list_in_a_list():
    blocks = blocks_of(office_documents.plan)
    headings = [(value["level"], value["text"]) for kind, value in blocks if kind == "heading"]
    assert headings[:3] == [("2", "I. MỤC ĐÍCH, YÊU CẦU"), ("3", "1. Mục đích"), ("3", "2. Yêu cầu")]
    nested = "<li>Tiết kiệm, gồm:<ul><li>Không in ấn;</li><li>Dùng hội trường có sẵn.</li></ul></li></ul>"
    assert any(kind == "paragraph" and nested in value for kind, value in blocks)


def test_clauses_and_points_keep_the_numbers_by_which_they_are_cited():
    text = "".join(value for kind, value in blocks_of(office_documents.regulation) if kind == "paragraph")
    assert "<p>2. Quy chế này áp dụng đối với:</p><p>a) cán bộ, công chức phường;</p>" in text
    articles = "".join(value for kind, value in blocks_of(office_documents.decision) if kind == "paragraph")
    assert "<p><b>Điều 3.</b> Quyết định này có hiệu lực" in articles


def test_letterhead_and_recipients_are_left_out_and_told_unless_they_are_wanted():
    body = body_of(assemble(office_documents.decision()[0]), pictures={})
    found = {finding.code: finding.text for finding in body.findings}
    assert found[codes.LETTERHEAD].startswith("ỦY BAN NHÂN DÂN")
    assert found[codes.RECIPIENTS].splitlines() == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."]
    text = "".join(value for _kind, value in blocks_of(office_documents.decision, leave_out=()))
    assert "Số: 408/QĐ-UBND" in text


def test_merged_cells_a_caption_and_footnotes_of_a_report_stand_in_the_body():
    blocks = blocks_of(office_documents.report)
    (table,) = (value["table"] for kind, value in blocks if kind == "table")
    assert table["table_caption"] == "Bảng 1. Hồ sơ theo lĩnh vực"
    assert {"row": 0, "col": 1, "rowspan": 1, "colspan": 2} in table["mergeCells"]
    assert blocks[-1][1].endswith(
        "<p><sup>(1)</sup> Không tính hồ sơ nộp lại.</p><p><sup>(2)</sup> Kèm theo phụ lục.</p>"
    )
    assert "2.191 hồ sơ(1)" in get_text_for_indexing(blocks[1][1])


def test_picture_of_the_library_stands_where_the_document_has_it_with_its_caption():
    document = assemble(office_documents.report()[0])
    (name,) = (block.name for block in document.blocks if isinstance(block, Picture))
    body = body_of(document, pictures={name: PagePicture(7, "Biểu đồ cột")})
    (figure,) = (block["value"] for block in body.blocks if block["type"] == "figure")
    assert figure["picture"] == {"image": 7, "alt_text": "Biểu đồ cột", "decorative": False}
    assert figure["caption"] == "Hình 1. Số hồ sơ theo tháng"


def test_words_of_a_document_are_no_markup_on_the_page():
    file = WordFile()
    file.line("<script>alert(1)</script> & hết")
    file.table([["<b>x</b>"]])
    (text,) = (block["value"] for block in body_of(assemble(file.content()), pictures={}).blocks)
    assert text == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; hết</p><p>&lt;b&gt;x&lt;/b&gt;</p>"
