"""Throttled actions of ratings."""

from audit.throttling import Action

RATING = Action("rating")
ADDING_WORDS = Action("adding_words_to_a_rating")
