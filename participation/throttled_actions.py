"""Throttled actions of all forms of citizens."""

from audit.throttling import Action

PROVING_FORM = Action("form_token")
SENDING_WITHOUT_PROOF = Action("sending_without_proof")
SENDING_COMMENT_FORM = Action("sending_comment_form")
COMMENTING = Action("commenting")
SENDING_LIVE_FORM = Action("sending_live_form")
ASKING_LIVE = Action("asking_live")
SENDING_CONTRIBUTION_FORM = Action("sending_contribution_form")
CONTRIBUTING = Action("contributing")
CONFIRMING_CONTRIBUTION = Action("confirming_contribution")
FOLLOWING_DRAFT = Action("following_draft")
MAILING_UNPROVED = Action("mailing_unproved")
MAILING_FOLLOW_LINK = Action("mailing_follow_link")
HOLDING_FILES = Action("holding_files")
VOTING = Action("voting")
