from .best_bet import SearchBestBet
from .entry import SearchEntry
from .follower import SearchFollower
from .generation import GenerationState, IndexGeneration, serving_generation, written_generations
from .synonym import SearchSynonym
from .vocabulary import SearchVocabulary

__all__ = [
    "GenerationState",
    "IndexGeneration",
    "SearchBestBet",
    "SearchEntry",
    "SearchFollower",
    "SearchSynonym",
    "SearchVocabulary",
    "serving_generation",
    "written_generations",
]
