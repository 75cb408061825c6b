"""Throttled actions of invitations."""

from audit.throttling import Action

INVITING = Action("inviting")
INVITATION = Action("invitation")
