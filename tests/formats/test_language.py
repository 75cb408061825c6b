"""Vietnamese is told from English by the words with marks that are no names."""

import pytest

from formats.vietnamese.language import count_marked_words


@pytest.mark.parametrize(
    "text",
    [
        "Thông báo về việc niêm yết công khai kết quả kiểm tra hồ sơ",
        "THÔNG BÁO VỀ VIỆC NIÊM YẾT",
        "Sao y bản chính",
        "Giờ làm việc: 7 giờ 30",
    ],
)
def test_vietnamese(text):
    assert count_marked_words(text).is_vietnamese


@pytest.mark.parametrize(
    "text",
    [
        "Mr Nguyễn Văn Đông receives citizens at 5 Lý Tự Trọng Street, Bến Nghé Ward",
        "Nguyễn Thị Minh Khai",
        "Notice on the áo dài festival and other events of this week",
        "028 3000 0000",
        "",
    ],
)
def test_no_vietnamese(text):
    assert not count_marked_words(text).is_vietnamese
