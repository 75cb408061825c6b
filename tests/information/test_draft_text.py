"""The text of a draft: readers see it by its parts, each with an address of its own, and none of its words is lost."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from formats.documents.assembling import assemble
from formats.lawtext.comparison import ComparisonBudget
from formats.lawtext.parsing import parse
from formats.lawtext.parts import Level
from home.templatetags.text_filters import NO_BREAK_SPACE
from home.word_import.drafts import create_draft
from information.drafts.text import contents_of, parts_of, shown_parts
from information.errors import TextTooLong
from information.models import DraftPage
from information.serving import draft_versions
from library.models import PortalImage
from tests.factories import AT, make_head, make_member, publish_approved_page, section_of
from tests.formats import office_documents
from tests.information.factories import make_item
from tests.information.pages import shown

TEXT = """ỦY BAN NHÂN DÂN THÀNH PHỐ
Căn cứ Luật Tổ chức chính quyền địa phương;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này quy định về hè phố.
Điều 2. Nguyên tắc
1. Hè phố dành cho người đi bộ. Việc sử dụng:
a) Phải chừa lối đi;
b) Không cản trở giao thông;
c) Giữ vệ sinh;
d) Có thời hạn;
đ) Thu phí công khai.
2. Không ai được chiếm giữ.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2027.
"""


def as_shown(text, links=None):
    return {part.anchor: part for part in shown_parts(parse(text), links or {})}


def test_parts_are_cited_and_stand_below_their_titles():
    parts = as_shown(TEXT)
    point = parts["dieu-2-khoan-1-diem-dd"]
    assert (point.citation, point.title, point.lines) == ("điểm đ khoản 1 Điều 2", "", ["đ) Thu phí công khai."])
    assert (parts["chuong-i"].title, parts["chuong-i"].heading) == ("Chương I. QUY ĐỊNH CHUNG", 3)
    assert (parts["dieu-1"].title, parts["dieu-1"].heading) == ("Điều 1. Phạm vi điều chỉnh", 4)
    # Its heading is its only sentence.
    assert parts["dieu-3"].title == "Điều 3"
    assert parts["dieu-3"].lines == ["Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2027."]
    assert [part.anchor for part in contents_of(parts.values())] == [
        "chuong-i", "dieu-1", "dieu-2", "chuong-ii", "dieu-3",
    ]  # fmt: skip


LINES = st.sampled_from([*TEXT.splitlines(), "", "2. Khoản khác", "QUY CHẾ", "điều này:", "Điều 9."])


@given(st.lists(LINES, max_size=30))
def test_no_word_of_a_text_is_lost_on_its_page(lines):
    text = "\n".join(lines)
    words = " ".join(" ".join([part.title, *part.lines]) for part in as_shown(text).values()).split()
    # The number of a part and its heading are parted by a full stop.
    assert [word.strip(".:").lower() for word in words] == [word.strip(".:").lower() for word in text.split()]


@pytest.mark.django_db
@pytest.mark.slow(reason="publishes a draft")
def test_reader_finds_each_part_at_its_anchor_and_a_contents_list(client, district):
    page = shown(client, make_item(district, "draft", text=TEXT, published=True))
    part = page.select_one("#dieu-2-khoan-1-diem-dd")
    assert part.get_text(strip=True) == "đ) Thu phí công khai."
    linked = [link["href"] for link in page.select(".law-contents a")]
    assert linked == ["#chuong-i", "#dieu-1", "#dieu-2", "#chuong-ii", "#dieu-3"]
    assert all(page.select_one(address) for address in linked)


@pytest.mark.django_db
def test_draft_whose_text_is_in_its_files_shows_no_empty_one(client, district):
    assert shown(client, make_item(district, "draft", published=True)).select_one(".law-text") is None


def made_of_word(portal, content, **values):
    return create_draft(
        section_of(portal, "gop-y-du-thao"),
        assemble(content),
        page_type=DraftPage,
        title="Dự thảo Quy định",
        descriptions=values,
        file=ContentFile(content, name="du-thao.docx"),
        by=make_member(portal),
        at=AT,
    )


@pytest.mark.django_db
def test_word_file_fills_the_text_with_the_numbers_that_word_counts(district):
    draft = made_of_word(district, office_documents.regulation()[0]).get_latest_revision_as_object()
    parts = parts_of(draft)
    assert [part.label for part in parts if part.level == Level.ARTICLE][:2] == ["Điều 1", "Điều 2"]
    assert not draft.body
    assert [block.value["document"].file_extension for block in draft.files] == ["docx"]


@pytest.mark.django_db
def test_pictures_of_a_word_file_come_into_no_library_for_a_page_that_shows_none(district):
    content = office_documents.report()[0]
    (name, *_others) = assemble(content).pictures
    made_of_word(district, content, **{name: "Biểu đồ"})
    assert not PortalImage.objects.exists()


@pytest.mark.django_db
def test_word_file_whose_text_is_too_long_is_refused_in_words_and_nothing_is_kept(district, monkeypatch):
    monkeypatch.setattr("information.models.drafts.MOST_TEXT", 100)
    with pytest.raises(TextTooLong, match="100 ký tự"):
        made_of_word(district, office_documents.regulation()[0])
    assert not DraftPage.objects.exists()


@pytest.mark.django_db
@pytest.mark.slow(reason="publishes two versions")
def test_versions_of_the_text_are_compared_part_by_part(client, city, district):
    page = make_item(district, "draft", text=TEXT, published=True)
    other = make_item(city, "draft", "Khác", text=TEXT, published=True)
    page.text = TEXT.replace("Giữ vệ sinh", "Giữ sạch sẽ").replace("2. Không ai được chiếm giữ.\n", "")
    page.correction_note = "Tiếp thu góp ý."
    page.save_revision(user=page.owner)
    page = publish_approved_page(page, by=make_head(district))
    link = shown(client, page, "phien-ban/").select_one('a[href*="so-sanh"]')["href"]
    assert link.endswith(f"/{page.slug}/so-sanh/?ban=2")
    told = shown(client, page, "so-sanh/?ban=2")
    places = [head.get_text(" ", strip=True).replace(NO_BREAK_SPACE, " ") for head in told.select("main h2")]
    assert places == ["điểm c khoản 1 Điều 2 Sửa đổi", "khoản 2 Điều 2 Bỏ"]
    assert told.select_one("del").get_text() == "vệ sinh;"
    assert told.select_one("ins").get_text() == "sạch sẽ;"
    for address in (f"{page.url}so-sanh/?ban=1", f"{other.url}so-sanh/"):
        host = page.portal.host if address.startswith(page.url) else other.portal.host
        assert client.get(address, headers={"host": host}).status_code == 404


@pytest.mark.django_db
@pytest.mark.slow(reason="publishes a draft twice")
def test_comparison_says_that_words_beyond_its_budget_are_not_compared_one_by_one(client, district, monkeypatch):
    page = make_item(district, "draft", text=TEXT, published=True)
    page.text = TEXT.replace("Giữ vệ sinh", "Giữ sạch sẽ")
    page.save_revision(user=page.owner)
    page = publish_approved_page(page, by=make_head(district))
    said = "không được so sánh từng từ"
    assert said not in shown(client, page, "so-sanh/").get_text()
    monkeypatch.setattr(draft_versions, "ComparisonBudget", lambda: ComparisonBudget(pairs=0))
    told = shown(client, page, "so-sanh/")
    assert (said in told.get_text(), told.select_one("del").get_text()) == (True, "Giữ vệ sinh;")
