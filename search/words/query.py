"""A question as a person types it, and what rows must have to answer it. Values in, values out; no engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from formats.vietnamese.folding import Forms, Word, compounds, fold, is_month, is_syllable, joined_number, month_word
from formats.vietnamese.text import clean_text
from search.words.expressions import Alternatives, Expression, Form, Sequence, at_least, in_groups, sequences
from search.words.question_words import asking, is_typed, office_length

# Characters of a question that are read; the field on the page takes as many.
MAX_LENGTH: Final = 200
MAX_TERMS: Final = 32
# Ways of writing a question with synonyms that are looked for as a phrase, the typed one among them.
MAX_WORDINGS: Final = 16
# Words from which on none may be missing: whoever pastes a paragraph looks for that paragraph.
MAX_LOOSE_TERMS: Final = 20
# Of a longer question neighbours are taken together, so that the ways to leave some out stay few.
MAX_PAIRS: Final = 7

# Words in quotation marks stand together; a word after a minus must not be there. A minus within a word joins.
_QUOTED: Final = re.compile('["“”]([^"“”]+)["“”]')
_OPERATORS: Final = re.compile(r'["“”]|(?<!\S)-+')
# "P.Bến Nghé", "Q.1": the sign of a unit is a word.
_UNIT: Final = re.compile(r"(?<![\w./-])(tp|tx|tt|[pqhx])\.(?=\w)", re.IGNORECASE)
# Up to three digits, then a year or letters.
_DOCUMENT_NUMBER: Final = re.compile(r"\d{1,3}/(?:(?:19|20)\d\d|\d*[^\W\d]).*")
_EXCLUDED: Final = re.compile(r'(?<!\S)-("[^"]+"|“[^“”]+”|[^\W_][^\s"“”]*)')


class Synonym(NamedTuple):
    """Words that stand for others: whoever types the first looks for the second besides."""

    words: tuple[Forms, ...]
    stands_for: tuple[Forms, ...]
    # An abbreviation and its full form are one name; else hits by the synonym come below those by the typed words.
    ranks_alike: bool = False

    @property
    def sequence(self) -> Sequence:
        """What is looked for, with its marks."""
        return Sequence("exact", tuple(word.exact for word in self.stands_for))


# By the folded first word of what is typed.
Synonyms = Mapping[str, tuple[Synonym, ...]]


class Replacement(NamedTuple):
    """A synonym of the required terms from one place up to another, the latter not included."""

    first: int
    end: int
    synonym: Synonym


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the question, or several joined by signs ("05/2024/QĐ-UBND", "hỏi-đáp")."""

    words: tuple[Word, ...]
    is_last: bool

    @property
    def forms(self) -> tuple[Forms, ...]:
        return tuple(word.forms for word in self.words)

    @property
    def is_marked(self) -> bool:
        return any(forms.is_marked for forms in self.forms)

    @property
    def month(self) -> str:
        """The month that the term may be as well, "5/2024"; empty: none."""
        number = joined_number(self.words, "folded")
        return number if is_month(number) else ""

    @property
    def _is_document_number(self) -> bool:
        """Whether no text that has the parts alone is meant. What reads as a word after the number is a street."""
        number = joined_number(self.words, "folded")
        return bool(_DOCUMENT_NUMBER.fullmatch(number)) and not is_syllable(self.words[1].forms.exact)

    def alternatives(self, form: Form, *, with_prefix: bool, with_days: bool = True) -> Alternatives:
        """Ways to meet the term in one form. Whole words always; beginnings where the term is the last one.

        The number of a document ("05/2024/QĐ-UBND") is one word of the index, or begins one. Its parts stand on every
        second page, so they are looked for one after the other only in other numbers: of telephones, of houses.

        Args:
            with_days: of a month, its days meet the term as well, unless whole words are asked for.
        """
        number = joined_number(self.words, form)
        whole: Alternatives = (Sequence(form, (number,), is_prefix=with_prefix),) if number else ()
        if self.month and with_prefix and with_days:
            whole += (Sequence(form, (getattr(month_word(self.month), form),)),)
        if number and self._is_document_number:
            return whole
        return (*sequences(self.forms, form, is_open=with_prefix and self.is_last), *whole)


