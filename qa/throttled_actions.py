"""What of questions is throttled."""

from audit.throttling import Action

FOLLOWING = Action("following")
CHECKING_NUMBERS = Action("checking_numbers")
SENDING_FORM = Action("sending_form")
ASKING = Action("asking")
ASKING_THE_SAME = Action("asking_the_same")
LOOKING_UP = Action("looking_up")
TYPING_TITLE = Action("typing_title")
