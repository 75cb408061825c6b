"""Counting the words of public rows, from which spelling is suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice, pairwise
from typing import Final

from formats.vietnamese.folding import Forms, compounds
from home.queries import public_branches
from search.models import SearchEntry, SearchVocabulary, serving_generation
from sites.directory import get_directory

# Words of one row that are counted: its title, lead and first paragraphs.
WORDS_OF_A_ROW: Final = 400
# The most frequent are kept. A language has some thousand syllables.
MAX_WORDS: Final = 30_000
MAX_PAIRS: Final = 100_000
_BATCH: Final = 500
# Of fewer words, one that stands nowhere is no sign of a slip.
MIN_TOTAL: Final = 10_000

# By the folded form: in how many rows, and the spelling that most of them have.
Counted = dict[str, tuple[int, str]]


class Vocabulary:
    """Words and pairs of neighbours of one language."""

    def __init__(self, words: Counted, pairs: Counted) -> None:
        self.words, self.pairs = words, pairs
        self.total = max(sum(count for count, _spelling in words.values()), MIN_TOTAL)

    def count(self, word: str) -> int:
        """In how many rows a word stands, folded."""
        found = self.words.get(word)
        return found[0] if found else 0

    def count_pair(self, first: str, second: str) -> int:
        """In how many rows a word stands before another."""
        found = self.pairs.get(f"{first} {second}")
        return found[0] if found else 0


_known: dict[str, tuple[datetime, Vocabulary]] = {}


def vocabulary_of(language: str) -> Vocabulary | None:
    """The words of a language as they were last counted, which the process keeps; None: they never were."""
    rows = SearchVocabulary.objects.filter(language=language)
    counted_at = rows.values_list("counted_at", flat=True).first()
    if counted_at is None:
        return None
    known = _known.get(language)
    if known is None or known[0] != counted_at:
        row = rows.get()
        known = _known[language] = row.counted_at, Vocabulary(row.words, row.pairs)
    return known[1]


def count_words(languages: Iterable[str], *, at: datetime) -> None:
    """Count the words of each language again, over the rows of portals that can be read."""
    records = get_directory().records
    for language in languages:
        public = public_branches(language)
        portals = [record.id for record in records if record.is_readable and record.container_path in public]
        words, pairs = Tally(), Tally()
        for row in _rows(language, portals):
            words.add({word.folded: word.typed for word in row if _is_word(word)})
            pairs.add(
                {
                    f"{first.folded} {second.folded}": f"{first.typed} {second.typed}"
                    for first, second in pairwise(row)
                    if _is_word(first) and _is_word(second)
                }
            )
        counted = {"counted_at": at, "words": words.most_common(MAX_WORDS), "pairs": pairs.most_common(MAX_PAIRS)}
        SearchVocabulary.objects.update_or_create(language=language, defaults=counted)


class Tally:
    """How many rows have each word, by its folded form, and in which spelling."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.spellings: dict[str, Counter[str]] = {}

    def add(self, row: dict[str, str]) -> None:
        self.rows.update(row.keys())
        for folded, spelling in row.items():
            self.spellings.setdefault(folded, Counter())[spelling] += 1

    def most_common(self, count: int) -> Counted:
        return {
            folded: (rows, self.spellings[folded].most_common(1)[0][0]) for folded, rows in self.rows.most_common(count)
        }


def _rows(language: str, portals: list[int]) -> Iterator[list[Forms]]:
    rows = SearchEntry.objects.filter(generation=serving_generation(), language=language, portal__in=portals)
    for texts in rows.order_by("pk").values_list("title", "lead", "body").iterator(chunk_size=_BATCH):
        words = (word.forms for compound in compounds(" ".join(texts)) for word in compound)
        yield list(islice(words, WORDS_OF_A_ROW))


def _is_word(word: Forms) -> bool:
    return word.folded.isalpha()
