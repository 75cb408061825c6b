"""Receive a contribution from the public form: once per form, within the limits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.sealing.seals import hash_of
from participation.contribution.receiving import ContributionData, receive_contribution
from participation.enums.contributions import ContributionState
from participation.enums.submissions import ConsentPurpose
from participation.errors import FormUsed, RulesNotAccepted
from participation.models import Contribution
from participation.sent_forms.limits import HOUR, check_proof, count_sent, counted_network
from participation.sent_forms.sender_requests import renew_consents
from participation.throttled_actions import CONTRIBUTING
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.sent_forms.form_tokens import FormToken


def send_contribution(
    portal_id: int, said: ContributionData, *, form_token: FormToken, proof: str, address: str | None, at: datetime
) -> tuple[Contribution, str]:
    """Receive a contribution from the form. Returns it with the secret of its link.

    A form that is sent once more gives the contribution that it gave before.

    Raises:
        FormUsed: the contribution that the form gave was taken back since.
        RulesNotAccepted: Article 13 is not accepted (29.1).
        SentTooOften: too many came from this address in an hour.
        ProofMissing: as `participation.sent_forms.limits.check_proof` says.
        PortalRefusal: as `participation.contribution.receiving.receive_contribution` says.
    """
    if ConsentPurpose.RULES not in {text.purpose for text in said.agreed}:
        raise RulesNotAccepted
    facts, about = said.sender.as_content(), json.dumps(_all_but_text(said))
    token = form_token.token_for(portal_id, title=about, text=said.text, sender=facts)
    with transaction.atomic():
        # Who sends the same form at the same moment waits here, and then finds the contribution.
        locked_portal(portal_id)
        known = Contribution.objects.for_portal(portal_id).filter(token_hash=hash_of(token)).first()
        if known is not None and known.state == ContributionState.WITHDRAWN:
            raise FormUsed
        if known is not None:
            renew_consents(known.sender, agreed=said.agreed, at=at)
            return known, token
        check_proof(form_token, proof, address=address, at=at)
        limit = settings.CONTRIBUTIONS_PER_ADDRESS_HOUR
        count_sent(CONTRIBUTING, counted_network(address), limit=limit, period=HOUR, at=at)
        return receive_contribution(portal_id, said, at=at, token=token)


def _all_but_text(said: ContributionData) -> list[object]:
    """Content of a form beside its text: whoever changes any of it sends something else."""
    files = [] if said.document is None else [said.document.content_hash]
    for one in said.pictures:
        files += [one.file.content_hash, one.caption, one.author, one.rights, one.people]
    return [said.kind, said.title, said.lead, said.video_url, said.author, said.organisation, *files]
