"""The rules of contribution (Articles 13 and 29.1): which hold, and that a person accepted them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.events import record_event
from members.access.actor import lock_actor
from members.enums import MemberEventKind
from members.models import ContributionRules

if TYPE_CHECKING:
    from accounts.models import User


def rules_in_force(*, on: date, language: str) -> ContributionRules:
    """The rules that hold on a day, in the language of the reader."""
    rules: ContributionRules = ContributionRules.objects.begun(on=on, language=language)[:1].get()
    return rules


@transaction.atomic
def accept_rules(person: User, *, rules: ContributionRules, at: datetime) -> None:
    """Record that a person accepts the rules, without which nothing of the admin opens, however the account was made.

    Raises:
        AccessEnded: the account was closed meanwhile.
    """
    lock_actor(person)
    note_acceptance(person, rules=rules, at=at)
    record_event(
        MemberEventKind.RULES_ACCEPTED,
        portal=None,
        at=at,
        by=person,
        user=person.get_username(),
        rules_version=rules.version,
    )


def note_acceptance(person: User, *, rules: ContributionRules, at: datetime) -> None:
    """Write to an account that is locked when its person accepted the rules last, and in which version."""
    person.rules_accepted_at, person.rules_version = at, rules.version
    person.save(update_fields=["rules_accepted_at", "rules_version"])
