"""How often citizens may send something, and the work that their browsers do for a form where that is switched on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from audit.errors import TooManyTries
from audit.throttling import Action, hit_within, network_of
from participation.errors import ProofMissing, SentTooOften
from participation.throttled_actions import PROVING_FORM, SENDING_WITHOUT_PROOF

if TYPE_CHECKING:
    from participation.sent_forms.form_tokens import FormToken

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def counted_network(address: str | None) -> str:
    """The network that somebody is counted by; empty where no address is known."""
    return network_of(address) if address else ""


def count_sent(
    what: Action,
    name: str,
    *,
    limit: int,
    period: timedelta,
    at: datetime,
    refusal: type[SentTooOften] = SentTooOften,
) -> None:
    """Count one of a contact or a network. Where no address is known, all would share one count: none is kept.

    Raises:
        SentTooOften: there were as many already; of the class that is asked for.
    """
    if not name:
        return
    try:
        hit_within(what, name, limit=limit, period=period, at=at)
    except TooManyTries as error:
        raise refusal(until=error.until) from error


def count_form(what: Action, *, address: str | None, at: datetime) -> None:
    """Count a form that was sent from a network, right or wrong.

    Raises:
        SentTooOften: there were too many within an hour.
    """
    limit = settings.QUESTION_FORMS_PER_ADDRESS_HOUR
    count_sent(what, counted_network(address), limit=limit, period=HOUR, at=at)


def check_proof(
    form_token: FormToken, proof: str, *, address: str | None, at: datetime, refusal: type[SentTooOften] = SentTooOften
) -> None:
    """Ask for the work of a browser, once for each form, where that is switched on; without, time is the proof.

    Raises:
        ProofMissing: there is neither a proof nor was there time enough.
        SentTooOften: too many came without a proof; of the class that is asked for.
    """
    bits = settings.QUESTION_PROOF_BITS
    if not bits:
        return
    if form_token.is_proven_by(proof, bits=bits) and _is_new_proof(form_token, at=at):
        return
    if form_token.age(at) < timedelta(seconds=settings.QUESTION_SECONDS_WITHOUT_PROOF):
        raise ProofMissing
    count_sent(
        SENDING_WITHOUT_PROOF,
        counted_network(address),
        limit=settings.QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR,
        period=HOUR,
        at=at,
        refusal=refusal,
    )


def _is_new_proof(form_token: FormToken, *, at: datetime) -> bool:
    """Whether the work for a form is used for the first time; counted with what is sent, or not at all."""
    try:
        hit_within(PROVING_FORM, form_token.secret, limit=1, period=DAY, at=at)
    except TooManyTries:
        return False
    return True
