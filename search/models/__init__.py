from .best_bet import SearchBestBet
from .entry import SearchEntry
from .follower import SearchFollower
from .generation import GenerationState, IndexGeneration, serving_generation, written_generations
from .statistics import ClickCount, QueryCount, Reindexing
from .synonym import SearchSynonym

__all__ = [
    "ClickCount",
    "GenerationState",
    "IndexGeneration",
    "QueryCount",
    "Reindexing",
    "SearchBestBet",
    "SearchEntry",
    "SearchFollower",
    "SearchSynonym",
    "serving_generation",
    "written_generations",
]
