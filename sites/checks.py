"""House conventions of portals as Django system checks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


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
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") != "sites.finish.publish_after_review":
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
