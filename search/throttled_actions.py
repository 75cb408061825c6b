"""Actions of the search that are throttled."""

from audit.throttling import Action

FOLLOWING_SEARCH = Action("following_search")
