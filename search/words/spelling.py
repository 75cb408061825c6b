"""What a person may have meant whose words hardly stand together anywhere: from the index's own words.

Each word is compared with those one slip away; of all ways the likeliest is taken, by how often words are neighbours.
Values in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import log
from typing import Final, NamedTuple
from unicodedata import normalize

from formats.vietnamese.folding import exact, fold, forms
from search.words.expressions import Form
from search.words.query import Query, Term
from search.words.vocabulary import Table, Vocabulary

MAX_TERMS: Final = 12
# Of more slips, or every third word, nobody knows what was meant.
MOST_SLIPS: Final = 2
# A single letter is like every word of two.
MIN_LENGTH: Final = 2
# A known word of so few letters is no slip of another: "cá" is not "có".
SHORT: Final = 2
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
# Sounds that many do not tell apart, in speech or in writing; folded.
_ONSETS: Final = "s x|ch tr|d gi|d v|r gi|r d|l n|c k|c q|g gh|ng ngh|f ph|z d|j gi|w qu"
_FINALS: Final = "c t|t ch|c ch|n ng|n nh|ng nh|o u|i y"
_VOWELS: Final = "ie i|uo u|uu uou|ai ay|ie uye|i uy|oa a|oe e|ui uoi|oi oai|ao au|oa ua|iu ieu|e ie"
# Tones that many do not tell apart: hỏi and ngã.
_HOOK_AND_TILDE: Final = {"\u0309", "\u0303"}
# What Telex leaves behind where the program that composes letters was off: dduowngf.
_TELEX_TONE: Final = re.compile("[sfrxj]$")
_TELEX_LETTER: Final = re.compile("([aeod])\\1|w")

# Costs are logarithms: how much rarer a slip is than none.
_SLIP: Final = 7.0
_SOUND: Final = 5.0
_TELEX: Final = 3.0
_SPLIT: Final = 3.0
_OTHER_MARKS: Final = 3.0
_NO_MARKS: Final = 1.0
_MAX_COST: Final = 9.0
# Pairs that other marks than were typed must stand in.
_FEWEST_OF_OTHER_MARKS: Final = 3
# A word that stands nowhere; and how much of what is known of a word comes from its neighbour.
_UNKNOWN: Final = 1e-12
_FROM_NEIGHBOUR: Final = 0.8
# How much likelier than what was typed a suggestion must be.
_MARGIN: Final = 2.5
_MAX_WAYS: Final = 15


class Way(NamedTuple):
    """Words that may have been meant by one word, and what the slip costs."""

    words: tuple[str, ...]
    cost: float


def suggestion(query: Query, vocabulary: Vocabulary) -> str | None:
    """The query as it may have been meant, in the spelling of the index; without marks where none were typed. None: as
    it is."""
    terms = query.in_order
    if not terms or len(terms) > MAX_TERMS or query.quoted or query.excluded:
        return None
    form: Form = "exact" if any(term.is_marked for term in terms) else "folded"
    table = vocabulary.marked if form == "exact" else vocabulary.folded
    as_they_are = [_is_abbreviation(query, term) for term in terms]
    ways = [_ways(term, form, table)[: 1 if alone else None] for term, alone in zip(terms, as_they_are, strict=True)]
    meant = _likeliest(ways, table)
    typed = [choices[0].words for choices in ways]
    changed = sum(words != others for words, others in zip(meant, typed, strict=True))
    if changed > max(MOST_SLIPS, len(terms) // 3) or not _stands_together(meant, typed, table):
        return None
    pieces: list[str] = []
    for term, words in zip(terms, meant, strict=True):
        # What stands nowhere and is like nothing stays as it was typed, as numbers do.
        is_known = any(map(table.count, words))
        as_typed = query.wanted[term.words[0].start : term.words[-1].end]
        pieces += map(vocabulary.spelling, words) if is_known else [as_typed]
    text = " ".join(pieces)
    return text if exact(text) != exact(" ".join(query.text.split())) else None


def _is_abbreviation(query: Query, term: Term) -> bool:
    """Whether a word is capitals among other words, or has no vowel: no slip makes it another."""
    text = query.wanted[term.words[0].start : term.words[-1].end]
    is_all = query.wanted.isupper() and len(query.in_order) > 1
    return (text.isupper() and not is_all) or not set(term.forms[0].folded) & set("aeiouy")


def _stands_together(meant: list[tuple[str, ...]], typed: list[tuple[str, ...]], table: Table) -> bool:
    """Whether each word that is put in another's place stands beside a neighbour somewhere, if it has any."""
    words = [(word, _fewest_pairs(before, now)) for now, before in zip(meant, typed, strict=True) for word in now]
    for place, (word, fewest) in enumerate(words):
        before = table.count_pair(words[place - 1][0], word) if place > 0 else 0
        after = table.count_pair(word, words[place + 1][0]) if place + 1 < len(words) else 0
        if len(words) > 1 and max(before, after) < fewest:
            return False
    return True


