"""House conventions of portals as Django system checks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page
from wagtail.permissions import policy_registry

from members.enums import Role, Seat
from members.permission_policies import FlatPagePermissionPolicy


@register()
def check_admin_host(**kwargs: Any) -> list[CheckMessage]:
    """The admin's host lies under the city's domain and is not the city's own."""
    if not settings.ADMIN_HOST.endswith(f".{settings.BASE_DOMAIN}"):
        return [
            Error(
                f"ADMIN_HOST ({settings.ADMIN_HOST}) is not below BASE_DOMAIN ({settings.BASE_DOMAIN}).",
                hint="Set ADMIN_HOST to a name such as quantri.<BASE_DOMAIN>.",
                id="portals.E001",
            )
        ]
    return []


@register()
def check_publishing_is_ours(**kwargs: Any) -> list[CheckMessage]:
    """A finished review publishes through our verb, which asks for the recorded approval (13.1.g)."""
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") != "editorial.finish.publish_after_review":
        return [
            Error(
                "WAGTAIL_FINISH_WORKFLOW_ACTION is not sites.finish.publish_after_review.",
                hint="Items would be published without a look at the board's approval.",
                id="portals.E002",
            )
        ]
    return []


@register()
def check_host_suffix(**kwargs: Any) -> list[CheckMessage]:
    """The city's domain has the suffix that the Regulation demands in production (5.2)."""
    if settings.HOST_SUFFIX and not settings.BASE_DOMAIN.endswith(settings.HOST_SUFFIX):
        return [
            Error(
                f"BASE_DOMAIN ({settings.BASE_DOMAIN}) does not end with HOST_SUFFIX ({settings.HOST_SUFFIX}).",
                hint="Regulation 5.2 asks for the national domain .vn.",
                id="portals.E003",
            )
        ]
    return []


@register()
def check_second_factor_roles(**kwargs: Any) -> list[CheckMessage]:
    """A role that is misspelt would demand a second factor of nobody, and nobody would know."""
    known = {*Role.values, *Seat.values}
    if unknown := sorted(set(settings.SECOND_FACTOR_ROLES) - known):
        return [
            Error(
                f"SECOND_FACTOR_ROLES names what is no role and no seat: {', '.join(unknown)}.",
                hint=f"Known are: {', '.join(sorted(known))}.",
                id="portals.E005",
            )
        ]
    return []


@register()
def check_page_policy(**kwargs: Any) -> list[CheckMessage]:
    """Wagtail asks our policy about pages: its own fails for a person on some hundred portals."""
    if not isinstance(policy_registry.get_by_type(Page, fallback=False), FlatPagePermissionPolicy):
        return [
            Error(
                "The permission policy of pages is not members.permission_policies.FlatPagePermissionPolicy.",
                hint="Another app registered its own after `members`: see members/permission_policies.py.",
                id="portals.E004",
            )
        ]
    return []
