"""Choices and kinds of events of search."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Frequency(models.TextChoices):
    """Greatest frequency of mails to somebody who follows a search."""

    WEEKLY = "weekly", _("Once a week")
    DAILY = "daily", _("Once a day")


class SearchEventKind(models.TextChoices):
    """Kinds of events of the search. No event of a follower says whose address, or which words."""

    SYNONYM_ADDED = "search_synonym_added", pgettext_lazy("event", "Synonym of the search added")
    SYNONYM_CHANGED = "search_synonym_changed", pgettext_lazy("event", "Synonym of the search changed")
    NEVER_SUGGESTED_CHANGED = "search_never_suggested", pgettext_lazy("event", "Phrases never suggested changed")
    BEST_BET_SET = "search_best_bet_set", pgettext_lazy("event", "Best bet of the search set")
    BEST_BET_CHANGED = "search_best_bet_changed", pgettext_lazy("event", "Best bet of the search changed")
    BEST_BET_REMOVED = "search_best_bet_removed", pgettext_lazy("event", "Best bet of the search taken away")
    INDEX_REBUILT = "search_index_rebuilt", pgettext_lazy("event", "A rebuilt search index answers")
    INDEX_TAKEN_BACK = "search_index_taken_back", pgettext_lazy("event", "The former search index answers again")
    SEARCH_FOLLOWED = "search_followed", pgettext_lazy("portal event", "A search is followed by e-mail")
    SEARCH_UNFOLLOWED = "search_unfollowed", pgettext_lazy("portal event", "A search is followed by e-mail no more")
