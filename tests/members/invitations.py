"""Invitations, as tests send and accept them."""

import re
from urllib.parse import urlsplit

from django.core import mail
from django.utils import timezone

from members.enums import Role, Seat
from members.invitations.actions import invite, invite_to_board
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
    return sent_with_link(invite(portal=portal, **given))


def invite_to_seat(portal, seat=Seat.DEPUTY, **values):
    """An operator's invitation to the board of a portal, and the path in its mail."""
    given = {
        "email": "mai@example.test",
        "full_name": "Nguyễn Thị Mai Lan",
        "decision_ref": "12/QĐ-UBND",
        "reason": "Kiện toàn Ban Biên tập",
        "at": timezone.now(),
        "by": make_operator(),
    } | values
    return sent_with_link(invite_to_board(portal.board, seat=seat, **given))


def sent_with_link(invitation):
    send_invitation(invitation.pk)
    invitation.refresh_from_db()
    return invitation, link_in(mail.outbox[-1])


def link_in(message):
    return urlsplit(re.search(r"http\S+/admin/invitations/\S+", message.body)[0]).path
