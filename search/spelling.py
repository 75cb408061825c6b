"""What a person may have meant whose words hardly stand together anywhere: from the index's own words.

Each word is compared with those one slip away; of all ways the likeliest is taken, by how often words are neighbours.
Values in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from typing import Final, NamedTuple

from formats.vietnamese.folding import exact, fold, forms
from search.query import Query, Term
from search.vocabulary import Vocabulary

MAX_TERMS: Final = 12
# A single letter is like every word of two.
MIN_LENGTH: Final = 2
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
# Sounds that many do not tell apart, in speech or in writing; folded.
_ONSETS: Final = "s x|ch tr|d gi|d v|r gi|r d|l n|c k|c q|g gh|ng ngh|f ph|z d|j gi|w qu"
_FINALS: Final = "c t|t ch|c ch|n ng|n nh|ng nh|o u|i y"
_VOWELS: Final = "ie i|uo u|uu uou|ai ay|ui uoi|oi oai|ao au|oa ua|iu ieu|e ie"
# What Telex leaves behind where the program that composes letters was off: dduowngf.
_TELEX_TONE: Final = re.compile("[sfrxj]$")
_TELEX_LETTER: Final = re.compile("([aeod])\\1|w")

# Costs are logarithms: how much rarer a slip is than none.
_SLIP: Final = 7.0
_SOUND: Final = 5.0
_TELEX: Final = 3.0
_SPLIT: Final = 3.0
# A word that stands nowhere; and how much of what is known of a word comes from its neighbour.
_UNKNOWN: Final = 1e-12
_FROM_NEIGHBOUR: Final = 0.8
# How much likelier than what was typed a suggestion must be.
_MARGIN: Final = 3.0
_MAX_WAYS: Final = 15


class Way(NamedTuple):
    """Words that may have been meant by one word, folded, and what the slip costs."""

    words: tuple[str, ...]
    cost: float


def suggestion(query: Query, vocabulary: Vocabulary) -> str | None:
    """The query as it may have been meant, in the spelling of the index where marks were typed; None: as it is."""
    terms = query.in_order
    if not terms or len(terms) > MAX_TERMS or query.quoted or query.excluded:
        return None
    meant = _likeliest([_ways(term, vocabulary) for term in terms], vocabulary)
    spelled = _spelled([word for way in meant for word in way], vocabulary)
    if not any(term.is_marked for term in terms):
        spelled = [fold(word) for word in spelled]
    pieces: list[str] = []
    for term, way in zip(terms, meant, strict=True):
        words, spelled = spelled[: len(way)], spelled[len(way) :]
        # What stands nowhere and is like nothing stays as it was typed, as numbers do.
        is_known = any(map(vocabulary.count, way))
        pieces += words if is_known else [query.text[term.words[0].start : term.words[-1].end]]
    text = " ".join(pieces)
    return text if exact(text) != exact(query.text) else None


def _likeliest(ways: list[list[Way]], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """For each term the words that were meant: those typed, where others are not much likelier."""
    # By the last word so far: how likely the likeliest way to it is, and the way.
    ends: dict[str, tuple[float, list[tuple[str, ...]]]] = {"": (0.0, [])}
    typed, typed_score, typed_end = [], 0.0, ""
    for choices in ways:
        following: dict[str, tuple[float, list[tuple[str, ...]]]] = {}
        for last, (score, before) in ends.items():
            for words, cost in choices:
                end, likelihood = _walk(last, words, vocabulary)
                whole = score + likelihood - cost
                if end not in following or whole > following[end][0]:
                    following[end] = whole, [*before, words]
        ends = following
        typed_end, likelihood = _walk(typed_end, choices[0].words, vocabulary)
        typed_score += likelihood - choices[0].cost
        typed.append(choices[0].words)
    score, meant = max(ends.values(), key=lambda end: end[0])
    return meant if score > typed_score + _MARGIN else typed


def _walk(last: str, words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, float]:
    """The last word after some more, and how likely they are behind one."""
    likelihood = 0.0
    for word in words:
        likelihood += log(_probability(last, word, vocabulary))
        last = word
    return (last if words else ""), likelihood


def _probability(last: str, word: str, vocabulary: Vocabulary) -> float:
    alone = max(vocabulary.count(word) / vocabulary.total, _UNKNOWN)
    before = vocabulary.count(last)
    if not before:
        return alone
    return _FROM_NEIGHBOUR * vocabulary.count_pair(last, word) / before + (1 - _FROM_NEIGHBOUR) * alone


def _ways(term: Term, vocabulary: Vocabulary) -> list[Way]:
    """What may have been meant by a term, the typed word first. Numbers and compounds are as they are."""
    word = term.forms[0].folded
    if len(term.words) > 1 or not word.isalpha():
        return [Way((), 0.0)]
    found: dict[tuple[str, ...], float] = {}
    for slipped, cost in _slips(word) if len(word) >= MIN_LENGTH else ():
        words = tuple(forms(each).folded if each.endswith("y") else each for each in slipped)
        if words != (word,) and cost < found.get(words, _SLIP + 1) and all(map(vocabulary.count, words)):
            found[words] = cost
    ways = sorted(
        (Way(words, cost) for words, cost in found.items() if len(words) == 1 or vocabulary.count_pair(*words)),
        key=lambda way: way.cost - log(vocabulary.count(way.words[0])),
    )
    return [Way((word,), 0.0), *ways[:_MAX_WAYS]]


def _slips(word: str) -> Iterator[tuple[tuple[str, ...], float]]:
    yield from (((sound,), _SOUND) for sound in _sounds(word))
    yield (_TELEX_LETTER.sub(r"\1", _TELEX_TONE.sub("", word)),), _TELEX
    yield (_TELEX_LETTER.sub(r"\1", word),), _TELEX
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in splits:
        if len(left) > 1 and len(right) > 1:
            yield (left, right), _SPLIT
        if right:
            yield (left + right[1:],), _SLIP
            yield from (((left + letter + right[1:],), _SLIP) for letter in _LETTERS)
        if len(right) > 1:
            yield (left + right[1] + right[0] + right[2:],), _SLIP
        yield from (((left + letter + right,), _SLIP) for letter in _LETTERS)


def _sounds(word: str) -> Iterator[str]:
    """The word with one sound written as another that is taken for it."""
    for first, second in _PAIRS_OF_ONSETS:
        if word.startswith(first):
            yield second + word[len(first) :]
    for first, second in _PAIRS_OF_FINALS:
        if word.endswith(first):
            yield word[: -len(first)] + second
    for first, second in _PAIRS_OF_VOWELS:
        if first in word:
            yield word.replace(first, second, 1)


def _both_ways(pairs: str) -> list[tuple[str, str]]:
    sides = [pair.split() for pair in pairs.split("|")]
    return [(first, second) for first, second in sides] + [(second, first) for first, second in sides]


_PAIRS_OF_ONSETS: Final = _both_ways(_ONSETS)
_PAIRS_OF_FINALS: Final = _both_ways(_FINALS)
_PAIRS_OF_VOWELS: Final = _both_ways(_VOWELS)


def _spelled(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Folded words with the marks that they have most often beside their neighbours."""
    spelled: list[str] = []
    for place, word in enumerate(words):
        beside: list[tuple[int, str]] = []
        if place:
            count, pair = vocabulary.pairs.get(f"{words[place - 1]} {word}", (0, ""))
            beside.append((count, pair.partition(" ")[2]))
        if place + 1 < len(words):
            count, pair = vocabulary.pairs.get(f"{word} {words[place + 1]}", (0, ""))
            beside.append((count, pair.partition(" ")[0]))
        count, spelling = max(beside, default=(0, ""))
        spelled.append(spelling if count else vocabulary.words.get(word, (0, word))[1])
    return spelled
