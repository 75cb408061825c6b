"""Word files made for tests, part by part, as programs and people write them."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from xml.etree import ElementTree

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from PIL import Image

from formats.vietnamese.legacy_encodings import TCVN3
from formats.vietnamese.text import to_nfc

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALIGN = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NOTES = f"<w:footnotes {nsdecls('w')}>%s</w:footnotes>"
_NOTE = '<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>%s</w:t></w:r></w:p></w:footnote>'
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT_BOX = """<w:r {namespaces}>
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>
<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p>
</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def picture(colour="red"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    file.seek(0)
    return file


class WordFile:
    """A document under construction. `bold` and the like say how all letters of a paragraph look; text between
    asterisks is bold, text between underscores italic."""

    def __init__(self):
        self.docx = docx.Document()
        self.notes = []

    def line(self, text="", *, into=None, bold=False, italic=False, align="", font="", style=None):
        paragraph = (into or self.docx).add_paragraph(style=style)
        for piece in re.split(r"(\*[^*]+\*|__[^_]+__)", text):
            if not piece:
                continue
            is_bold, is_italic = piece.startswith("*") and len(piece) > 2, piece.startswith("__")
            run = paragraph.add_run(piece.strip("*") if is_bold else piece.strip("_") if is_italic else piece)
            run.bold, run.italic = (bold or is_bold) or None, (italic or is_italic) or None
            if font:
                run.font.name = font
        if align:
            paragraph.alignment = _ALIGN[align]
        return paragraph

    def lines(self, *texts, **look):
        for text in texts:
            self.line(text, **look)

    def side_by_side(self, left, right, **look):
        """A table without borders that places two blocks beside each other. Lines that begin with "!" are bold."""
        table = self.docx.add_table(1, 2)
        for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
            for text in texts:
                self.line(text.lstrip("!"), into=cell, bold=text.startswith("!"), align="center", **look)
            # python-docx gives XML by private names alone: no other way to have a cell begin with its own text.
            cell._tc.remove(cell.paragraphs[0]._p)
        return table

    def table(self, rows, *, merge=(), bold_rows=0, repeated_rows=0):
        """A table with borders; `merge` holds pairs of corners that become one cell, which keeps its first text."""
        table = self.docx.add_table(len(rows), len(rows[0]), style="Table Grid")
        for first, last in merge:
            table.cell(*first).merge(table.cell(*last))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    paragraph = table.cell(number, column).paragraphs[0]
                    paragraph.add_run(text).bold = True if number < bold_rows else None
        for row in table.rows[:repeated_rows]:
            # See above: it has no word for a row that is repeated.
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        return table

    def picture(self, alt="", colour="red"):
        paragraph = self.docx.add_paragraph()
        paragraph.add_run().add_picture(picture(colour), width=Pt(40))
        for properties in paragraph._p.iter(qn("wp:docPr")):
            properties.set("descr", alt)
        return paragraph

    def note(self, paragraph, text):
        """A footnote at the end of a paragraph."""
        self.notes.append(text)
        self.raw(paragraph, f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{len(self.notes)}"/></w:r>')

    def raw(self, paragraph, xml):
        paragraph._p.append(parse_xml(xml))

    def tracked(self, paragraph, *, deleted="", added=""):
        names = f'{nsdecls("w")} w:id="9" w:author="Lan"'
        if deleted:
            self.raw(paragraph, f"<w:del {names}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>")
        if added:
            self.raw(paragraph, f"<w:ins {names}><w:r><w:t>{added}</w:t></w:r></w:ins>")

    def text_box(self, paragraph, text):
        names = nsdecls("w", "wp", "a")
        self.raw(paragraph, _TEXT_BOX.format(namespaces=names, text=text))

    def field(self, paragraph, instruction, result):
        for xml in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>{instruction}</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{result}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ):
            self.raw(paragraph, f"<w:r {nsdecls('w')}>{xml}</w:r>")

    def link(self, paragraph, text, address):
        key = self.docx.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        xml = f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'
        self.raw(paragraph, xml)

    def numbering(self, *levels):
        """A numbering of several levels, each a format and a text ("decimal", "Điều %1."). Returns its id."""
        root = self.docx.part.numbering_part.element
        key = 50 + len(root.findall(qn("w:num")))
        xml = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{xml}</w:abstractNum>'))
        number = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
        root.append(parse_xml(number))
        return key

    def numbered(self, text, numbering, depth=0, **look):
        paragraph = self.line(text, **look)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{numbering}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
        return paragraph

    def page_break(self):
        self.docx.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def content(self):
        if self.notes:
            xml = _NOTES % "".join(_NOTE % (number, text) for number, text in enumerate(self.notes, start=1))
            part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, xml.encode(), self.docx.part.package)
            self.docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
            self.notes = []
        file = io.BytesIO()
        self.docx.save(file)
        return file.getvalue()


def letters(text):
    """How often each letter and sign stands in a text, blanks aside."""
    return Counter("".join(to_nfc(text).split()))


def letters_of_file(content):
    """All letters of a Word file, read from its XML with nothing of ours."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes|comments|header\d+|footer\d+)\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                for parent in root.iter():
                    for old in [one for one in parent if one.tag.endswith("}Fallback")]:
                        parent.remove(old)
                found += [one.text or "" for one in root.iter() if one.tag in {f"{W}t", f"{W}delText"}]
    return letters("".join(found))


# Old encodings

_SMALL = {chr(letter): chr(sign) for sign, letter in TCVN3.items()}
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_LETTERS = {"ơ": "ô", "ư": "ö", "đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def in_tcvn3(text, *, capitals=False):
    """A text as a font like .VnTime holds it; `capitals`: as one like .VnTimeH does, all of whose letters are."""
    return (text.lower() if capitals else text).translate(str.maketrans(_SMALL))


def in_vni(text):
    """A text as a font like VNI-Times holds it."""
    return "".join(map(_vni, text))


def _vni(letter):
    small = letter.lower()
    if small in _VNI_LETTERS:
        found = _VNI_LETTERS[small]
        return found.upper() if letter.isupper() else found
    base, *marks = unicodedata.normalize("NFD", small)
    if not marks or small in "íì":
        return letter
    shape = next((mark for mark in marks if mark in "\u0302\u0306\u031b"), "")
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    if shape == "\u031b":
        found = _VNI_LETTERS[to_nfc(base + shape)] + _VNI_TONES[tone]
    elif shape:
        found = base + (_VNI_CIRCUMFLEX if shape == "\u0302" else _VNI_BREVE)[tone]
    else:
        found = base + _VNI_TONES[tone]
    return found.upper() if letter.isupper() else found
