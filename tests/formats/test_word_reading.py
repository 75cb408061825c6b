"""Word files from outside are read by a process with bounds, and refused where they are no Word files or do harm."""

import pytest
from hypothesis import given, settings

from formats.documents import conversion, reading
from formats.documents.assembling import assemble
from formats.documents.errors import SaveAsDocx
from formats.documents.reading import read_document, read_word_document
from formats.documents.serialization import document_from_json, document_to_json
from formats.files.errors import ContentRefused, FileDamaged, NotThatFormat, UnpacksTooLarge
from tests.bodies import office
from tests.formats.generated_word_files import word_files
from tests.formats.word_files import WordFile, with_part

DECLARED = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>'


def a_file():
    file = WordFile()
    file.line("Xin chào")
    return file.content()


def test_document_comes_back_from_the_process_as_it_was_read():
    content = a_file()
    assert read_word_document(content) == assemble(content)


@pytest.mark.slow(reason="reads many files that were made for it")
@settings(max_examples=20, deadline=None)
@given(word_files())
def test_tree_is_the_same_after_its_way_through_json(content):
    document = assemble(content)
    assert document_from_json(document_to_json(document)) == document


def declares(part):
    return DECLARED + part[part.index(b"?>") + 2 :].replace("Xin chào".encode(), b"&b;")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"no archive", ContentRefused),
        (a_file()[:2000], ContentRefused),
        (office("xlsx"), NotThatFormat),
        (with_part(a_file(), "word/document.xml", declares), FileDamaged),
        (with_part(a_file(), "word/document.xml", lambda part: part[:-40]), FileDamaged),
        (with_part(a_file(), "word/styles.xml", lambda part: b"<no"), FileDamaged),
    ],
    ids=["text", "broken off", "another format", "entities", "XML broken off", "styles broken"],
)
def test_file_that_is_no_word_file_or_declares_what_no_document_needs_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_word_document(content)


def test_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    with pytest.raises(UnpacksTooLarge):
        read_word_document(a_file())


@pytest.mark.slow(reason="makes a file that no program writes")
def test_deep_tables_end_in_a_refusal_and_no_crash():
    table = b"<w:tbl><w:tr><w:tc>" * 300 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 300
    deep = with_part(a_file(), "word/document.xml", lambda part: part.replace(b"<w:sectPr", table + b"<w:sectPr"))
    with pytest.raises(ContentRefused):
        read_word_document(deep)


def rtf():
    return rb"{\rtf1 Xin chao}"


def test_document_of_an_older_format_is_saved_as_docx_by_the_office_program(monkeypatch, tmp_path):
    wanted = tmp_path / "wanted.docx"
    wanted.write_bytes(a_file())
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\nmkdir "$HOME/out" && cp {wanted} "$HOME/out/document.docx"\n')
    program.chmod(0o700)
    monkeypatch.setattr(conversion.shutil, "which", lambda name: str(program))
    assert read_document(rtf(), "rtf").text == "Xin chào"


@pytest.mark.parametrize("program", [None, "/bin/false", "/bin/sleep"], ids=["none", "fails", "takes too long"])
def test_where_no_program_saves_an_older_format_the_editor_is_told_how_to(monkeypatch, program):
    monkeypatch.setattr(conversion.shutil, "which", lambda name: program)
    monkeypatch.setattr(conversion, "PATIENCE", 5)
    with pytest.raises(SaveAsDocx):
        read_document(rtf(), "rtf")


def test_file_that_is_not_of_its_older_format_is_refused_before_any_program_sees_it(monkeypatch):
    monkeypatch.setattr(conversion.shutil, "which", lambda name: pytest.fail("it was started"))
    with pytest.raises(ContentRefused):
        read_document(b"%PDF-1.7", "doc")


@pytest.mark.slow(reason="makes a file that no program writes")
def test_table_of_more_cells_than_a_page_can_hold_is_refused():
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 400 + "</w:tr>"
    table = f"<w:tbl>{row * 260}</w:tbl>".encode()
    wide = with_part(a_file(), "word/document.xml", lambda part: part.replace(b"<w:sectPr", table + b"<w:sectPr"))
    with pytest.raises(UnpacksTooLarge):
        read_word_document(wide)
