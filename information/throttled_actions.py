"""Throttled actions of the pages of information."""

from audit.throttling import Action

JOINING_PRESS_LIST = Action("joining_press_list")
REPEATING_REQUEST_FOR_PACKS = Action("repeating_request_for_packs")
ASKING_FOR_PACKS_OF_MANY = Action("asking_for_packs_of_many")
ASKING_PORTAL_FOR_PACKS = Action("asking_portal_for_packs")
