"""Which words a row must have: ways to meet a word, and expressions of them. Values in, values out; no engine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final, Literal

from formats.vietnamese.folding import Forms

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


def sequences(words: tuple[Forms, ...], form: Form, *, is_open: bool) -> Alternatives:
    """Ways to meet words one after the other; where they are open, the last may be the beginning of a word."""
    whole = tuple(getattr(forms, form) for forms in words)
    last = words[-1].typed if form == "exact" else words[-1].typed_folded
    if is_open and len(last) >= MIN_PREFIX_LENGTH:
        return (Sequence(form, whole), Sequence(form, (*whole[:-1], last), is_prefix=True))
    return (Sequence(form, whole),)


def at_least(number: int, wanted: Expression) -> Expression:
    """An expression that is met by rows that meet so many of some alternatives.

    Of any that could be left out together with one more, one is met.
    """
    left_out = max(len(wanted) - number, 0)
    return tuple(
        tuple(dict.fromkeys(sequence for alternatives in chosen for sequence in alternatives))
        for chosen in combinations(wanted, left_out + 1)
    )


def without_implied(alternatives: Alternatives) -> Alternatives:
    """Alternatives without the whole words that are asked for as the beginning of one, too."""
    begun = {(one.form, one.words) for one in alternatives if one.is_prefix}
    return tuple(one for one in alternatives if one.is_prefix or (one.form, one.words) not in begun)


def without_prefixes(expression: Expression) -> Expression:
    """An expression that only whole words meet, as far as it names any."""
    whole = (tuple(one for one in alternatives if not one.is_prefix) for alternatives in expression)
    return tuple(named or alternatives for named, alternatives in zip(whole, expression, strict=True))


def in_groups(found: list[Alternatives], most: int) -> Expression:
    """Neighbouring alternatives taken together, so that so many are left, each met by any of its own."""
    bounds = [round(part * len(found) / most) for part in range(most + 1)]
    return tuple(
        tuple(dict.fromkeys(sequence for alternatives in found[start:end] for sequence in alternatives))
        for start, end in pairwise(bounds)
    )
