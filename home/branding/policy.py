"""Who changes the look of a portal, and which colours can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.permission_policies.sites import SitePermissionPolicy

from members.access.roles import roles_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import GroupSitePermission

    from accounts.models import AnyUser


class BrandingPermissionPolicy(SitePermissionPolicy):
    """Wagtail's, which every screen asks for its menu: of who administers no portal no right is looked for."""

    def get_all_permissions_for_user(self, user: AnyUser) -> QuerySet[GroupSitePermission]:
        rows: QuerySet[GroupSitePermission] = super().get_all_permissions_for_user(user)
        return rows if roles_of(user, on=timezone.localdate()).administered else rows.none()


# Ratio of white text on the accent.
MIN_CONTRAST = 4.5

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_hex_colour(text: str) -> bool:
    """Whether the text is a colour as #rrggbb."""
    return _HEX.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 (black) to 1 (white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of white text on a colour, 1 to 21."""
    return 1.05 / (luminance(colour) + 0.05)


def ratio_in_words(ratio: float) -> str:
    """A ratio as the reader's language writes it, cut off: what is too little is never shown as enough."""
    return number_format(int(ratio * 100) / 100, 2)


def accent_in_words(colour: str) -> str:
    """A colour with the contrast of white text on it."""
    if not is_hex_colour(colour or ""):
        return colour or ""
    return _("%(colour)s, contrast of white text %(ratio)s : 1") % {
        "colour": colour,
        "ratio": ratio_in_words(contrast_with_white(colour)),
    }
