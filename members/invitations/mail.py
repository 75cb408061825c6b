"""The mail of an invitation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.addresses import account_at
from accounts.mail import send_rendered
from audit.sealing.seals import hash_of, new_token
from members.access.display_names import display_name_for, once_staff_of
from members.models import Invitation

TEMPLATE = "email/sites/invitation"


def mail_invitation(invitation_id: int, *, at: datetime) -> bool:
    """Make the token of an open invitation, keep its hash, mail the link. Returns whether a mail was sent.

    A mail that is sent once more has a new token; the former link ends.
    """
    invitation = Invitation.objects.open(at=at).select_related("portal", "invited_by").filter(pk=invitation_id).first()
    if invitation is None:
        return False
    token = new_token()
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of(token))
    context = {
        "invitation": invitation,
        "inviter": inviter_of(invitation),
        "is_known": account_at(invitation.email) is not None,
        "url": settings.ADMIN_BASE_URL + reverse("accept_invitation", args=[token]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        send_rendered(TEMPLATE, context, invitation.email)
    return True


def inviter_of(invitation: Invitation) -> str:
    """Who invites, as the person invited reads it: who works on the portal by name, an operator as the body."""
    # To a role over the city operators alone invite.
    known = once_staff_of({invitation.portal_id}) if invitation.portal_id is not None else set()
    return display_name_for(invitation.invited_by, known=known)
