"""Official English names that ship, and how a name is found in a text."""

import pytest

from home.models import TermKind
from home.translations.suggestions.official_names import OfficialName, OfficialNames, is_used, name_key, shipped_names


def found(text, names=None):
    return [name.english for name in OfficialNames(names or shipped_names()).found_in(text)]


def test_shipped_names_are_whole_and_each_stands_once():
    keys = [name_key(name.vietnamese) for name in shipped_names()]
    assert len(keys) == len(set(keys))
    assert all(name.english and name.kind in TermKind for name in shipped_names())


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Uỷ ban nhân dân phường công bố thủ tục hành chính", ["administrative procedure", "People's Committee"]),
        ("THEO NGHỊ ĐỊNH CỦA CHÍNH PHỦ", ["Government", "Decree"]),
        ("Thông tư liên tịch", ["Joint Circular"]),
        ("Bộ Y tế hướng dẫn cơ sở y tế", ["Ministry of Health"]),
        ("cán bộ Công an, cán bộ y tế, cơ sở Y tế", []),
        ("Đảng bộ Công an Thành phố, toàn bộ Công an phường, Chi bộ Quốc phòng, ĐẢNG BỘ CÔNG AN", []),
        ("toàn quốc huy động, chỉ thị trường trong nước, công báo chí", []),
        ("đầu tư công nghệ, mua sắm công cụ, chuyển đổi số lượng, dữ liệu mở rộng, tên miền núi", []),
        ("Phó Thủ tướng Chính phủ và Phó Chủ tịch nước", ["Deputy Prime Minister", "Vice President"]),
        ("Hội nghị quyết định; đề nghị định hướng; thành công báo cáo; truyền thông tư liệu", []),
    ],
)
def test_name_is_found_in_its_spellings_and_not_in_other_words(text, english):
    assert found(text) == english


def test_capital_inside_a_name_is_one_in_the_text_too():
    names = [OfficialName("body", "Sở Y tế", "Department of Health")]
    assert found("Giám đốc Sở Y tế; GIÁM ĐỐC SỞ Y TẾ", names) == ["Department of Health"]
    assert found("Các Sở y tế tư nhân; giám đốc sở Y tế", names) == []


def test_case_apostrophe_and_the_two_spellings_of_the_country_do_not_matter_in_english():
    assert is_used(OfficialName("body", "x", "People's Committee"), "the people’s committees")
    assert is_used(OfficialName("body", "x", "State Bank of Viet Nam"), "The State Bank of Vietnam")


@pytest.mark.parametrize(
    ("english", "text", "expected"),
    [
        ("Minister", "Ministers of two countries", True),
        ("Minister", "who administers it", False),
        ("Minister", "the Prime Minister", False),
        ("President", "the Vice President and the Vice-President", False),
        ("President", "the Vice President and the President", True),
        ("Ministry of Health", "the Ministry of Healthy Living", False),
        ("administrative authority", "administrative authorities", True),
    ],
)
def test_name_is_used_as_whole_words_or_their_plural(english, text, expected):
    assert is_used(OfficialName("title", "x", english), text) is expected
