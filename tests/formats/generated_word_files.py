"""Word files of all that people put into them, for properties that hold of every file."""

from hypothesis import strategies as st

from tests.formats.word_files import WordFile

PIECES = (
    "ủy ban nhân dân phường Điều 1. 2. a) - + • I. Chương II NGHỊ Nơi nhận: Số: 12/QĐ-UBND * TM. ngày 05 tháng 11 "
    "năm 2026 , V/v QUYẾT ĐỊNH Kính gửi: \t"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), min_size=1, max_size=8)
KINDS = ("line", "line", "head", "table", "two", "note", "tracked", "box", "field", "link")
TEXTS = WORDS.map(" ".join)
HEADS = st.sampled_from(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH", "Nơi nhận:\tTM. ỦY BAN\nCHỦ TỊCH"])


@st.composite
def word_files(draw):
    file = WordFile()
    styles = [None, "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption", "Title"]
    for _number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(KINDS))
        text, other = draw(TEXTS), draw(TEXTS)
        if kind == "table":
            merge = draw(st.sampled_from([(), [((0, 0), (1, 0))], [((0, 0), (0, 1))], [((0, 1), (1, 2))]]))
            file.table([[text, other, "c"], [other, text, "d"]], merge=merge, bold_rows=draw(st.integers(0, 1)))
            continue
        if kind == "two":
            file.side_by_side([text, draw(HEADS)], [other, text])
            continue
        paragraph = file.line(
            draw(HEADS) if kind == "head" else text,
            bold=draw(st.booleans()),
            align=draw(st.sampled_from(["", "center"])),
            style=draw(st.sampled_from(styles)),
        )
        if kind == "note":
            file.note(paragraph, other)
        elif kind == "tracked":
            file.tracked(paragraph, deleted="bỏ", added="thêm")
        elif kind == "box":
            file.text_box(paragraph, other)
        elif kind == "field":
            file.field(paragraph, draw(st.sampled_from(["PAGE", 'HYPERLINK "https://x.example"', "TOC"])), "kết quả")
        elif kind == "link":
            file.link(paragraph, other, draw(st.sampled_from(["https://x.example", "file:///C:/x"])))
    if draw(st.booleans()):
        file.docx.sections[0].header.paragraphs[0].text = "Tiêu đề đầu trang"
    return file.content()
