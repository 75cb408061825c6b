"""Checks of the whole installation."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register


@register()
def check_swappable_models(**kwargs: Any) -> list[CheckMessage]:
    """User, image, rendition and document are ours from the first migration (architecture 4.16)."""
    wanted = {"accounts.User", "library.PortalImage", "library.PortalRendition", "library.PortalDocument"}
    missing = wanted - {model._meta.label for model in apps.get_models()}
    return [Error(f"{label} is not installed.", id="cityportal.E001") for label in sorted(missing)]
