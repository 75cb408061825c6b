"""House conventions of files as Django system checks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.permissions import policy_registry

from formats.files import CHECKED
from library.models import PortalDocument, PortalImage
from members.permission_policies import FlatCollectionPermissionPolicy


@register()
def check_file_policies(**kwargs: Any) -> list[CheckMessage]:
    """Wagtail asks our policy about images and documents."""
    return [
        Error(
            f"The permission policy of {model.__name__} is not a FlatCollectionPermissionPolicy.",
            hint="See library/permission_policies.py: Wagtail's own fails for a person on some hundred portals.",
            obj=model,
            id="library.E001",
        )
        for model in (PortalImage, PortalDocument)
        if not isinstance(policy_registry.get_by_type(model, fallback=False), FlatCollectionPermissionPolicy)
    ]


@register()
def check_formats(**kwargs: Any) -> list[CheckMessage]:
    """Of every format that is taken it can be told whether a file is of it."""
    return [
        Error(
            f"Nothing tells by its content whether a file is “{ending}”.",
            hint="See formats/files/: add its format there before it stands in WAGTAILDOCS_EXTENSIONS.",
            id="library.E002",
        )
        for ending in settings.WAGTAILDOCS_EXTENSIONS
        if ending not in CHECKED
    ]
