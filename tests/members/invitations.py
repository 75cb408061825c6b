"""Invitations, as tests send and accept them."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.utils import timezone

from members.enums import Role
from members.invitations.actions import invite
from members.tasks import send_invitation
from tests.factories import make_member, make_operator


def invite_person(portal, **values):
    """An invitation of the portal's administrator, and the path in its mail."""
    given = {
        "email": "mai@example.test",
        "full_name": "Nguyễn Thị Mai Lan",
        "role": Role.EDITOR,
        "reason": "Phân công",
        "at": timezone.now(),
        "by": make_member(portal, Role.PORTAL_ADMIN) if portal else make_operator(),
    } | values
    invitation = invite(portal=portal, **given)
    send_invitation(invitation.pk)
    invitation.refresh_from_db()
    return invitation, link_in(mail.outbox[-1])


def link_in(message):
    return urlsplit(re.search(r"http\S+/admin/invitations/\S+", message.body)[0]).path
