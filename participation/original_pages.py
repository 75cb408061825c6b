"""Public pages on which citizens act, whichever language version of them was read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField

from sites.tree import in_public_branch


def public_original(model: Any, key: int, container_path: str) -> Any:
    """The Vietnamese version of a page of a type, if everybody reads it; None: there is none on the portal.

    Args:
        key: of any of its language versions, which the public reads.
        container_path: of the portal.
    """
    if not container_path or key > BigIntegerField.MAX_BIGINT:
        return None
    rows = model.objects.live().filter(in_public_branch(), path__startswith=container_path).select_related("locale")
    page = rows.filter(pk=key).first()
    if page is not None and page.locale.language_code != settings.LANGUAGE_CODE:
        original = {"translation_key": page.translation_key, "locale__language_code": settings.LANGUAGE_CODE}
        page = rows.filter(**original).first()
    return None if page is None or page.get_view_restrictions().exists() else page
