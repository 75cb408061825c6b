"""PDF: scripts and programs are found wherever they hide, and what programs write every day is taken."""

import io
import time
import zlib
from functools import cache

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from formats.files import portable
from tests.bodies import RIGHT
from tests.formats.file_contents import refusal

SCRIPT = b"<</S /JavaScript /JS (app.alert\\(1\\))>>"
DEFLATED = b"/N 1 /First 8 /Filter /FlateDecode"
START = RIGHT["pdf"]


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"\n5 0 obj\n<<" + dictionary + b">>\nstream\n" + content + b"\nendstream\nendobj\n"


def packed(dictionary: bytes, objects: bytes = SCRIPT) -> bytes:
    return START + stream(dictionary, zlib.compress(b"7 0     " + objects))


OPENED = {
    "action of an event": b"<</AA <</O <</S /JavaScript /JS (x)>>>>>>",
    "opening": b"<</OpenAction <</S/JavaScript/JS 9 0 R>>>>",
    "tree of names": b"<</Names <</JavaScript <</Names [(a) 9 0 R]>>>>>>",
    "kind elsewhere": b"<</S 8 0 R /JS (x)>> endobj 8 0 obj /JavaScript endobj",
    "letters by number": b"<</S /#4A#61v#61#53cript /#4A#53 (x)>>",
    "program": b"<</S /Launch /F (cmd)>>",
    "media": b"<</S /Rendition /JS (x)>>",
    "form that is a program": b"<</AcroForm <</XFA [(template) 9 0 R]>>>>",
    "form, after a remark": b"<</XFA %\n 9 0 R>>",
}


@pytest.mark.parametrize("objects", OPENED.values(), ids=OPENED)
def test_what_runs_is_found_in_the_file_and_in_packed_objects(objects):
    assert refusal(START + b"6 0 obj " + objects + b" endobj", "pdf") == "holds_script"
    assert refusal(packed(b"/Type /ObjStm" + DEFLATED, objects), "pdf") == "holds_script"


NO_END = b"(2 0 obj << /Y << %)\n"
PACKED = {
    "type elsewhere": (b"/Type 9 0 R " + DEFLATED, "holds_script"),
    "no type": (DEFLATED, "holds_script"),
    "names by number": (b"/#46irst 8 /#4E 1 /#46ilter /#46lateDecode", "holds_script"),
    "filter elsewhere": (b"/Type /ObjStm /N 1 /First 8 /Filter 9 0 R", "packed_unusually"),
    "filter in a list elsewhere": (b"/N 1 /First 8 /Filter [9 0 R]", "packed_unusually"),
    "parameters elsewhere": (DEFLATED + b" /DecodeParms 9 0 R", "packed_unusually"),
    "another file": (DEFLATED + b" /F (a.bin)", "packed_unusually"),
    "two filters": (b"/Filter /ASCII85Decode " + DEFLATED, "packed_unusually"),
    "end in a text": (b"/X (endobj) " + DEFLATED, "holds_script"),
    "end in a remark": (b"%endobj\n" + DEFLATED, "holds_script"),
    "stream in a text": (b"/X (\nstream\n) " * 7 + DEFLATED, "holds_script"),
    "beginnings in texts": (b"/X [" + b"(1 0 obj << /First 1 >> endobj) " * 20 + b"] " + DEFLATED, "holds_script"),
    "beginning that goes on": (b"/X " + NO_END + DEFLATED, "holds_script"),
    "beginning in a list": (b"/X (2 0 obj [ %)\n" + DEFLATED + b" /Z [ ] ] ", "holds_script"),
    "beginning around it": (b"/X (2 0 obj << %) " + DEFLATED + b" /Z (\n/First 1 >> endobj)", "holds_script"),
    "far from its stream": (DEFLATED + b" " * 20_000, "holds_script"),
    "farther": (DEFLATED + b" " * 50_000, "packed_unusually"),
    "far from its type": (b"/Type /ObjStm /Filter /FlateDecode" + b" " * 9_000, "holds_script"),
    "a text that says stream": (b"/Type /ObjStm /Note (a stream\nof words) /Filter /FlateDecode", "holds_script"),
    "packed twice": (b"/Filter [/ASCIIHexDecode /FlateDecode] /Type /ObjStm", "packed_unusually"),
    "packed otherwise": (b"/Type /ObjStm /Filter /LZWDecode", "packed_unusually"),
    "predicted": (b"/Type /ObjStm /Filter /FlateDecode /DecodeParms <</Predictor 12>>", "packed_unusually"),
}


