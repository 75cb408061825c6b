"""The text of a draft: readers see it by its parts, each with an address of its own, and none of its words is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.lawtext.parsing import parse
from information.drafts.text import contents_of, shown_parts
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
