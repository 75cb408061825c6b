"""How a page reads: time, long sentences, abbreviations, former places, words that age, spelling. Blocks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from adminviews.writing import WritingHint, WritingReport, register_writing_report
from formats.writing.abbreviations import unexplained_abbreviations
from formats.writing.ageing import ageing_words
from formats.writing.sentences import (
    ENGLISH_WORDS_PER_MINUTE,
    SYLLABLES_PER_MINUTE,
    count_words,
    long_sentences,
    reading_minutes,
)
from formats.writing.spelling import unknown_words, words_of_dictionary
from home.contentcheck.extraction import Place, extract, place_of
from home.contentcheck.former_places import former_places

if TYPE_CHECKING:
    from collections.abc import Collection

# Of each kind, the first are told: more would not be read.
MOST_TOLD: Final = 5
EXCERPT_WORDS: Final = 12

Texts = list[tuple[Place, str]]


def report_on_writing(page: Any) -> WritingReport:
    """What a page in memory is like to read. Abbreviations and places are looked for in Vietnamese alone."""
    texts = extract(page).texts
    words = sum(count_words(text) for _place, text in texts)
    is_vietnamese = page.locale.language_code == settings.LANGUAGE_CODE
    pace = SYLLABLES_PER_MINUTE if is_vietnamese else ENGLISH_WORDS_PER_MINUTE
    hints = list(_on_title(page))
    if is_vietnamese:
        hints += [*_on_sentences(texts), *_on_abbreviations(texts), *_on_places(texts)]
        hints += _on_spelling(texts, _dictionary(settings.VIETNAMESE_WORDS))
    return WritingReport(words=words, minutes=reading_minutes(words, per_minute=pace), hints=hints)


register_writing_report(report_on_writing)


def _on_title(page: Any) -> Iterator[WritingHint]:
    place = place_of(page._meta.get_field("title"))
    for words in ageing_words(page.title):
        message = _("“%(words)s” is wrong a month later. Write the day, month or quarter.") % {"words": words}
        yield WritingHint("ageing_title", place.words, message)


def _on_sentences(texts: Texts) -> list[WritingHint]:
    found = [(place, sentence, count) for place, text in texts for sentence, count in long_sentences(text)]
    found.sort(key=lambda each: -each[2])
    return [
        WritingHint(
            "long_sentence",
            place.words,
            _("A sentence of %(count)d syllables; divide it: “%(sentence)s”")
            % {"count": count, "sentence": Truncator(sentence).words(EXCERPT_WORDS)},
        )
        for place, sentence, count in found[:MOST_TOLD]
    ]


def _on_abbreviations(texts: Texts) -> list[WritingHint]:
    found = unexplained_abbreviations(text for _place, text in texts)
    if not found:
        return []
    message = _("Nowhere explained: %(words)s. Write it out where it stands first, with the abbreviation in brackets.")
    where = pgettext("place of a hint", "Whole page")
    return [WritingHint("abbreviation", where, message % {"words": _listed(found)})]


def _on_places(texts: Texts) -> list[WritingHint]:
    places = former_places()
    told: dict[str, tuple[Place, tuple[str, ...]]] = {}
    for place, text in texts:
        for found in places.find(text):
            told.setdefault(found.name, (place, found.now))
    hints = []
    for name, (place, now) in list(told.items())[:MOST_TOLD]:
        if now:
            message = _("“%(name)s” is a former name; today: %(now)s.") % {"name": name, "now": ", ".join(now)}
        else:
            message = _("“%(name)s” is no administrative unit any more (since 1 July 2025).") % {"name": name}
        hints.append(WritingHint("former_place", place.words, message))
    return hints


def _on_spelling(texts: Texts, words: Collection[str]) -> list[WritingHint]:
    if not words:
        return []
    told: dict[str, Place] = {}
    for place, text in texts:
        for word in unknown_words(text, words):
            told.setdefault(word, place)
    hints = []
    for place in dict.fromkeys(told.values()):
        here = [word for word, where in told.items() if where == place]
        message = _("Not in the list of words: %(words)s. Look at the spelling.") % {"words": _listed(here)}
        hints.append(WritingHint("spelling", place.words, message))
    return hints[:MOST_TOLD]


def _listed(words: list[str]) -> str:
    more = len(words) - MOST_TOLD
    told = ", ".join(words[:MOST_TOLD])
    return told if more <= 0 else _("%(words)s and %(count)d more") % {"words": told, "count": more}


@lru_cache(maxsize=2)
def _dictionary(path: str) -> frozenset[str]:
    """The words of a dictionary of hunspell; none where it is not installed."""
    file = Path(path)
    return (
        words_of_dictionary(file.read_text(encoding="utf-8", errors="ignore"))
        if path and file.is_file()
        else frozenset()
    )
