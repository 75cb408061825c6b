"""What of information is throttled."""

from audit.throttling import Action

JOINING_PRESS_LIST = Action("joining_press_list")