def _fewest_pairs(typed: tuple[str, ...], meant: tuple[str, ...]) -> int:
    """How often words that are put in another's place must stand beside a neighbour: where other marks were typed than
    they have, often, since those were typed on purpose. "Trước bạ" is right, though no page has it."""
    if typed == meant:
        return 0
    is_other = len(typed) == len(meant) == 1 and fold(typed[0]) == fold(meant[0])
    return _FEWEST_OF_OTHER_MARKS if is_other and not _may_be_meant(typed[0], meant[0]) else 1


def _likeliest(ways: list[list[Way]], table: Table) -> list[tuple[str, ...]]:
    """For each term the words that were meant: those typed, where others are not much likelier."""
    # By the last word so far: how likely the likeliest way to it is, and the way.
    ends: dict[str, tuple[float, list[tuple[str, ...]]]] = {"": (0.0, [])}
    typed, typed_score, typed_end = [], 0.0, ""
    for choices in ways:
        following: dict[str, tuple[float, list[tuple[str, ...]]]] = {}
        for last, (score, before) in ends.items():
            for words, cost in choices:
                end, likelihood = _walk(last, words, table)
                whole = score + likelihood - cost
                if end not in following or whole > following[end][0]:
                    following[end] = whole, [*before, words]
        ends = following
        typed_end, likelihood = _walk(typed_end, choices[0].words, table)
        typed_score += likelihood - choices[0].cost
        typed.append(choices[0].words)
    score, meant = max(ends.values(), key=lambda end: end[0])
    return meant if score > typed_score + _MARGIN else typed


def _walk(last: str, words: tuple[str, ...], table: Table) -> tuple[str, float]:
    """The last word after some more, and how likely they are behind one."""
    likelihood = 0.0
    for word in words:
        likelihood += log(_probability(last, word, table))
        last = word
    return (last if words else ""), likelihood


def _probability(last: str, word: str, table: Table) -> float:
    alone = max(table.count(word) / table.total, _UNKNOWN)
    before = table.count(last)
    if not before:
        return alone
    return _FROM_NEIGHBOUR * table.count_pair(last, word) / before + (1 - _FROM_NEIGHBOUR) * alone


def _ways(term: Term, form: Form, table: Table) -> list[Way]:
    """What may have been meant by a term, the typed word first. Numbers and compounds are as they are."""
    word = term.forms[0]
    if len(term.words) > 1 or not word.folded.isalpha():
        return [Way((), 0.0)]
    typed = getattr(word, form)
    found: dict[tuple[str, ...], float] = {}
    slips = _slips(word.folded) if len(word.folded) >= MIN_LENGTH else ()
    if form == "exact" and len(word.folded) <= SHORT and table.count(typed):
        slips = (slip for slip in slips if slip[1] < _SLIP)
    for slipped, cost in [((word.folded,), 0.0), *slips]:
        for words in product(*map(table.of_folded, map(_canonical, slipped))):
            whole = cost + (_cost_of_marks(typed, words[0]) if len(words) == 1 else 0.0)
            if (
                words != (typed,)
                and whole < found.get(words, _MAX_COST)
                and (len(words) == 1 or table.count_pair(*words))
            ):
                found[words] = whole
    ways = sorted(map(Way._make, found.items()), key=lambda way: way.cost - log(table.count(way.words[0])))
    return [Way((typed,), 0.0), *ways[:_MAX_WAYS]]


def _cost_of_marks(typed: str, meant: str) -> float:
    """What it costs to have typed other marks, or none."""
    was, should = _marks(typed), _marks(meant)
    if was == should:
        return 0.0
    return _NO_MARKS if not was else _OTHER_MARKS


def _may_be_meant(typed: str, meant: str) -> bool:
    """Whether marks were left out, or hỏi and ngã mixed up."""
    was, should = set(_marks(typed)), set(_marks(meant))
    return was <= should or was ^ should == _HOOK_AND_TILDE


@lru_cache(maxsize=20_000)
def _marks(word: str) -> str:
    return "".join(sorted(mark for mark in normalize("NFD", word.replace("đ", "d\u0335")) if not mark.isalpha()))


def _canonical(folded: str) -> str:
    """A folded word as the index has it: i for y."""
    return forms(folded).folded if folded.endswith("y") else folded


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
