"""What of questions is throttled."""

from audit.throttling import Action

FOLLOWING = Action("following")
MAILING_UNPROVED = Action("mailing_unproved")
MAILING_FOLLOW_LINK = Action("mailing_follow_link")
CHECKING_NUMBERS = Action("checking_numbers")
SENDING_FORM = Action("sending_form")
ASKING = Action("asking")
ASKING_THE_SAME = Action("asking_the_same")
LOOKING_UP = Action("looking_up")
TYPING_TITLE = Action("typing_title")
