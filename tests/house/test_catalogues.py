"""Every string of ours that a person sees is there in Vietnamese, whole and well-formed."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from cityportal.management.commands.compile_catalogues import CATALOGUE_FOLDERS, catalogues, compile_catalogue
from tests.house.messages import Message, messages_in, messages_in_python, messages_in_template
from tests.house.rooms import ROOMS

PROJECT = Path(__file__).resolve().parent.parent.parent
OURS = PROJECT / "cityportal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
# Wins over ours: it stands first in LOCALE_PATHS.
PACKAGES = PROJECT / "cityportal" / "locale_wagtail" / "vi" / "LC_MESSAGES" / "django.po"
FORMATS = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Wagtail's list of pages has no word for what it lists ("1-1 of 1 None"): the translation says "trang".
LEFT_OUT = {"%(model_name)s": re.compile(r"%\(items_count\)s %\(model_name\)s")}
# The newer place of tone marks (hoà, thuỷ); this project writes the older (hòa, thủy). After q, u is not a vowel.
NEWER_TONES = re.compile(r"o[àáảãạ]\b|o[èéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def sources() -> Iterator[Path]:
    for folder in [*(PROJECT / room for room in ROOMS), PROJECT / "templates"]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".xml", ".svg"} and "migrations" not in path.parts:
                yield path


def entries(path: Path) -> dict[Message, polib.POEntry]:
    return {
        Message(entry.msgid, entry.msgid_plural or None, entry.msgctxt): entry
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def is_known(message: Message, known: set[Message]) -> bool:
    """gettext keeps one entry for a text used both with and without a plural."""
    return message in known or any((message.text, message.context) == (other.text, other.context) for other in known)


def translations(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def placeholders(msgid: str) -> set[str]:
    """What the translation must hold."""
    left_out = {name for name, wherever in LEFT_OUT.items() if wherever.search(msgid)}
    return set(FORMATS.findall(msgid)) - left_out


@pytest.mark.slow(reason="reads the sources of the product")
def test_no_message_of_ours_is_missing():
    known = set(entries(OURS))
    missing = {message: path.relative_to(PROJECT) for message, path in messages_in(sources()).items()}
    missing = {message: str(path) for message, path in missing.items() if not is_known(message, known)}
    assert missing == {}, "run: make messages"


@pytest.mark.slow(reason="reads the sources of the product")
def test_no_message_of_ours_is_left_over():
    used = {(message.text, message.context) for message in messages_in(sources())}
    assert [message for message in entries(OURS) if (message.text, message.context) not in used] == [], (
        "run: make messages"
    )


@pytest.mark.parametrize("catalogue", [*catalogues()], ids=lambda path: str(path.relative_to(PROJECT)))
class TestEveryCatalogue:
    def test_nothing_is_empty_or_guessed(self, catalogue):
        unfinished = [entry.msgid for entry in polib.pofile(str(catalogue)) if "fuzzy" in entry.flags or entry.obsolete]
        empty = [entry.msgid for entry in entries(catalogue).values() if not all(translations(entry))]
        assert unfinished + empty == []

    def test_placeholders_are_kept(self, catalogue):
        changed = {
            text: entry.msgid
            for entry in entries(catalogue).values()
            for text in filter(None, translations(entry))
            if "fuzzy" not in entry.flags
            if not set(FORMATS.findall(text)) <= set(FORMATS.findall(entry.msgid + (entry.msgid_plural or "")))
            or (not entry.msgid_plural and set(FORMATS.findall(text)) != placeholders(entry.msgid))
        }
        assert changed == {}

    def test_text_is_composed_and_spelled_one_way(self, catalogue):
        texts = [text for entry in entries(catalogue).values() for text in translations(entry)]
        assert [text for text in texts if text != unicodedata.normalize("NFC", text)] == []
        assert [text for text in texts if NEWER_TONES.search(text)] == []


def test_no_message_of_ours_says_something_else_where_the_packages_have_it_too():
    """The catalogue of the packages wins: what is meant otherwise there needs a context here, what is meant alike the
    same words."""
    here, there = (
        {(message.text, message.context): translations(entry)[0] for message, entry in entries(path).items()}
        for path in (OURS, PACKAGES)
    )
    differing = {key: (here[key], there[key]) for key in here.keys() & there.keys() if here[key] != there[key]}
    assert differing == {}


def test_both_folders_of_catalogues_are_compiled():
    assert {path.parent.parent.parent for path in catalogues()} == set(CATALOGUE_FOLDERS)


def test_catalogue_is_compiled_when_it_changed(tmp_path):
    source = tmp_path / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "ward"\nmsgstr "phường"\n'
    )
    assert compile_catalogue(source)
    assert not compile_catalogue(source)
    assert [entry.msgstr for entry in polib.mofile(str(source.with_suffix(".mo")))] == ["phường"]
    assert compile_catalogue(source, always=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["django.mo", "django.po"]


def test_extraction_knows_what_gettext_knows():
    python = """
from django.utils.translation import gettext_lazy as _l, pgettext
_l("one" " text")
pgettext("question state", "Open")
ngettext("%(n)s page", "%(n)s pages", n)
_(variable)
"""
    template = """
{% translate "Search" %}{% translate "May" context "month" %}{{ _("Menu")|upper }}
{% blocktranslate count n=n trimmed %}
  One answer (of {{ all }})
{% plural %}
  {{ n }} answers (of {{ all }})
{% endblocktranslate %}
"""
    assert set(messages_in_python(python)) == {
        Message("one text"),
        Message("Open", context="question state"),
        Message("%(n)s page", plural="%(n)s pages"),
    }
    assert set(messages_in_template(template)) == {
        Message("Search"),
        Message("May", context="month"),
        Message("Menu"),
        Message("One answer (of %(all)s)", plural="%(n)s answers (of %(all)s)"),
    }
