"""Counting the words of public rows, from which spelling is suggested."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise
from typing import Final

from formats.vietnamese.folding import Forms, compounds, fold
from home.queries import public_branches
from search.models import SearchEntry, SearchVocabulary, serving_generation
from sites.directory import get_directory

# Words of one row that are counted: its title, lead and first paragraphs.
WORDS_OF_A_ROW: Final = 400
# The most frequent are kept. A language has some thousand syllables.
MAX_WORDS: Final = 30_000
MAX_PAIRS: Final = 100_000
_BATCH: Final = 500
# Pairs that are counted at once; of more, the rarest are forgotten while counting.
_MOST_COUNTED: Final = 5 * MAX_PAIRS
# Of fewer words, one that stands nowhere is no sign of a slip.
MIN_TOTAL: Final = 10_000

# By the exact form of a word: in how many rows it stands, and as which spelling in most of them.
Spelled = dict[str, tuple[int, str]]


class Table:
    """How often words stand in rows, and before which others: in one form, exact or folded."""

    def __init__(self, words: dict[str, int], pairs: dict[str, int]) -> None:
        self.words, self.pairs = words, pairs
        self.total = max(sum(words.values()), MIN_TOTAL)
        self._by_folded: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_folded[fold(word)].append(word)

    def count(self, word: str) -> int:
        """In how many rows a word stands."""
        return self.words.get(word, 0)

    def count_pair(self, first: str, second: str) -> int:
        """In how many rows a word stands before another."""
        return self.pairs.get(f"{first} {second}", 0)

    def of_folded(self, folded: str) -> Sequence[str]:
        """Words that differ by their marks alone."""
        return self._by_folded.get(folded, ())


class Vocabulary:
    """Words and pairs of neighbours of one language, with their marks and without."""

    def __init__(self, words: Spelled, pairs: dict[str, int]) -> None:
        self._spellings = {word: spelling for word, (_count, spelling) in words.items()}
        counts = {word: count for word, (count, _spelling) in words.items()}
        self.marked = Table(counts, pairs)
        self.folded = Table(_folded(counts), _folded(pairs))

    def spelling(self, word: str) -> str:
        """A word as most rows have it; a folded one as the most frequent that it may be, without its marks."""
        if word in self._spellings:
            return self._spellings[word]
        known = max(self.marked.of_folded(word), key=self.marked.count, default=word)
        return fold(self._spellings.get(known, word))


def _folded(counts: dict[str, int]) -> dict[str, int]:
    """Counts of words with the same letters taken together."""
    found: dict[str, int] = defaultdict(int)
    for words, count in counts.items():
        found[fold(words)] += count
    return dict(found)


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
        tally = Tally()
        for row in words_of_rows(language, portals):
            tally.add(row)
        counted = {"counted_at": at, "words": tally.words(MAX_WORDS), "pairs": dict(tally.pairs.most_common(MAX_PAIRS))}
        SearchVocabulary.objects.update_or_create(language=language, defaults=counted)


class Tally:
    """In how many rows words and pairs of neighbours stand, by their exact forms."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, row: Sequence[Forms]) -> None:
        """Count the words of a row. Numbers and what joins letters to digits are no words."""
        spellings = {word.exact: word.typed for word in row if word.folded.isalpha()}
        self.rows.update(spellings.keys())
        for word, spelling in spellings.items():
            self._spellings[word][spelling] += 1
        known = ((first.exact, second.exact) for first, second in pairwise(row))
        self.pairs.update(
            {f"{first} {second}" for first, second in known if first in spellings and second in spellings}
        )
        if len(self.pairs) > _MOST_COUNTED:
            self.pairs = Counter(dict(self.pairs.most_common(2 * MAX_PAIRS)))

    def words(self, count: int) -> Spelled:
        """The most frequent words, with how often and how they are spelled."""
        return {word: (rows, self._spellings[word].most_common(1)[0][0]) for word, rows in self.rows.most_common(count)}


def words_of_rows(language: str, portals: Sequence[int]) -> Iterator[list[Forms]]:
    """The first words of each row of some portals, in the index that answers."""
    rows = SearchEntry.objects.filter(generation=serving_generation(), language=language, portal__in=portals)
    for texts in rows.order_by("pk").values_list("title", "lead", "body").iterator(chunk_size=_BATCH):
        words = (word.forms for compound in compounds(" ".join(texts)) for word in compound)
        yield list(islice(words, WORDS_OF_A_ROW))
