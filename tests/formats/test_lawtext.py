"""A legal document is read into chapters, articles, clauses and points, and not a character of it is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.lawtext import comparison, pairing
from formats.lawtext.comparison import MOST_PAIRS, BoundedMatcher, ComparisonBudget, compare, pieces_of
from formats.lawtext.parsing import POINTS, parse
from formats.lawtext.parts import Level
from tests.each import each_case

DECISION = Path(__file__).parent / "data" / "decision-05-2024-qd-ubnd.txt"
# Beginnings of lines as they stand in legal documents, in any order.
STRUCTURE = "Điều 1. A|Điều 2. B|Điều 12a. C|1. D|2. E|a) F|b) G|đ) H|Chương I|TÊN|Mục 1. I|Phần thứ nhất|QUY CHẾ"
OTHERS = "“Điều 5. K|1. L”|PHỤ LỤC|PHỤ LỤC 2|PHỤ LỤC II|Căn cứ Luật||  |\u2028|1|a)"
LINES = st.sampled_from([*STRUCTURE.split("|"), *OTHERS.split("|")])


def anchors(text):
    return [part.anchor for part in parse(text)]


@pytest.fixture(scope="module")
def decision():
    return DECISION.read_text(encoding="utf-8")


@pytest.mark.slow(reason="reads a hundred documents")
@given(st.one_of(st.text(), st.lists(LINES).map("\n".join), st.lists(LINES).map("\r\n".join)))
def test_texts_of_the_parts_are_the_document_and_no_anchor_stands_twice(text):
    parts = parse(text)
    assert "".join(part.text for part in parts) == text
    assert len({part.anchor for part in parts}) == len(parts)


def test_decision_05_2024_is_read_whole(decision):
    parts = {part.anchor: part for part in parse(decision)}
    assert "".join(part.text for part in parts.values()) == decision
    articles = [part for part in parts.values() if part.level == Level.ARTICLE]
    assert [part.number for part in articles] == [*map(str, range(1, 4)), *map(str, range(1, 31))]
    assert [part.number for part in parts.values() if part.level == Level.CHAPTER] == ["I", "II", "III", "IV", "V"]
    assert parts["dieu-12-khoan-1-diem-dd"].text.startswith("đ) ")
    assert parts["dieu-4"].heading == "Chức năng, nhiệm vụ của Cổng TTĐT trên địa bàn Thành phố"
    assert parts["dieu-21"].heading == "Bảo trì, bảo dưỡng, nâng cấp Cổng TTĐT"
    assert parts["chuong-iv-muc-2"].heading == "ĐẢM BẢO HẠ TẦNG KỸ THUẬT"
    assert parts["van-ban-dieu-2"].heading == "Hiệu lực thi hành"


@each_case(
    "text, expected",
    [
        ("Điều 1. A|1. B|a) C|b) D|2. E", "1 1-khoan-1 1-khoan-1-diem-a 1-khoan-1-diem-b 1-khoan-2"),
        # Points without a clause above them; đ stands between d and e.
        ("Điều 1. A|a) B|b) B|c) B|d) B|đ) B|e) B", "1 1-diem-a 1-diem-b 1-diem-c 1-diem-d 1-diem-dd 1-diem-e"),
        # What was put in later.
        (
            "Điều 12. A|1. B|1a. C|1b. D|2. E|Điều 12a. F|Điều 13. G",
            "12 12-khoan-1 12-khoan-1a 12-khoan-1b 12-khoan-2 12a 13",
        ),
        # A year, or a letter, at the beginning of a line that goes on is no clause and no point.
        ("Điều 1. A|1. Từ năm|2024. Sau đó|c) không phải", "1 1-khoan-1"),
        # What an amendment puts in is text of its clause.
        (
            "Điều 1. Sửa đổi|1. Điều 5 như sau:|“Điều 5. Mới|1. A|2. B”|2. Điều 6 như sau:|“Điều 6. Mới”",
            "1 1-khoan-1 1-khoan-2",
        ),
        # A mark that nobody closes hides nothing.
        ("Điều 1. “A|1. B|2. C", "1 1-khoan-1 1-khoan-2"),
        # References are no headings.
        ("Điều 1. A|Điều 7 và Điều 8 của|Chương II Luật này|Mục 3 của", "1"),
        ("không có gì", ""),
    ],
)
def test_article_clause_and_point_have_the_anchor_by_which_they_are_cited(text, expected):
    assert anchors(text.replace("|", "\n")) == ["van-ban", *(f"dieu-{mark}" for mark in expected.split())]


def test_part_that_is_greater_than_articles_has_an_anchor_of_those_above_it():
    text = "Phần thứ hai\nTÊN\nChương II\nTÊN\nMục 1. B\nTiểu mục 1. C\nĐiều 5. D"
    section = "phan-thu-hai-chuong-ii-muc-1"
    above = ["phan-thu-hai", "phan-thu-hai-chuong-ii", section, f"{section}-tieu-muc-1"]
    assert anchors(text) == ["van-ban", *above, "dieu-5"]


def test_what_is_issued_with_a_document_has_plain_anchors_where_it_has_most_articles():
    text = "Điều 1. A\nQUY CHẾ\nĐiều 1. B\nĐiều 2. C\nPHỤ LỤC I\nbảng"
    assert anchors(text) == ["van-ban", "van-ban-dieu-1", "quy-che", "dieu-1", "dieu-2", "phu-luc-i"]


@each_case("line", ["PHỤ LỤC {}", "Chương {}. A", "Phần {}. A", "Điều {}. A", "PHỤ LỤC {}\nChương {}. A\nMục {}. B"])
def test_number_longer_than_any_is_text_and_the_anchor_fits_its_column(line):
    def with_number(number):
        return anchors(f"Điều 1. A\n{line.replace('{}', number)}\nĐiều 2. B")

    for number in ("I" * 400, "9" * 5_000):
        assert with_number(number) == ["van-ban", "dieu-1", "dieu-2"]
    for number in ("I" * 12, "9" * 6):
        # A sign and the number of a version stand behind it where the part is left out.
        assert max(map(len, with_number(number))) < 200


@each_case("level, number, label", [(Level.ARTICLE, "12", "Điều 12"), (Level.POINT, "đ", "điểm đ")])
def test_part_is_cited_by_its_label(level, number, label):
    text = "Điều 12. A\n1. B\n" + "\n".join(f"{letter}) C" for letter in POINTS[: POINTS.index("đ") + 1])
    assert label in {part.label for part in parse(text) if (part.level, part.number) == (level, number)}


@each_case(
    "after, expected",
    [
        # Other ends of lines and spaces change nothing.
        ("Điều 1. A\n1. Một câu\nđủ dài để nhận ra.\n2. Hai.", {"dieu-1-khoan-1": "same", "dieu-1-khoan-2": "same"}),
        ("Điều 1. A\n1. Một câu đã sửa.\n2. Hai.", {"dieu-1-khoan-1": "changed", "dieu-1-khoan-2": "same"}),
        (
            "Điều 1. A\n1. Câu mới.\n2. Một câu đủ dài để nhận ra.",
            {"dieu-1-khoan-1": "new", "dieu-1-khoan-2": "moved", "-dieu-1-khoan-2": "gone"},
        ),
        ("Điều 1. A\n1. Một câu đủ dài để nhận ra.", {"dieu-1-khoan-1": "same", "-dieu-1-khoan-2": "gone"}),
    ],
)
def test_version_is_compared_part_by_part_with_the_one_before(after, expected):
    before = parse("Điều 1. A\n1. Một câu đủ dài để nhận ra.\n2. Hai.")
    found = {
        one.after.anchor if one.after else f"-{one.before.anchor}": str(one.change)
        for one in compare(before, parse(after))
    }
    assert {name: change for name, change in found.items() if "khoan" in name} == expected


@each_case(
    "before, after, expected",
    [
        ("Chương I\nQUY ĐỊNH CHUNG (CŨ)", "Chương I\nQUY ĐỊNH CHUNG (MỚI)", "changed"),
        ("Phần thứ nhất\nQUY ĐỊNH CHUNG (CŨ)", "Phần thứ nhất\nQUY ĐỊNH CHUNG (MỚI)", "changed"),
        ("Mục 1. HÈ PHỐ (CŨ)", "Mục 1. HÈ PHỐ (MỚI)", "changed"),
        ("Mục 1\nHÈ PHỐ (CŨ)", "Mục 1\nHÈ PHỐ (MỚI)", "changed"),
        ("Chương I\nQUẢN LÝ VÀ SỬ DỤNG HÈ PHỐ", "Chương II\nQUẢN LÝ VÀ SỬ DỤNG HÈ PHỐ", "moved"),
    ],
)
def test_heading_of_a_greater_part_is_compared_without_its_number_alone(before, after, expected):
    assert compare(parse(before), parse(after))[-1].change == expected


def test_words_are_compared_within_lines_that_changed_and_great_changes_stand_whole(monkeypatch):
    def pieces(old, new):
        return list(pieces_of(*(parse(f"Điều 1. A\n{text}")[1] for text in (old, new))))

    assert pieces("Một hai.\nBa bốn.", "Một hai.\nBa năm.") == [
        ("same", "A Một hai."), ("same", "Ba"), ("out", "bốn."), ("in", "năm."),
    ]  # fmt: skip
    compared = []

    def counted(old, new, **kwargs):
        compared.append(len(old) + len(new))
        return BoundedMatcher(old, new, **kwargs)

    monkeypatch.setattr(comparison, "BoundedMatcher", counted)
    old, new = ("chữ " * 40_000 + end for end in ("cũ", "mới"))
    assert pieces(old, new) == [("same", "A"), ("out", old), ("in", new)]
    old, new = old.replace(" ", "\n"), new.replace(" ", "\n")
    assert [kind for kind, _words in pieces(old, new)] == ["out", "in"]
    assert max(compared) <= 4


def test_work_of_comparing_the_parts_of_a_page_is_bounded_and_what_is_beyond_it_stands_whole():
    # Each second word is the same, and no two of them belong to a longer passage: the work grows by the cube.
    old, new = (
        parse("\n".join(f"Điều {number}. " + "".join(f"x {name}{i} " for i in range(20)) for number in (1, 2)))[1:]
        for name in "ab"
    )
    alone, budget = ComparisonBudget(), ComparisonBudget()
    first = list(pieces_of(old[0], new[0], budget=alone))
    work = MOST_PAIRS - alone.pairs
    assert ("same", "x") in first
    for before, after in zip(old, new, strict=True):
        assert list(pieces_of(before, after, budget=budget)) == first
    assert (MOST_PAIRS - budget.pairs, budget.is_exceeded) == (2 * work, False)
    budget = ComparisonBudget(pairs=work)
    assert list(pieces_of(old[0], new[0], budget=budget)) == first
    assert [kind for kind, _words in pieces_of(old[1], new[1], budget=budget)] == ["out", "in"]
    assert (budget.pairs, budget.is_exceeded) == (0, True)


@pytest.mark.slow(reason="compares a hundred documents")
@given(st.lists(LINES).map("\n".join), st.lists(LINES).map("\n".join))
def test_comparison_has_each_part_of_both_versions_once(before, after):
    parts, others = parse(before), parse(after)
    found = compare(parts, others)
    assert [one.after for one in found if one.after] == others
    assert sorted(one.before.anchor for one in found if one.before) == sorted(part.anchor for part in parts)
    assert all(one.change == "same" for one in compare(parts, parts))


def changes(before, after):
    """Parts that differ, by the number in either version."""
    return {
        tuple(part.anchor if part else "" for part in (one.before, one.after)): str(one.change)
        for one in compare(parse(before), parse(after))
        if one.change != "same"
    }


def test_articles_behind_a_new_one_are_renumbered_with_all_their_parts(decision):
    # The number of the regulation's articles from the fourth on.
    head, tail = decision.split("Điều 4. ", 1)
    for number in range(30, 4, -1):
        tail = tail.replace(f"\nĐiều {number}. ", f"\nĐiều {number + 1}. ")
    found = changes(decision, f"{head}Điều 4. Nguyên tắc\n1. Công khai.\nĐiều 5. {tail}")
    assert {pair for pair, change in found.items() if change == "new"} == {("", "dieu-4"), ("", "dieu-4-khoan-1")}
    assert set(found.values()) == {"new", "moved"}
    for (former, later), change in found.items():
        if change == "moved":
            number = int(former.split("-")[1])
            assert later == former.replace(f"dieu-{number}", f"dieu-{number + 1}", 1)


def test_part_with_other_words_under_another_number_is_changed():
    before = "Điều 1. Phạm vi\n1. Áp dụng tại mọi phường của Thành phố.\n2. Cá nhân;"
    after = "Điều 1. Mới\nĐiều 2. Phạm vi\n1. Áp dụng tại mọi phường, xã của Thành phố.\n2. Cá nhân;"
    assert changes(before, after) == {
        ("", "dieu-1"): "new",
        ("dieu-1", "dieu-2"): "moved",
        ("dieu-1-khoan-1", "dieu-2-khoan-1"): "changed",
        ("dieu-1-khoan-2", "dieu-2-khoan-2"): "moved",
    }


def test_parts_of_a_chapter_with_the_same_words_as_others_stay_in_their_article():
    before = "Điều 1. Phường\n1. Như trên;\n2. Cá nhân;\nĐiều 2. Xã\n1. Như trên;\n2. Tổ chức;"
    after = "Điều 1. Xã\n1. Như trên;\n2. Tổ chức khác;\nĐiều 2. Phường\n1. Như trên;\n2. Cá nhân;"
    assert changes(before, after)["dieu-1-khoan-1", "dieu-2-khoan-1"] == "moved"
    assert changes(before, after)["dieu-2-khoan-1", "dieu-1-khoan-1"] == "moved"


def test_similar_parts_are_sought_as_long_as_there_are_not_too_many(monkeypatch):
    before = "Điều 1. A\n1. Áp dụng tại mọi phường.\n2. Hạn nộp là năm ngày."
    after = "Điều 1. A\n1. Hạn nộp là ba ngày.\n2. Áp dụng tại mọi phường, xã."
    assert set(changes(before, after)) == {("dieu-1-khoan-1", "dieu-1-khoan-2"), ("dieu-1-khoan-2", "dieu-1-khoan-1")}
    # The bound on the work of one comparison.
    monkeypatch.setattr(pairing, "_MOST_LOOKED_AT", 0)
    assert set(changes(before, after).values()) == {"gone", "new"}
