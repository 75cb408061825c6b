"""Covers lie on what they are to cover, and leave nothing of it."""

import json
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, RectangleObject

from participation.sent_files.checking import SentFile
from qa.drawing.covers import BLEED, BLOCK, MOST_MARKS, Place, checked_marks, covered, pages_of, places_in
from qa.drawing.drawn_pages import DrawnPage, composed
from qa.file_errors import CopyTooLong, CopyUnreadable, MarksTooMany, MarksUnreadable
from qa.publication.copy_files import written_anew
from tests.qa.copies import pdf

NUMBER = "0912345678"
# Bytes of a font that read as a letter with two marks of its own, and as a character of two halves.
MAP = b"""begincmap 1 begincodespacerange <00> <ff> endcodespacerange
2 beginbfchar <41> <006503020301> <42> <d83dde00> endbfchar
1 beginbfrange <30> <39> <0030> endbfrange endcmap"""


def file_of(content):
    return SentFile("a", "pdf", content)


CUT, CUT_THROUGH = {"/CropBox": (5, 10, 150, 80)}, {"/CropBox": (5, 10, 40, 80)}
MOVED = {"/MediaBox": (-50, -20, 150, 80)}


def changed(content, boxes, *, turned=0, is_mapped=False):
    """A file whose page has other edges, is turned by so many degrees, or is read as `MAP` says."""
    writer, written = PdfWriter(clone_from=BytesIO(content)), BytesIO()
    page = writer.pages[0]
    page.rotate(turned)
    page.update({NameObject(name): RectangleObject(box) for name, box in boxes.items()})
    if is_mapped:
        read_as = DecodedStreamObject()
        read_as.set_data(MAP)
        # pypdf offers no public way to add an object to a file.
        page["/Resources"]["/Font"]["/F1"][NameObject("/ToUnicode")] = writer._add_object(read_as)
    writer.write(written)
    return written.getvalue()


def pixels(page):
    return Image.open(BytesIO(page.picture)).convert("RGB")


def in_text(words):
    return pdf(words, drawn="")


def in_remark(words):
    return pdf("", drawn="", bar=(20, 20, 120, 40), words=words)


def in_field(words):
    return pdf("", drawn="", bar=(20, 20, 120, 40), words=words, is_field=True)


def on_its_side(words):
    return pdf("", drawn=f"BT /F1 12 Tf 0 1 -1 0 100 10 Tm ({words}) Tj ET")


@pytest.mark.parametrize(
    ("made", "change"),
    [
        (in_text, None),
        (in_text, {"turned": 90, "boxes": {}}),
        (in_text, {"boxes": CUT}),
        (in_text, {"turned": 90, "boxes": CUT}),
        (in_text, {"boxes": MOVED}),
        (in_remark, None),
        (in_remark, {"turned": 90, "boxes": CUT}),
        (in_field, None),
        (on_its_side, None),
        (lambda words: in_text(f"AB{words}"), {"is_mapped": True, "boxes": {}}),
    ],
)
def test_place_that_is_proposed_lies_around_what_is_seen(made, change):
    """A page with the number and one without differ there, and nowhere else."""
    contents = [changed(made(words), **change) if change else made(words) for words in (NUMBER, "")]
    told, blank = (written_anew(file_of(content)) for content in contents)
    (piece,) = told.pieces
    (place,) = told.places[piece.key]
    assert (piece.text, blank.places) == (NUMBER, {})
    difference = ImageChops.difference(*(pixels(pages_of(one.file)[0]) for one in (told, blank)))
    left, top, right, bottom = difference.convert("L").point(lambda light: 255 * (light > 100)).getbbox()
    assert place.left <= left < right <= place.right
    assert place.top <= top < bottom <= place.bottom
    assert (place.right - place.left) * (place.bottom - place.top) < 2 * (right - left) * (bottom - top), (
        "not much more"
    )


def test_piece_of_which_a_part_is_beside_the_page_is_placed_by_nobody():
    written = written_anew(file_of(changed(in_text(NUMBER), CUT_THROUGH)))
    assert ([piece.text for piece in written.pieces], written.places) == ([NUMBER], {})


def test_piece_is_placed_wherever_it_stands():
    written = written_anew(file_of(pdf(NUMBER, "Khong co gi", NUMBER, drawn="")))
    ((piece, places),) = written.places.items()
    assert (written.pieces[0].key, [place.page for place in places]) == (piece, [1, 3])


BOX, NEXT, AROUND = (0, 0, 4, 8), (5, 2, 9, 9), (0, 0, 9, 9)


@pytest.mark.parametrize(
    ("text", "boxes", "letters", "around"),
    [
        ("ab", [BOX, NEXT], "ab", [BOX, NEXT]),
        ("e\u0302\u0301x", [BOX, NEXT, None, NEXT], "ếx", [AROUND, NEXT]),
        ("\u0301e\u0301", [BOX, BOX, NEXT], "\u0301é", [BOX, AROUND]),
        ("\u1112\u1161\u11ab.", [BOX, NEXT, None, NEXT], "한.", [AROUND, NEXT]),
        ("e\u0301 ", [None, None, None], "é ", [None, None]),
        # Of the marks of one letter that is not composed, no part has a place of its own.
        ("q\u0301e\u0301", [BOX, NEXT, BOX, BOX], "q\u0301é", [AROUND, AROUND, BOX]),
        # Of a letter of which only the mark is seen, not all has a place.
        ("e\u0301x", [None, BOX, NEXT], "éx", [None, NEXT]),
    ],
)
def test_letters_are_composed_with_their_boxes(text, boxes, letters, around):
    assert composed(text, boxes) == (letters, around)


