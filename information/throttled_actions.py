"""Throttled actions of the pages of information."""

from audit.throttling import Action

JOINING_PRESS_LIST = Action("joining_press_list")
REPEATING_REQUEST_FOR_PACKS = Action("repeating_request_for_packs")
ASKING_PORTAL_FOR_PACKS = Action("asking_portal_for_packs")
