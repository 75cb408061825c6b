from .best_bet import SearchBestBet
from .entry import SearchEntry
from .follower import SearchFollower
from .generation import GenerationState, IndexGeneration, serving_generation, written_generations
from .synonym import SearchSynonym

__all__ = [
    "GenerationState",
    "IndexGeneration",
    "SearchBestBet",
    "SearchEntry",
    "SearchFollower",
    "SearchSynonym",
    "serving_generation",
    "written_generations",
]