@pytest.mark.parametrize(("dictionary", "code"), PACKED.values(), ids=PACKED)
def test_packed_objects_are_looked_into_or_refused(dictionary, code):
    assert refusal(packed(dictionary), "pdf") == code


@pytest.mark.parametrize("filters", [b"/FlateDecode", b"[/FlateDecode]", b"[ /FlateDecode ]", b"/Flate#44ecode"])
def test_packed_objects_as_programs_pack_them_are_taken(filters):
    dictionary = b"/Type /ObjStm /Filter " + filters + b" /DecodeParms <</Predictor 1>>"
    assert refusal(packed(dictionary, b"<</Type /Page>>"), "pdf") == ""


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b" " * 1_048_560 + SCRIPT, "holds_script"),
        (b"(/JavaScriptFree /Launcher)", ""),
        (stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"x"))[:-36], ""),
        (b"\n5 0 obj\n<<" + b"/ObjStm " * 10_001, "unpacks_too_large"),
        (stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(bytes(17_000_000))), "unpacks_too_large"),
    ],
    ids=["far from the beginning", "words that begin so", "breaks off", "often", "unpacks without end"],
)
def test_pdf_is_looked_into_to_its_end(inside, code):
    assert refusal(START + inside, "pdf") == code


def test_pdf_begins_within_its_first_kilobyte():
    assert refusal(b"\x1b%-12345X@PJL\r\n" + START, "pdf") == ""
    assert refusal(b"x" * 1024 + START, "pdf") == ""
    assert refusal(b"x" * 1030 + START, "pdf") == "not_that_format"


def test_stream_that_is_named_often_is_unpacked_once(monkeypatch):
    calls = []
    real = portable._unpacked
    # How often a file is unpacked is seen nowhere else.
    monkeypatch.setattr(portable, "_unpacked", lambda *args, **kwargs: calls.append(1) or real(*args, **kwargs))
    kinds = b"/Type /ObjStm /First 8 /Filter /FlateDecode /Kinds [" + b"/ObjStm " * 100 + b"]"
    assert refusal(START + stream(kinds, zlib.compress(b"1 0 obj << >> endobj")), "pdf") == ""
    assert len(calls) == 1


def test_packed_objects_that_do_not_unpack_are_refused():
    assert refusal(START + stream(b"/Type /ObjStm " + DEFLATED, b"\x00\x01\x02 no such thing"), "pdf") == (
        "packed_unusually"
    )


def test_former_versions_and_what_follows_the_end_count():
    script = b"6 0 obj " + SCRIPT + b" endobj\n"
    assert refusal(START + script + b"6 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n", "pdf") == "holds_script"
    assert refusal(START + b"\0" * 100 + b"garbage" + packed(DEFLATED)[len(START) :], "pdf") == "holds_script"


@pytest.mark.parametrize(
    "name",
    [b"/F (a.exe)", b"/UF <612E657865>", rb"/F (a\056exe)", rb"/UF (\376\377\000a\000.\000e\000x\000e)",
     b"/UF <FEFF0061002E006500780065>", b"/F %\n(a \\(1\\).exe)", b"/F (a (1).exe)",
     b"/F 7 0 R >> endobj 7 0 obj (a.exe)"],
)  # fmt: skip
def test_attached_program_is_found_however_its_name_is_written(name):
    attached = b"<</Type /Filespec " + name
    assert refusal(START + b"6 0 obj " + attached + b">> endobj", "pdf") == "holds_program"
    assert refusal(packed(DEFLATED, attached + b">>"), "pdf") == "holds_program"


@pytest.mark.parametrize("name", [b"/F (a.docm)", b"/UF <612E786C736D>"])
def test_attached_document_with_macros_is_found(name):
    assert refusal(START + b"6 0 obj <</Type /Filespec " + name + b">> endobj", "pdf") == "holds_macros"


