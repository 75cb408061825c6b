from .entry import SearchEntry
from .generation import GenerationState, IndexGeneration, serving_generation, written_generations
from .synonym import SearchSynonym

__all__ = [
    "GenerationState",
    "IndexGeneration",
    "SearchEntry",
    "SearchSynonym",
    "serving_generation",
    "written_generations",
]
