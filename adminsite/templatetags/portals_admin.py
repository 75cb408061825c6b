"""What the admin says of the person's own portal, and of pages that stay where they are."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from authentication import typed_text
from editorial.errors import PageCrosses, PageStays
from editorial.withdrawal.immovable import crosses_portals, why_stays_to
from members.access.roles import roles_of
from sites.directory import get_directory

register = template.Library()


@register.simple_tag(takes_context=True)
def account_mark(context: dict[str, Any]) -> str:
    """The name under which scripts know the account for which a page was made; empty where nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    return typed_text.account_mark(user) if isinstance(user, User) else ""


@register.simple_tag(takes_context=True)
def own_portal_title(context: dict[str, Any]) -> str:
    """Title of the portal a person works for; of the city portal for whoever works for several, or for the city.

    Empty on an installation that has no city portal yet.
    """
    standing = roles_of(context["request"].user, on=timezone.localdate())
    directory = get_directory()
    works_for_one = len(standing.portals) == 1 and not standing.city_roles
    record = directory.by_id.get(next(iter(standing.portals))) if works_for_one else directory.city
    return record.portal_title if record else ""


@register.simple_tag(takes_context=True)
def why_it_stays(context: dict[str, Any], page: Page) -> str:
    """Why a page is not moved or deleted, in words; empty where neither its portal nor a review keeps it."""
    destination = context.get("destination")
    if isinstance(destination, Page) and crosses_portals(page.path, destination.path):
        return str(PageCrosses(page.get_admin_display_title()))
    reason = why_stays_to(context["request"].user, page, on=timezone.localdate())
    return str(PageStays(page.get_admin_display_title(), reason)) if reason else ""