@pytest.mark.parametrize(
    "action",
    [
        rb"/S /GoToR /F (\\\\may\\chung\\a.pdf)",
        b"/S /SubmitForm /F (http://a)",
        b"/S /ImportData /F (a.fdf)",
        b"/S /GoTo#45",
    ],
)
def test_action_that_opens_a_share_or_sends_a_form_is_refused(action):
    assert refusal(START + b"6 0 obj <<" + action + b">> endobj", "pdf") == "leads_elsewhere"
    assert refusal(packed(DEFLATED, b"<<" + action + b">>"), "pdf") == "leads_elsewhere"


def test_pdf_without_objects_or_with_an_archive_behind_it_is_refused():
    assert refusal(b"%PDF-1.7\n", "pdf") == "file_damaged"
    assert refusal(START + RIGHT["zip"], "pdf") == "packed_unusually"


@pytest.mark.parametrize("said", [b"trailer <</Encrypt 8 0 R>>", b"<</#45ncrypt<</Filter /Standard>>>>"])
def test_what_is_encrypted_is_refused_since_nobody_can_look_into_it(said):
    assert refusal(START + said, "pdf") == "pdf_protected"
    assert refusal(START + b"6 0 obj <</EncryptMetadata false>> endobj", "pdf") == ""


HOSTILE = {
    "bombs": stream(DEFLATED, zlib.compress(bytes(15_000_000))) * 40,
    "objects in texts": b"1 0 obj<</N 1/First 1 ( stream stream stream " * 9000,
    "objects in one another": b"1 0 obj( 1 0 obj <<(1 0 obj <<(1 0 obj <</First 1 stream stream " * 9000,
    "lists in lists": (b"1 0 obj <</N 1 /First " + b"[" * 8000) * 300,
    "names by number": b"/#4a#61" * 1_000_000,
    "names of files": b"/F(a)" * 1_000_000,
}


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE)
def test_file_that_is_made_to_take_long_does_not(inside):
    begun = time.process_time()
    assert refusal(START + inside, "pdf") in {"unpacks_too_large", "packed_unusually"}
    assert time.process_time() - begun < 10


@cache
def everyday() -> bytes:
    """Pages with outlines, a form without scripts, an invoice attached, a link, as a library writes it."""
    writer = PdfWriter()
    for number in range(20):
        writer.add_blank_page(200, 200)
        chapter = writer.add_outline_item(title=f"Chương {number}", page_number=number)
        writer.add_outline_item(title="Phụ lục", page_number=number, parent=chapter)
    writer.add_attachment("hoa-don.xml", b"<a/>")
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("Họ tên"),
            NameObject("/Rect"): ArrayObject([NumberObject(number) for number in (0, 0, 9, 9)]),
        }
    )
    # pypdf offers no public way to add an object to a file.
    form = {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(form)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "more",
    [
        b"",
        b"1 0 obj <</Linearized 1 /L 9000 /H [500 60] /O 3 /E 4000 /N 1 /T 8000>> endobj\n",
        b"8 0 obj <</Type /Sig /ByteRange [0 9 9 9] /Contents <" + b"0" * 20_000 + b">>> endobj\n",
        stream(b"/Length1 9 /Filter /FlateDecode", zlib.compress(b"a font")),
        stream(b"/Type /Metadata", b"<x:First>obj <<(</x:First> /N 3 stream"),
        stream(b"/Type /ObjStm " + DEFLATED + b" /DecodeParms null", zlib.compress(b"7 0     <</Type /Page>>")),
        stream(b"/Type /XRef /Index [0 9] /Size 9 /Filter /FlateDecode", zlib.compress(bytes(40))),
        b"6 0 obj <</A 1 /A 2>> endobj\n" + stream(b"/Filter /DCTDecode", b"\xff\xd8\xff\xe0 a picture"),
    ],
    ids=["plain", "linearised", "signed", "font", "metadata", "packed", "table", "said twice"],
)
def test_what_programs_write_every_day_is_taken(more):
    made = everyday()
    assert refusal(made[:9] + more + made[9:], "pdf") == ""
    assert refusal(made + more, "pdf") == ""
