"""What of invitations is throttled."""

from __future__ import annotations

from audit.throttling import Action

INVITING = Action("inviting")
INVITATION = Action("invitation")
