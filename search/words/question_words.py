"""Words that make a search a question ("ở đâu", "how do I"): nothing that a page must have. Values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formats.vietnamese.folding import Forms, forms

_PHRASES: Final = """
cho hỏi|cho tôi hỏi|xin hỏi|xin cho hỏi|là ai|ai là|là gì|cái gì|gồm gì|cần gì|những gì|gồm những gì|cần những gì|gì
ở đâu|tại đâu|nơi nào|chỗ nào|đâu|khi nào|lúc nào|ngày nào|bao giờ|mấy giờ|mấy ngày|bao lâu|mất bao lâu|trong bao lâu
làm sao|làm sao để|ra sao|vì sao|tại sao|thế nào|như thế nào|làm thế nào|làm thế nào để|bằng cách nào|cách nào|nào
bao nhiêu|bao nhiêu tiền|là bao nhiêu|hết bao nhiêu|mất bao nhiêu|được không|có được không|phải không|có phải|hay không
who is|who are|what is|what are|where is|where are|where can i|where do i|where to|when is|when are|when does|when do
how do i|how can i|how do you|how to|how much is|how much does|how much|how many|how long is|how long does|how long
how long does it take|why is|why
""".strip()


def _by_first_word() -> dict[str, list[tuple[Forms, ...]]]:
    table: dict[str, list[tuple[Forms, ...]]] = {}
    for phrase in _PHRASES.replace("\n", "|").split("|"):
        words = tuple(map(forms, phrase.split()))
        table.setdefault(words[0].folded, []).append(words)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in table.items()}


_TABLE: Final = _by_first_word()


def asking(words: Sequence[Forms]) -> frozenset[int]:
    """Places of words that only ask. A single word counts with its marks alone: "dau" may be oil or a mark."""
    found: set[int] = set()
    place = 0
    while place < len(words):
        length = next(
            (
                len(phrase)
                for phrase in _TABLE.get(words[place].folded, ())
                if len(phrase) > 1 or words[place].is_marked == phrase[0].is_marked
                if is_typed(phrase, words[place : place + len(phrase)])
            ),
            0,
        )
        found.update(range(place, place + length))
        place += length or 1
    return frozenset(found)


def is_typed(known: Sequence[Forms], typed: Sequence[Forms]) -> bool:
    """Whether words were typed that are known, with their marks or with none."""
    return len(known) == len(typed) and all(
        one.exact == other.exact or (not one.is_marked and one.folded == other.folded)
        for one, other in zip(typed, known, strict=True)
    )
