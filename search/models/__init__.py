from .best_bet import SearchBestBet
from .entry import SearchEntry
from .follower import SearchFollower
from .generation import (
    GenerationState,
    IndexGeneration,
    held_generations,
    serving_generation,
    written_generations,
)
from .never_suggested import NeverSuggested
from .pending import PendingWrite
from .statistics import ClickCount, QueryCount, Reindexing
from .synonym import SearchSynonym
from .vocabulary import SearchVocabulary

__all__ = [
    "ClickCount",
    "GenerationState",
    "IndexGeneration",
    "NeverSuggested",
    "PendingWrite",
    "QueryCount",
    "Reindexing",
    "SearchBestBet",
    "SearchEntry",
    "SearchFollower",
    "SearchSynonym",
    "SearchVocabulary",
    "held_generations",
    "serving_generation",
    "written_generations",
]
