"""What a portal needs when it opens, for the questions that citizens send from its first day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qa.models import UnitOfficer
from qa.permissions import kept_desks, officers_of_portal
from sites.registry import OpeningRequirement, register_opening_requirement

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


def _has_officer(portal: Portal, at: datetime) -> bool:
    on = timezone.localdate(at)
    named = UnitOfficer.objects.in_force(on=on).filter(unit__portal=portal, unit__ended_on=None)
    return officers_of_portal(portal.pk, on=on).filter(pk__in=named.values("user")).exists()


def _may_enter(user: User, portal: Portal, on: date) -> bool:
    return portal.pk in kept_desks(user, on=on)


register_opening_requirement(
    OpeningRequirement(
        code="answering_officer",
        order=80,
        name=_("an officer who answers questions, in a unit"),
        basis=pgettext_lazy("basis of a requirement", "Article 12.1.đ"),
        is_legal=False,
        is_met=_has_officer,
        address=lambda user, portal, on: reverse("questions_admin:units"),
        may_enter=_may_enter,
        entered_by=_("Administrators of the portal name one."),
    )
)
