"""Verbs of senders: received, read, kept for a period once the matter ended. Erasing: `participation.erasing`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from formats.vietnamese.text import clean_text
from members.access.actor import lock_actor
from participation.codes import new_code
from participation.consents import has_consent
from participation.enums.submissions import ConsentChannel, ConsentPurpose, ViewReason
from participation.errors import ConsentMissing, InvalidLogLabel, SenderIncomplete
from participation.locking import locked_sender
from participation.models import Consent, ConsentText, ContactView, Sender, SenderFacts
from participation.personal_data.contacts import initials, normalised_contact
from participation.personal_data.retention import kept_until

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

_LABEL: Final = re.compile(r"[a-z_]+\.[a-z]+:[0-9]+", re.ASCII)


@transaction.atomic
def receive_sender(
    portal: Portal,
    facts: SenderFacts,
    *,
    agreed: Collection[ConsentText],
    channel: ConsentChannel,
    by: User | None,
    at: datetime,
    needs_name_and_contact: bool = True,
) -> Sender:
    """Keep who sent something to a portal, and what the person agreed to. The event is that of what was sent.

    Args:
        agreed: the texts that were ticked; of what was not ticked nothing is written.
        by: who entered it, of what came by letter; None: the person did.
        needs_name_and_contact: whether both are asked for; otherwise one of them is enough.

    Raises:
        SenderIncomplete: no name, or neither e-mail address nor telephone number; where one is enough, none of them.
        ConsentMissing: no consent to process the data in order to answer.
    """
    cleaned = replace(facts, **{name: clean_text(value) for name, value in facts.as_content().items()})
    told = (bool(cleaned.name), bool(normalised_contact(cleaned.contact)))
    if not (all(told) if needs_name_and_contact else any(told)):
        raise SenderIncomplete
    if ConsentPurpose.ANSWER not in {text.purpose for text in agreed}:
        raise ConsentMissing
    lock_actor(by)
    sender = Sender(portal=portal, code=new_code(), received_at=at)
    sender.put_facts(cleaned)
    sender.save()
    Consent.objects.bulk_create(
        Consent(sender=sender, purpose=text.purpose, given=True, text=text, channel=channel, at=at, entered_by=by)
        for text in sorted(agreed, key=lambda text: text.pk)
    )
    return sender


@transaction.atomic
def read_contact(sender: Sender, *, by: User | None, at: datetime, why: ViewReason, about: str = "") -> SenderFacts:
    """Who a sender is; that it was read is written down.

    **Who may is asked by the caller**: only that one knows what is handled, and who handles it.

    Args:
        by: None: the application, which sends a notice that the person asked for; or the person, by the own link.
        about: what is handled, as its kind and key: "qa.question:17".

    Raises:
        InvalidLogLabel: `about` is something else.
        SenderErased: the data was erased.
        SealNotOpened: no key opens it.
    """
    if about and not _LABEL.fullmatch(about):
        raise InvalidLogLabel
    # As the database has it: what was erased since the caller looked is not read.
    stored = Sender.objects.get(pk=sender.pk)
    facts = stored.facts
    ContactView.objects.create(sender=stored, by=by, at=at, why=why, about=about)
    return facts


def name_to_publish(sender: Sender, *, approved: int | None) -> str:
    """The name where a board approved this wording of it and the sender agrees to its publication, else its initials.

    Empty where the data was erased. Nobody reads the contact by it: nothing is written down.

    Args:
        approved: which wording of the name (`Sender.name_wording`) the board saw beside what it published, None: its
            initials. Of what nobody looked at, nothing is public (Regulation 13.1.g).

    Raises:
        SealNotOpened: no key opens it.
    """
    if sender.is_erased:
        return ""
    name = sender.facts.name
    return name if approved == sender.name_wording and agrees_to_name(sender) else initials(name)


def agrees_to_name(sender: Sender) -> bool:
    """Whether the sender agreed to the publication of the name and has not withdrawn that."""
    return has_consent(sender, ConsentPurpose.PUBLISH_NAME)


@transaction.atomic
def start_keeping(sender: Sender, *, ended_on: date, by: User | None, at: datetime) -> date:
    """Let the period of keeping begin, since the matter ended on a day. Returns its last day.

    Called by the verb that ends the matter: that one records the event, with who acts and when.

    Raises:
        SenderErased: the data was erased.
    """
    lock_actor(by)
    held = locked_sender(sender.pk)
    held.keep_until = kept_until(ended_on, months=settings.PERSONAL_DATA_KEPT_MONTHS)
    held.save(update_fields=["keep_until"])
    return held.keep_until


@transaction.atomic
def keep_again(sender: Sender, *, by: User | None, at: datetime) -> None:
    """Keep the data without an end, since the matter goes on. See `start_keeping`.

    Raises:
        SenderErased: the data was erased.
    """
    lock_actor(by)
    held = locked_sender(sender.pk)
    held.keep_until = None
    held.save(update_fields=["keep_until"])
