"""Throttled actions of invitations."""

from __future__ import annotations

from audit.throttling import Action

INVITING = Action("inviting")
INVITATION = Action("invitation")
