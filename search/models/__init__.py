from .entry import SearchEntry
from .generation import GenerationState, IndexGeneration, serving_generation, written_generations

__all__ = ["GenerationState", "IndexGeneration", "SearchEntry", "serving_generation", "written_generations"]
