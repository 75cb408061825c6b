"""Registration only: questions of who answers no more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from members.signals import right_ended
from qa.desk.succession import give_back, take_over

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


@receiver(right_ended, dispatch_uid="qa.right_ended")
def leave_questions(
    portal: Portal, person: User, successor: User | None, by: User | None, at: datetime, **kwargs: Any
) -> None:
    if successor is not None:
        take_over(portal, person, successor, by=by, at=at)
    give_back(portal, person, by=by, at=at)
