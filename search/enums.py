"""Kinds of events of the search."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SearchEventKind(models.TextChoices):
    """What is recorded of the search."""

    SYNONYM_ADDED = "search_synonym_added", pgettext_lazy("event", "Synonym of the search added")
    SYNONYM_CHANGED = "search_synonym_changed", pgettext_lazy("event", "Synonym of the search changed")
    BEST_BET_SET = "search_best_bet_set", pgettext_lazy("event", "Best bet of the search set")
    BEST_BET_CHANGED = "search_best_bet_changed", pgettext_lazy("event", "Best bet of the search changed")
    BEST_BET_REMOVED = "search_best_bet_removed", pgettext_lazy("event", "Best bet of the search taken away")
