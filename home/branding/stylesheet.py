"""The style sheet of a portal's own look, and the version in its address."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static

from home.models import PortalBranding
from home.publication.pictures import LOGO_SPECS, LOOK_USES, address_of, addresses_of
from sites.directory import PortalRecord
from sites.enums import PortalState

(BANNER,) = LOOK_USES["banner"].specs
(LOGO,) = LOOK_USES["logo"].specs
(SHARED_LOGO,) = LOOK_USES["shared_logo"].specs


def shared_logo_of(request: HttpRequest) -> str:
    """Full address of the logo for other sites; empty where the portal has none."""
    row = branding_of(request)
    address = addresses_of(row.logo, LOGO_SPECS).get(SHARED_LOGO, "") if row else ""
    return urljoin(request.portal.root_url, address) if address else ""  # type: ignore[attr-defined]  # see above


def branding_of(request: HttpRequest) -> PortalBranding | None:
    """The row of the portal that is shown, read once a request; None where it keeps the common look.

    What a portal wears while it is prepared no board has approved: only a preview of the admin shows it.
    """
    if not hasattr(request, "portal_branding"):
        portal: PortalRecord = request.portal  # type: ignore[attr-defined]  # set by the middleware
        if portal.state == PortalState.PREPARING and not getattr(request, "is_dummy", False):
            return None
        rows = PortalBranding.objects.select_related("logo", "banner").filter(site_id=portal.site_id)
        request.portal_branding = rows.first()  # type: ignore[attr-defined]  # read here only
    row: PortalBranding | None = request.portal_branding  # type: ignore[attr-defined]
    return row


def style_sheet(row: PortalBranding) -> str:
    """The custom properties of a portal."""
    return _rendered(row, address_of(row.banner, BANNER))


def version_of(row: PortalBranding) -> str:
    """Changes with whatever the style sheet says, so that it can be cached for good under its address.

    The banner counts by its file and where files are served from; its address costs queries.
    """
    banner = f"{settings.MEDIA_URL}{row.banner.file.name}?{row.banner.get_focal_point()}" if row.banner else ""
    return sha256(_rendered(row, banner).encode()).hexdigest()[:10]


def _rendered(row: PortalBranding, banner: str) -> str:
    if row.banner is None and row.drawing:
        banner = static(f"img/banner-{row.drawing}.svg")
    return render_to_string("pages/home/portal.css", {"branding": row, "banner": banner})
