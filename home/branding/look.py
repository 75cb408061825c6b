"""The look of a portal as somebody proposes or picks it: read from an address, for a screen of the admin alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from adminviews.hidden_inputs import numbers
from home.branding.policy import is_hex_colour
from home.models import PortalBranding
from library.models import PortalImage
from sites.directory import PortalRecord

COLOURS = ("accent", "hairline")
PICTURES = ("logo", "banner")
# Names the proposal whose readers see its pictures; without it they are seen by those who may change them.
PROPOSAL = "proposal"


def look_url(portal_id: int, values: Mapping[str, Any], *, proposal_id: int) -> str:
    """Address of the head of a portal's pages, with these values of a proposal in the place of the stored ones."""
    asked = {name: "" if value is None else value for name, value in values.items()}
    query = urlencode(asked | {PROPOSAL: proposal_id})
    return f"{reverse('portal_look', args=[portal_id])}?{query}"


def look_of(portal: PortalRecord, asked: Mapping[str, str]) -> PortalBranding:
    """The look of a portal with the values that an address asks for; it is not saved.

    What is no colour changes nothing. A picture that is not the portal's own is none.
    """
    stored = PortalBranding.objects.select_related("logo", "banner").filter(site_id=portal.site_id).first()
    row = stored or PortalBranding(site_id=portal.site_id)
    for name in COLOURS:
        if is_hex_colour(asked.get(name, "")):
            setattr(row, name, asked[name])
    if asked.get("drawing") in dict(PortalBranding._meta.get_field("drawing").flatchoices):
        row.drawing = asked["drawing"]
    for name in PICTURES:
        if name in asked:
            keys = numbers([asked[name]]) or ()
            own = PortalImage.objects.filter(collection_id=portal.collection_id, pk__in=keys)
            setattr(row, name, own.first())
    return row


def logo_address(row: PortalBranding, asked: Mapping[str, str]) -> str:
    """The logo as the admin shows it: files that the public could read are made of public pictures only."""
    return _preview(row.logo, "fill-128x128", asked) or static("img/logo-slot.svg")


def look_style_sheet(row: PortalBranding, asked: Mapping[str, str]) -> str:
    """The custom properties of a look, with its banner as the admin shows it."""
    drawing = static(f"img/banner-{row.drawing}.svg") if row.drawing else ""
    banner = _preview(row.banner, "max-800x600", asked) or drawing
    return render_to_string("pages/home/portal.css", {"branding": row, "banner": banner})


def _preview(image: PortalImage | None, spec: str, asked: Mapping[str, str]) -> str:
    if image is None:
        return ""
    proposals = numbers([asked.get(PROPOSAL, "")])
    if proposals:
        return reverse("portals_admin:proposal_picture", args=[proposals.pop(), image.pk, spec])
    return reverse("wagtailimages:preview", args=[image.pk, spec])
