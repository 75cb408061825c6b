"""Throttled actions of the pages of information."""

from audit.throttling import Action

JOINING_PRESS_LIST = Action("joining_press_list")
