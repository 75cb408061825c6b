"""A question as a person types it, and what rows must have to answer it. Values in, values out; no engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from formats.vietnamese.folding import Forms, Word, compounds, joined_number
from formats.vietnamese.text import clean_text

# Characters of a question that are read; the field on the page takes as many.
MAX_LENGTH: Final = 200
MAX_TERMS: Final = 32
# Below it, the beginning of a word says nothing ("n" begins every fifth word).
MIN_PREFIX_LENGTH: Final = 2

Form = Literal["exact", "folded"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Words that stand one after the other, in one form; with `is_prefix`, the last is the beginning of a word."""

    form: Form
    words: tuple[str, ...]
    is_prefix: bool = False


# One term is met by any of its sequences; a row meets an expression when it meets every term of it.
Alternatives = tuple[Sequence, ...]
Expression = tuple[Alternatives, ...]


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

    def alternatives(self, form: Form, *, with_prefix: bool) -> Alternatives:
        """Ways to meet the term in one form. Whole words always; beginnings where the term is the last one."""
        found = self.sequences(form, with_prefix=with_prefix)
        if number := joined_number(self.words, form):
            return (*found, Sequence(form, (number,), is_prefix=with_prefix))
        return found

    def sequences(self, form: Form, *, with_prefix: bool) -> Alternatives:
        """Sequences of words that a text must have, with document numbers split into words."""
        whole = tuple(getattr(forms, form) for forms in self.forms)
        last = self.forms[-1].typed if form == "exact" else self.forms[-1].typed_folded
        if with_prefix and self.is_last and len(last) >= MIN_PREFIX_LENGTH:
            return (Sequence(form, whole), Sequence(form, (*whole[:-1], last), is_prefix=True))
        return (Sequence(form, whole),)


@dataclass(frozen=True)
class Query:
    """A question with its words. Signs, quotes and operators mean nothing; every word must be found."""

    text: str

    @classmethod
    def read(cls, typed: str) -> Query:
        """Take what a person typed, as long as the field is."""
        return cls(clean_text(typed[: 2 * MAX_LENGTH])[:MAX_LENGTH])

    @cached_property
    def in_order(self) -> tuple[Term, ...]:
        """Every word as it was typed, those typed twice too."""
        groups = list(compounds(self.text))[:MAX_TERMS]
        # "uy ban " is finished; "uy ban" may go on. Cleaning took the blank away, so the last word is always open.
        return tuple(Term(group, is_last=place == len(groups)) for place, group in enumerate(groups, start=1))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        return tuple({(term.forms, term.is_last): term for term in self.in_order}.values())

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def match(self) -> Expression:
        """What a row must meet: every word, marks aside, the last one at least begun."""
        return tuple(term.alternatives("folded", with_prefix=True) for term in self.terms)

    @cached_property
    def phrase(self) -> Expression:
        """The words one after the other, as typed: "hộ tịch" is one word to whoever asks, and syllables apart are none.

        Rows whose title meets it come first, then those whose text does. Empty where one word was typed. Words typed
        without marks stand for any: where some were typed with marks, those must be met besides.
        """
        if len(self.in_order) < 2:
            return ()
        marked = [term.is_marked for term in self.in_order]
        form: Form = "exact" if all(marked) else "folded"
        together = Term(tuple(word for term in self.in_order for word in term.words), is_last=True)
        alternatives = together.sequences(form, with_prefix=True)
        return (alternatives, *self._as_marked) if any(marked) and not all(marked) else (alternatives,)

    @property
    def _as_marked(self) -> Expression:
        """Every word; with its marks where it was typed with some."""
        return tuple(
            term.alternatives("exact" if term.is_marked else "folded", with_prefix=True) for term in self.terms
        )

    @cached_property
    def preferences(self) -> tuple[Expression, ...]:
        """What makes a row that matches come first, the weightiest first; the phrase weighs more.

        The very words with their marks; the marks that were typed, whatever else was typed without; whole words.
        """
        wanted: list[Expression] = []
        if any(term.is_marked for term in self.terms):
            wanted.append(tuple(term.alternatives("exact", with_prefix=True) for term in self.terms))
            wanted.append(self._as_marked)
        wanted.append(tuple(term.alternatives("folded", with_prefix=False) for term in self.terms))
        return tuple(dict.fromkeys(expression for expression in wanted if expression != self.match))
