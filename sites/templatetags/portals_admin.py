"""What the admin says of the person's own portal."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from sites.directory import get_directory
from sites.models import BoardSeat, Membership

register = template.Library()


@register.simple_tag(takes_context=True)
def own_portal_title(context: dict[str, Any]) -> str:
    """Title of the portal a person works for; of the city portal for whoever works for several, or for the city.

    Empty on an installation that has no city portal yet. Two queries.
    """
    user, today = context["request"].user, timezone.localdate()
    keys = set(Membership.objects.in_force(on=today).filter(user=user).values_list("portal_id", flat=True))
    keys |= set(BoardSeat.objects.in_force(on=today).filter(user=user).values_list("board__portal_id", flat=True))
    directory = get_directory()
    record = directory.by_id.get(keys.pop()) if len(keys) == 1 and None not in keys else directory.city
    return record.portal_title if record else ""