@dataclass(frozen=True)
class Query:
    """A question with its words. Every word must be found, but for those that only ask ("ở đâu").

    Words in quotation marks must stand together, as typed; a word after a minus must not be found. Other signs and
    operators mean nothing.
    """

    text: str
    # None: those in force, where it is searched with.
    synonyms: Synonyms | None = field(default=None, compare=False, repr=False)
    # Whether a row may lack words: it must have two that stand together, and half of all.
    is_loose: bool = False

    @classmethod
    def read(cls, typed: str, *, synonyms: Synonyms | None = None) -> Query:
        """Take what a person typed, as long as the field is."""
        return cls(clean_text(typed[: 2 * MAX_LENGTH])[:MAX_LENGTH], synonyms)

    def without_marks(self) -> Query:
        """The question as if no mark had been typed."""
        return Query(fold(self.text), self.synonyms)

    def loosened(self) -> Query | None:
        """The question for rows that have some of its words; None: it has too few to do without any, or the number of a
        document, which is looked for as it is."""
        has_number = any(joined_number(term.words, "folded") for term in self.terms)
        return replace(self, is_loose=True) if 2 < len(self.terms) <= MAX_LOOSE_TERMS and not has_number else None

    @cached_property
    def in_order(self) -> tuple[Term, ...]:
        """Every word as it was typed, those typed twice too."""
        groups = list(compounds(self.wanted))[:MAX_TERMS]
        # "uy ban " is finished; "uy ban" may go on. Cleaning took the blank away, so the last word is always open.
        return tuple(Term(group, is_last=place == len(groups)) for place, group in enumerate(groups, start=1))

    @cached_property
    def wanted(self) -> str:
        """The text without what must not be found; all of it where nothing else was typed."""
        text = _UNIT.sub(r"\1 ", self.text)
        rest = _EXCLUDED.sub(" ", text)
        return rest if any(compounds(rest)) else text

    @cached_property
    def plain(self) -> str:
        """The words that a row must have, without quotation marks and what must not be found."""
        return clean_text(_OPERATORS.sub(" ", self.wanted))

    @cached_property
    def excluded(self) -> Alternatives:
        """What a row must not have: words after a minus."""
        if not any(compounds(_EXCLUDED.sub(" ", self.text))):
            return ()
        return tuple(filter(None, (_as_quoted(found[1]) for found in _EXCLUDED.finditer(self.text))))

    @cached_property
    def quoted(self) -> Expression:
        """What a row must have as it was typed: words in quotation marks."""
        found = (_as_quoted(part[1]) for part in _QUOTED.finditer(self.wanted))
        return tuple((sequence,) for sequence in found if sequence is not None)[:MAX_TERMS]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every word that must be found, in order: all but those that only ask, where others were typed."""
        # Words that are joined by signs ask nothing, nor do those of a phrase that stands for another.
        empty = Forms("", "", "", "")
        words = [term.forms[0] if len(term.words) == 1 else empty for term in self.in_order]
        only_ask = {*asking(words), *self._named_months}
        for first, end, _synonym in self._replacements_in(self.in_order):
            if end - first > 1:
                only_ask.difference_update(range(first, end))
        return tuple(term for place, term in enumerate(self.in_order) if place not in only_ask) or self.in_order

    @cached_property
    def _named_months(self) -> frozenset[int]:
        """Places of "tháng" before the number of a month, which says it alone."""
        return frozenset(
            place
            for place, (name, month) in enumerate(pairwise(self.in_order))
            if month.month and [word.folded for word in name.forms] == ["thang"]
        )

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def is_marked(self) -> bool:
        """Whether marks were typed, so that pages that have the words with other marks only are no full answer."""
        return self.as_typed != self.match

    @cached_property
    def match(self) -> Expression:
        """What a row must meet: every word, marks aside, the last one at least begun."""
        return self._some() if self.is_loose else self._every("folded")

    @cached_property
    def as_typed(self) -> Expression:
        """What a row must meet to count: every word, with its marks where it was typed with some."""
        return self._some() if self.is_loose else self.every_word

    @cached_property
    def every_word(self) -> Expression:
        """Every word, with its marks where it was typed with some."""
        return self._every(None)

    @cached_property
    def own_words(self) -> Expression:
        """Every word as it was typed, none begun only, and no synonym."""
        return tuple(
            term.alternatives("exact" if term.is_marked else "folded", with_prefix=False) for term in self.terms
        )

    @cached_property
    def whole_words(self) -> Expression:
        """Every word as it was typed, none of them begun only, and none by a synonym of another name."""
        return self._every(None, with_prefix=False, alike_only=True)

    @cached_property
    def phrase(self) -> Expression:
        """The words one after the other, as typed: "hộ tịch" is one word to whoever asks, and syllables apart are none.

        Rows whose title meets it come first, then those whose text does. Empty where one word was typed that has no
        synonym. Words typed without marks stand for any: where some were typed with marks, those must be met besides.
        """
        if len(self.terms) < 2 and not self.replacements:
            return ()
        marked = [term.is_marked for term in self.terms]
        form: Form = "exact" if all(marked) else "folded"
        ways = [sequences(words, form, is_open=is_open) for words, is_open in self._wordings]
        if len(self.terms) < len(self.in_order):
            # A title may ask as well.
            ways.append(sequences(tuple(one for term in self.in_order for one in term.forms), form, is_open=True))
        alternatives = tuple(dict.fromkeys(sequence for way in ways for sequence in way))
        return (alternatives, *self.as_typed) if any(marked) and not all(marked) else (alternatives,)

    @cached_property
    def preferences(self) -> tuple[Expression, ...]:
        """What makes a row that matches come first, the weightiest first; the phrase weighs more.

        Numbers rather than days of a month; the very words with their marks; the marks that were typed, whatever else
        was typed without; names in full, since abbreviations stand in every number; the words that only ask; the words
        rather than synonyms; whole words.
        """
        wanted: list[Expression] = []
        if any(term.month for term in self.terms):
            wanted.append(self._every("folded", with_days=False))
        if any(term.is_marked for term in self.terms):
            wanted += [self._every("exact", alike_only=True), self._every(None, alike_only=True)]
        if any(one.synonym.ranks_alike for one in self.replacements):
            wanted.append(self.in_full)
        if len(self.terms) < len(self.in_order):
            wanted.append(tuple(term.alternatives("folded", with_prefix=True) for term in self.in_order))
        wanted.append(self._every("folded", alike_only=True))
        wanted.append(self._every("folded", with_prefix=False, alike_only=True))
        needless = (self.match, self.as_typed)
        return tuple(dict.fromkeys(expression for expression in wanted if expression not in needless))

    @cached_property
    def replacements(self) -> tuple[Replacement, ...]:
        """Synonyms of what was typed. A part of a number or a compound has none."""
        return self._replacements_in(self.terms)

    def _replacements_in(self, terms: tuple[Term, ...]) -> tuple[Replacement, ...]:
        return tuple(
            Replacement(first, end, synonym)
            for first, term in enumerate(terms)
            for synonym in (self.synonyms or {}).get(term.forms[0].folded, ())
            if (end := self._end_of(synonym, first, terms)) is not None
        )

    @staticmethod
    def _end_of(synonym: Synonym, first: int, terms: tuple[Term, ...]) -> int | None:
        typed: tuple[Forms, ...] = ()
        for end, term in enumerate(terms[first:], start=first + 1):
            typed += term.forms
            if len(typed) >= len(synonym.words):
                return end if is_typed(synonym.words, typed) else None
        return None

    @cached_property
    def pairs(self) -> Expression:
        """Neighbours among the words, each with the synonyms of both: most words of Vietnamese have two syllables."""
        found: list[Alternatives] = []
        for place, (one, other) in enumerate(pairwise(self.terms)):
            words = (*one.forms, *other.forms)
            form: Form = "exact" if one.is_marked or other.is_marked else "folded"
            synonyms = (each.synonym.sequence for each in self.replacements if each.first <= place < each.end - 1)
            found.append((*sequences(words, form, is_open=other.is_last), *synonyms))
        return tuple(found) if len(found) <= MAX_PAIRS else in_groups(found, MAX_PAIRS)

    def _some(self) -> Expression:
        """Half of the words, and two that stand together; of a long question, two that stand together in every third
        part."""
        return (*self.together, *at_least(*self.share), *self.quoted)

    @cached_property
    def together(self) -> Expression:
        """Two words that stand together; empty where the share is of such pairs itself."""
        return () if self.share[1] is self.pairs else at_least(1, self.pairs)

    @cached_property
    def share(self) -> tuple[int, Expression]:
        """How many of some alternatives a row must meet that may lack words, besides two words that stand together."""
        if len(self.terms) > MAX_PAIRS + 1:
            return (MAX_PAIRS + 2) // 3, self.pairs
        # Of a word that was typed several times, one is met.
        return min((len(self.terms) + 1) // 2, len(self.every_word)), self.every_word

    def _every(
        self, form: Form | None, *, with_prefix: bool = True, with_days: bool = True, alike_only: bool = False
    ) -> Expression:
        """Every term or a synonym of it: in one form, or with its marks where it was typed with some."""
        found: list[Alternatives] = []
        for place, term in enumerate(self.terms):
            own_form: Form = form or ("exact" if term.is_marked else "folded")
            typed = term.alternatives(own_form, with_prefix=with_prefix, with_days=with_days)
            others = (
                one.synonym.sequence
                for one in self.replacements
                if one.first <= place < one.end and (one.synonym.ranks_alike or not alike_only)
            )
            found.append((*typed, *others))
        return tuple(dict.fromkeys((*found, *self.quoted)))

    @cached_property
    def office(self) -> Expression:
        """The office that the question begins with ("chủ tịch phường"): its holder is looked for. Empty: none."""
        words = tuple(term.forms[0] for term in self.terms)
        length = office_length(words)
        if not length or any(len(term.words) > 1 for term in self.terms[:length]):
            return ()
        form: Form = "exact" if any(word.is_marked for word in words[:length]) else "folded"
        return (sequences(words[:length], form, is_open=False),)

    @cached_property
    def in_full(self) -> Expression:
        """Every term as it was typed, but of an abbreviation and its full form the latter alone."""
        found = [term.alternatives("exact" if term.is_marked else "folded", with_prefix=True) for term in self.terms]
        for first, end, synonym in self.replacements:
            if synonym.ranks_alike and len(synonym.stands_for) > len(synonym.words):
                found[first:end] = [(synonym.sequence,)] * (end - first)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _wordings(self) -> list[tuple[tuple[Forms, ...], bool]]:
        """The words that must be found in a row, and whether the last is open: as typed, then with synonyms in place
        of what they stand for."""
        rests: list[list[tuple[tuple[Forms, ...], bool]]] = [[] for _term in self.terms] + [[((), False)]]
        for place in reversed(range(len(self.terms))):
            term = self.terms[place]
            ways = [(term.forms, term.is_last, place + 1)]
            ways += [(one.synonym.stands_for, False, one.end) for one in self.replacements if one.first == place]
            rests[place] = [
                (words + rest, is_open or goes_on) for words, is_open, end in ways for rest, goes_on in rests[end]
            ][:MAX_WORDINGS]
        return rests[0]


def _as_quoted(text: str) -> Sequence | None:
    """Words side by side: with their marks where any was typed; None: there are no words."""
    words = [word.forms for compound in compounds(text) for word in compound][:MAX_TERMS]
    form: Form = "exact" if any(word.is_marked for word in words) else "folded"
    return Sequence(form, tuple(getattr(word, form) for word in words)) if words else None