def test_letter_with_marks_without_end_is_composed_in_parts():
    """As one, it takes minutes in which the server does nothing else."""
    text = "a" + "\u0300\u0316" * 50_000
    letters, boxes = composed(text, [BOX] * len(text))
    assert len(letters) == len(boxes) >= len(text) - 1


@pytest.mark.parametrize(
    ("text", "boxes", "places"),
    [
        ("12", [(10, 10, 14, 18), (16, 10, 20, 18)], [(8, 8, 22, 20)]),
        ("1 2", [(10, 10, 14, 18), None, (40, 10, 44, 18)], [(8, 8, 46, 20)]),
        ("1\u200b2", [(10, 10, 14, 18), None, (16, 10, 20, 18)], [(8, 8, 22, 20)]),
        # What is high is covered with more around it; nothing lies beyond the edge.
        ("1", [(1, 1, 41, 41)], [(0, 0, 46, 46)]),
        ("1\n2", [(10, 10, 14, 18), None, (10, 30, 14, 38)], [(8, 8, 16, 20), (8, 28, 16, 40)]),
        # A page that lies on its side, and a line that goes on elsewhere.
        ("12", [(10, 10, 18, 14), (10, 16, 18, 20)], [(8, 8, 20, 22)]),
        ("12", [(10, 10, 14, 18), (30, 30, 34, 38)], [(8, 8, 16, 20), (28, 28, 36, 40)]),
        ("12", [(10, 10, 14, 18), None], []),
    ],
)
def test_piece_is_a_rectangle_for_each_run_on_a_line(text, boxes, places):
    assert places_in(text, boxes, 3) == [Place(3, *place) for place in places]


@pytest.fixture
def two_pages():
    picture = BytesIO()
    Image.new("RGB", (100, 50)).save(picture, "PNG")
    return [DrawnPage(0, 0, picture.getvalue())] * 2


@pytest.mark.parametrize(
    ("raw", "marks"),
    [
        ("", []),
        ("[]", []),
        ("[[1, 0, 0, 100, 50], [2, 3, 4, 5, 6]]", [Place(1, 0, 0, 100, 50), Place(2, 3, 4, 5, 6)]),
        ("[[1, -5, -5, 900, 7]]", [Place(1, 0, 0, 100, 7)]),
        (json.dumps([[1, 0, 0, 1, 1]] * MOST_MARKS), [Place(1, 0, 0, 1, 1)] * MOST_MARKS),
    ],
)
def test_places_that_a_person_marked_are_read(two_pages, raw, marks):
    assert checked_marks(raw, two_pages) == marks


@pytest.mark.parametrize(
    "raw",
    [
        "x", "[" * 9000, "{}", "1", "null", "[1]", "[[]]", "[[1, 2, 3, 4]]", "[[1, 0, 0, 9, 9, 9]]",
        '[[1, 0, 0, 9, "9"]]', "[[1, 0, 0, 9, 9.5]]", "[[true, 0, 0, 9, 9]]", "[[1, 0, 0, 9, NaN]]",
        "[[1, 0, 0, 9, 1e999]]", "[[1, 0, 0, 9, null]]", f"[[1, 0, 0, 9, {'9' * 5000}]]",
        "[[0, 0, 0, 9, 9]]", "[[3, 0, 0, 9, 9]]", "[[-1, 0, 0, 9, 9]]",
        "[[1, 9, 0, 9, 9]]", "[[1, 0, 9, 9, 9]]", "[[1, 9, 0, 3, 9]]", "[[1, 100, 0, 120, 9]]", "[[1, 0, -9, 9, 0]]",
    ],
)  # fmt: skip
def test_what_is_no_place_on_a_page_is_refused(two_pages, raw):
    with pytest.raises(MarksUnreadable):
        checked_marks(raw, two_pages)


def test_more_places_than_a_person_marks_are_refused(two_pages):
    with pytest.raises(MarksTooMany):
        checked_marks(json.dumps([[1, 0, 0, 1, 1]] * (MOST_MARKS + 1)), two_pages)


