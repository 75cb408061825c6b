"""What tells of a person in the words of a citizen is found, and what does not is left."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participation.enums.submissions import PieceKind
from participation.personal_data.redaction import Proposal, proposals, redacted

# Sentence, and what is hidden of it with its kind.
FOUND = [
    ("Xin gọi tôi số 0901234567 sau giờ hành chính.", [("phone", "0901234567")]),
    ("Điện thoại 0901.234.567, máy bàn 028 3822 1234.", [("phone", "0901.234.567"), ("phone", "028 3822 1234")]),
    ("SĐT +84 901 234 567, gọi buổi tối.", [("phone", "+84 901 234 567")]),
    ("84901234567 là số Zalo của tôi.", [("phone", "84901234567")]),
    ("Gọi (028) 3822-1234 gặp chị Hoa.", [("phone", "028) 3822-1234")]),
    ("Số máy ０９０１２３４５６７ của tôi.", [("phone", "０９０１２３４５６７")]),
    ("Tôi viết 09\u200b01\u200b234567 cho khó đọc.", [("phone", "09\u200b01\u200b234567")]),
    ("Gọi 0\ufe0f\u20e39\ufe0f\u20e301234567 ạ.", [("phone", "0\ufe0f\u20e39\ufe0f\u20e301234567")]),
    ("Gọi 0\u03329\u034f01\u3164234567 ạ.", [("phone", "0\u03329\u034f01\u3164234567")]),
    ("Nhờ báo giá 0912345678 giúp.", [("phone", "0912345678")]),
    ("Hợp đồng 0912345678 đã ký.", [("phone", "0912345678")]),
    ("1.0901234567 là số thứ nhất.", [("phone", "0901234567")]),
    ("Con tôi ở Mỹ, số +1 415 555 2671.", [("phone", "+1 415 555 2671")]),
    ("CCCD 079123456789 cấp ngày 12/05/2021.", [("identity", "079123456789")]),
    ("Số CCCD: 079.123.456.789.", [("identity", "079.123.456.789")]),
    ("Căn cước công dân của tôi là 079 123 456 789.", [("identity", "079 123 456 789")]),
    ("CMND số 023456789.", [("identity", "023456789")]),
    ("Hộ chiếu B1234567 của tôi hết hạn.", [("identity", "B1234567")]),
    ("hộ chiếu c12345678", [("identity", "c12345678")]),
    ("BHXH số 7912345678 chưa chốt.", [("identity", "7912345678")]),
    ("Thư gửi về nguyen.an+hoi@example.com.vn giúp tôi.", [("email", "nguyen.an+hoi@example.com.vn")]),
    ("Thư: an＠example．vn.", [("email", "an＠example．vn")]),
    ("Nhà tôi ở số 12/3A đường Nguyễn Trãi, Phường 7.", [("address", "số 12/3A đường Nguyễn Trãi")]),
    ("Tôi ở số nhà 45, hẻm 12 Lê Văn Sỹ.", [("address", "số nhà 45, hẻm 12 Lê Văn Sỹ")]),
    ("Hẻm 284/12 bị ngập.", [("address", "Hẻm 284/12")]),
    ("Gia đình tôi ở thôn Đông, xã Bình Mỹ.", [("address", "thôn Đông")]),
    ("Tôi ở ấp 3, xã Bình Chánh.", [("address", "ấp 3")]),
    ("Địa chỉ: 45 Lê Lợi, Quận 1.", [("address", "45 Lê Lợi")]),
    ("Tôi ngụ tại 59-61 Lý Tự Trọng.", [("address", "59-61 Lý Tự Trọng")]),
    ("Nhà số 5 đường số 7 phường Bình An.", [("address", "Nhà số 5 đường số 7")]),
    ("Xe cẩu đậu trước số 45 đường Cách Mạng Tháng 8.", [("address", "số 45 đường Cách Mạng Tháng 8")]),
    ("Tôi ở căn hộ A12.05 chung cư.", [("address", "căn hộ A12.05")]),
    ("STK 0071000123456 Vietcombank.", [("account", "0071000123456")]),
    ("Số tài khoản Vietcombank của tôi là 0071 0001 23456.", [("account", "0071 0001 23456")]),
    ("MST 8123456789 của tôi bị khóa.", [("tax_code", "8123456789")]),
    ("Mã số thuế cá nhân: 8123456789-001.", [("tax_code", "8123456789-001")]),
    ("Xe biển số 51F-123.45 đậu trước nhà.", [("plate", "51F-123.45")]),
    ("Xe 59-X1 234.56 chạy ẩu.", [("plate", "59-X1 234.56")]),
    ("BKS 51f12345.", [("plate", "51f12345")]),
]
LEFT = [
    "Tôi gọi tổng đài 1022 mà không ai nghe.",
    "Tổng đài 1900 1234, 19001234 và 1800 599 920 không trả lời.",
    "Gọi 113, 114, 115 hay 111?",
    "Quyết định số 528/QĐ-BTP ngày 01/01/2024.",
    "Quyết định 05/2024/QĐ-UBND và Nghị định 42/2022/NĐ-CP.",
    "Khoản 2 Điều 12 Luật 91/2025/QH15 quy định gì?",
    "Thủ tục 1.001193 nộp ở đâu?",
    "Mã thủ tục 1.012345.000.00.00.H29 không tra được.",
    "Hồ sơ 000.00.01.H29-241126-0001 trễ hẹn.",
    "Phí 1.500.000.000 đồng, thuế 123456789 đồng.",
    "Ngân sách 84.500.000.000 đồng dùng vào đâu?",
    "Giá 123 456 789 đ là quá cao.",
    "Ngày 01.01.2024 10:30 và 01-01-2024 12.30 tôi có đến.",
    "Sáng 07.30-11.30, chiều 13.00-16.30.",
    "CCCD của tôi cấp ngày 12.05.2021 bị mất.",
    "Căn cước công dân theo Luật 26/2023/QH15.",
    "Tài khoản của tôi bị trừ 500.000 đồng ngày 12.05.2024.",
    "Công văn số 12 đường Nguyễn Trãi chưa có.",
    "Ngày 12/5 đường Nguyễn Trãi bị ngập.",
    "Tuyến xe buýt số 12 đường Láng.",
    "Đường 3/2 và đường Cách Mạng Tháng 8 kẹt xe.",
    "Chính sách cho nông thôn Việt Nam.",
    "Hẻm rộng 3m, có hẻm 3 m.",
    "Căn hộ 60 m2 trong tòa nhà 20 tầng, 3.500 người.",
    "Kế hoạch 50-CV-2024 và năm học 2024-2025.",
    "Xe tải 2,5 tấn chạy 24/24.",
    "Tôi theo dõi @hochiminhcity mỗi ngày.",
]
# Pieces of sentences that are put together at random.
WORDS = (
    [sentence for sentence, _found in FOUND]
    + LEFT
    + ["0901234567", "STK", "số", "12/3", "đường", "CCCD", "\n", "[", "]"]
)
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=6).flatmap(
    lambda parts: st.sampled_from([" ", "", ", ", ".", "-"]).map(
        lambda joint: unicodedata.normalize("NFC", joint.join(parts))
    )
)


@pytest.mark.parametrize(("sentence", "found"), FOUND)
def test_what_tells_of_a_person_is_found(sentence, found):
    assert [(piece.kind.value, piece.text) for piece in proposals(sentence)] == found


@pytest.mark.parametrize("sentence", LEFT)
def test_what_does_not_is_left(sentence):
    assert proposals(sentence) == []


def test_marker_is_in_the_language_of_the_text_and_stands_for_what_was_chosen_alone():
    sentence = "Số 0901234567, thư an@example.vn."
    phone, email = proposals(sentence)
    assert redacted(sentence, [phone], language="vi") == "Số [đã ẩn số điện thoại], thư an@example.vn."
    assert redacted(sentence, [phone], language="en") == "Số [telephone number hidden], thư an@example.vn."
    assert redacted(sentence, [email], language="en") == "Số 0901234567, thư [e-mail address hidden]."
    assert redacted(sentence, [], language="en") == sentence


def test_what_is_found_once_is_hidden_everywhere():
    sentence = "STK 12345678 của tôi, nhắc lại: 12345678."
    assert "12345678" not in redacted(sentence, proposals(sentence), language="vi")


def test_pieces_that_overlap_are_hidden_together_in_whatever_order():
    text = "abcdefghij"
    pieces = [
        Proposal(1, 4, PieceKind.PHONE, ""),
        Proposal(3, 9, PieceKind.ADDRESS, ""),
        Proposal(9, 10, PieceKind.PLATE, ""),
    ]
    for chosen in (pieces, reversed(pieces), [*pieces, *pieces]):
        assert redacted(text, chosen, language="en") == "a[home address hidden][number plate hidden]"


@pytest.mark.parametrize(("start", "end"), [(0, 4), (-1, 2), (2, 2), (3, 2)])
def test_piece_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="lies in the text"):
        redacted("abc", [Proposal(start, end, PieceKind.PHONE, "")], language="vi")


@given(TEXTS)
def test_pieces_lie_in_the_text_and_do_not_overlap(text):
    found = proposals(text)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in found)
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS, st.sampled_from(["vi", "en"]))
@example("STK 12345678 12345678 1234567890", "vi")
def test_nothing_that_was_hidden_is_left_and_hiding_again_changes_nothing(text, language):
    found = proposals(text)
    once = redacted(text, found, language=language)
    assert [piece.text for piece in found if piece.text in once] == []
    assert redacted(once, proposals(once), language=language) == once


@given(TEXTS, st.randoms())
def test_order_of_choice_does_not_matter(text, random):
    found = proposals(text)
    shuffled = found[:]
    random.shuffle(shuffled)
    assert redacted(text, shuffled, language="vi") == redacted(text, found, language="vi")


@given(st.text().map(lambda text: unicodedata.normalize("NFC", text)))
def test_without_digits_and_at_signs_only_addresses_are_found(text):
    plain = "".join(
        sign for sign in text if not unicodedata.normalize("NFKC", sign).strip("@").isdigit() and "@" not in sign
    )
    assert {piece.kind for piece in proposals(plain)} <= {PieceKind.ADDRESS, PieceKind.EMAIL}


@pytest.mark.parametrize(
    "evil", ["a", "0", "0 ", "Hẻm 1/", "An ", "12/3 đường ", "1-", "STK ", "0901234567 ", "a@", "(", "số "]
)
def test_time_of_proposals_grows_with_the_length_of_the_text_alone(evil):
    """Ten times the text takes ten times as long; with a pattern that looks back again and again, a hundred times."""

    def cpu_seconds(count: int) -> float:
        begun = time.thread_time()
        proposals(evil * count)
        return time.thread_time() - begun

    # The least of some: what disturbs a measurement only adds to it.
    short, long = (min(cpu_seconds(count) for _time in range(3)) for count in (250, 2500))
    assert long < 40 * short
