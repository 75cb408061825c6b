"""What of search is throttled."""

from audit.throttling import Action

FOLLOWING_SEARCH = Action("following_search")
