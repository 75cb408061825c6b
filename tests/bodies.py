"""Small files of every format that the library takes, made in code: right ones, and such as do harm."""

import io
import struct
import zipfile
from collections.abc import Mapping
from itertools import pairwise

TYPES = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", TYPES + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", TYPES + "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", TYPES + "presentationml.presentation.main+xml"),
}
WITH_MACROS = {
    "docx": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsx": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "pptx": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(64) + b"PE\x00\x00"


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(
    ending: str, more: Mapping[str, bytes] | None = None, *, types: str = "", main_type: str = "", relation: str = ""
) -> bytes:
    """A document of Word, Excel or PowerPoint since 2007. `types`: more content types; `relation`: one more."""
    part, usual = MAIN[ending]
    overrides = f'<Override PartName="/{part}" ContentType="{main_type or usual}"/>{types}'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}'
    files = {
        "[Content_Types].xml": f"<Types>{overrides}</Types>".encode(),
        "_rels/.rels": f"{relations}</Relationships>".encode(),
        part: b"<document/>",
    }
    return zipped(files | dict(more or {}))


def external(kind: str, target: str) -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="r1" Type="{namespace}/{kind}" Target="{target}" TargetMode="External"/>'


def open_document(ending: str, more: Mapping[str, bytes] | None = None) -> bytes:
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{ODF[ending]}".encode(),
        "content.xml": b"<content/>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return zipped(files | dict(more or {}))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) of some streams, one folder deep at most: `VBA/dir`."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    nodes: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    for path, content in streams.items():
        *folder, name = path.split("/")
        parent = 0
        if folder:
            known = [key for key in children[0] if nodes[key][0] == folder[0]]
            parent = known[0] if known else len(nodes)
            if not known:
                nodes.append((folder[0], 1, b""))
                children[0].append(parent)
                children[parent] = []
        children[parent].append(len(nodes))
        # Below 4096 bytes a stream would lie in sectors of its own kind.
        nodes.append((name, 2, content.ljust(4096, b"\0")))
    while len(nodes) % 4:
        nodes.append(("", 0, b""))
    fat, body = [0xFFFFFFFD], b""
    directory_sectors = len(nodes) // 4
    first_directory = len(fat)
    fat += [*range(first_directory + 1, first_directory + directory_sectors), end]
    starts = {}
    for key, (_name, kind, content) in enumerate(nodes):
        if kind == 2:
            count = -(-len(content) // sector)
            starts[key] = len(fat)
            fat += [*range(len(fat) + 1, len(fat) + count), end]
            body += content.ljust(count * sector, b"\0")
    siblings = {one: other for row in children.values() for one, other in pairwise(row)}
    directory = b""
    for key, (name, kind, content) in enumerate(nodes):
        coded = (name + "\0").encode("utf-16-le") if kind else b""
        first = children.get(key) or [free]
        directory += struct.pack(
            "<64sHBBIII16sIQQIII", coded, len(coded), kind, 1, free, siblings.get(key, free), first[0], b"", 0, 0, 0,
            starts.get(key, end if kind == 5 else 0), len(content), 0,
        )  # fmt: skip
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1,
        first_directory, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    header += b"\xff" * (sector - len(header))
    return header + struct.pack(f"<{sector // 4}I", *fat, *[free] * (sector // 4 - len(fat))) + directory + body


def biff(*records: tuple[int, bytes]) -> bytes:
    """The stream of a workbook of Excel 97–2003."""
    rows = [(0x0809, bytes(16)), *records, (0x000A, b"")]
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in rows)


def sheet(kind: int) -> tuple[int, bytes]:
    return 0x0085, struct.pack("<IBB", 0, 0, kind) + b"\x03\x00Tam"


RIGHT: dict[str, bytes] = {
    "csv": "\ufeffTên,Số\nPhường Bến Nghé,1\n".encode(),
    "doc": compound({"WordDocument": b"\xec\xa5\xc1\x00", "1Table": b""}),
    "docx": office("docx"),
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x05hello\xff\xfb\x90\x64" + bytes(413),
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41" + bytes(32),
    "odp": open_document("odp"),
    "ods": open_document("ods"),
    "odt": open_document("odt"),
    "pdf": b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n%%EOF\n",
    "ppt": compound({"PowerPoint Document": bytes(64), "Current User": b""}),
    "pptx": office("pptx"),
    "rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 Th\u244?ng b\u225?o}",
    "txt": "Thông báo về lịch tiếp công dân".encode(),
    "vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\nKính thưa quý vị\n".encode(),
    "xls": compound({"Workbook": biff(sheet(0))}),
    "xlsx": office("xlsx"),
    "zip": zipped({"Tờ khai.pdf": b"%PDF-1.4\n1 0 obj", "Bảng.csv": b"a,b\n1,2\n", "ban-do.shp": bytes(100)}),
}
