"""What of things that citizens send is throttled, whatever they are."""

from audit.throttling import Action

SHEET = Action("sheet")
SENDING_WITHOUT_PROOF = Action("sending_without_proof")
SENDING_COMMENT_FORM = Action("sending_comment_form")
COMMENTING = Action("commenting")