def noise(size, kind, seed):
    picture, content = Image.new("RGB", size), BytesIO()
    picture.frombytes(Random(seed).randbytes(size[0] * size[1] * 3))  # noqa: S311 -- no secret
    picture.save(content, kind)
    return content.getvalue()


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from([("png", "PNG"), ("jpg", "JPEG")]),
    size=st.tuples(st.integers(1, 70), st.integers(1, 50)),
    sides=st.tuples(*[st.floats(0, 1)] * 4),
    seed=st.integers(0, 99),
)
def test_every_pixel_of_a_place_is_black(kind, size, sides, seed):
    (ending, name), (width, height) = kind, size
    left, top = int(sides[0] * (width - 1)), int(sides[1] * (height - 1))
    place = Place(
        1, left, top, left + 1 + int(sides[2] * (width - left - 1)), top + 1 + int(sides[3] * (height - top - 1))
    )
    sent = SentFile("a", ending, noise(size, name, seed))
    done = covered(sent, [place])
    before, after = (Image.open(BytesIO(file.content)).convert("RGB") for file in (sent, done))
    assert (done.ending, after.size) == (ending, size)
    assert after.crop((left, top, place.right, place.bottom)).getextrema() == ((0, 0),) * 3
    if ending == "png":
        where = ImageChops.difference(before, after).getbbox()
        first = (side // BLOCK * BLOCK - BLEED for side in (left, top))
        blocks = (*first, *(side + BLOCK + BLEED for side in (place.right, place.bottom)))
        assert where is None or all(a >= b for a, b in zip(where[:2], blocks[:2], strict=True))
        assert where is None or all(a < b for a, b in zip(where[2:], blocks[2:], strict=True))


@pytest.mark.parametrize(("shown", "is_placed"), [("(0912345678) Tj", True), ("(09123) Tj 0 -20 Td (45678) Tj", False)])
def test_text_that_is_told_of_several_objects_has_no_place(shown, is_placed):
    """PDFium reads it in the first of them: the others would stay readable."""
    told = f"/Span <</ActualText ({NUMBER})>> BDC BT /F1 12 Tf 10 50 Td {shown} ET EMC"
    written = written_anew(file_of(pdf("", drawn=told)))
    assert ([piece.text for piece in written.pieces], bool(written.places)) == ([NUMBER], is_placed)


def test_address_that_a_hyphen_breaks_is_found_whole():
    written = written_anew(file_of(pdf("", drawn="BT /F1 12 Tf 10 50 Td (an-) Tj 0 -15 Td (binh@example.vn) Tj ET")))
    (piece,) = written.pieces
    assert (piece.text, bool(written.places[piece.key])) == ("an-binh@example.vn", True)


def in_red(number, ending):
    """A number in a colour that JPEG mixes into what stands beside it, and where it stands."""
    if ending == "pdf":
        return pdf("", drawn=f"1 0 0 rg BT /F1 12 Tf 20 50 Td ({number}) Tj ET"), Place(1, 32, 80, 192, 112)
    picture, content = Image.new("RGB", (320, 160), "white"), BytesIO()
    ImageDraw.Draw(picture).text((70, 66), number, fill="red", font_size=28)
    picture.save(content, "JPEG", quality=60)
    return content.getvalue(), Place(1, 64, 64, 256, 96)


@pytest.mark.parametrize("ending", ["pdf", "jpg"])
def test_beside_a_cover_is_no_trace_of_what_it_covers(ending):
    pages = []
    for number in (NUMBER, "1" * len(NUMBER)):
        content, place = in_red(number, ending)
        file = written_anew(SentFile("a", ending, content)).file
        at_once, half = covered(file, [place]), (place.left + place.right) // 2
        in_steps = covered(covered(file, [replace(place, right=half)]), [replace(place, left=half)])
        pages.append([page.picture for done in (at_once, in_steps) for page in pages_of(done)])
        assert pages_of(file)[0].picture not in pages[-1]
    assert pages[0] == pages[1]


def test_file_that_is_too_heavy_once_it_is_covered_is_refused(monkeypatch):
    written = written_anew(file_of(pdf(NUMBER))).file
    monkeypatch.setattr("qa.drawing.covers.MOST_BYTES", 1000)
    with pytest.raises(CopyTooLong):
        covered(written, [Place(1, 0, 0, 9, 9)])


def test_of_a_pdf_the_page_is_covered_and_the_others_stay():
    written = written_anew(file_of(pdf(NUMBER, f"Goi {NUMBER}", drawn="")))
    ((_piece, (first, second)),) = written.places.items()
    done = covered(written.file, [second])
    before, after = pages_of(written.file), pages_of(done)
    assert [(page.width, page.height, page.pixels) for page in after] == [
        (page.width, page.height, page.pixels) for page in before
    ]
    assert (after[0], after[1] == before[1]) == (before[0], False)
    corners = (second.left, second.top, second.right, second.bottom)
    assert pixels(after[1]).crop(corners).getextrema() == ((0, 0),) * 3
    # Nothing of the former picture lies below it.
    assert len(PdfReader(BytesIO(done.content)).pages[1].images) == 1
    assert [page.picture in done.content for page in before] == [True, False]
    assert covered(done, [first]) != done


def test_place_on_no_page_and_file_that_was_not_written_anew_are_refused():
    written = written_anew(file_of(pdf(NUMBER))).file
    for page in (0, 2):
        with pytest.raises(MarksUnreadable):
            covered(written, [Place(page, 0, 0, 9, 9)])
    for file in (file_of(pdf(NUMBER)), replace(written, content=b"%PDF-1.7"), SentFile("a", "png", b"x")):
        with pytest.raises(CopyUnreadable):
            pages_of(file)
