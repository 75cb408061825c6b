"""What a portal needs when it opens, of its pages: the contact page, with what no other page says."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models import ContactPage
from members.access.permissions import can_edit_content, can_give_roles
from provisioning.opening import pages_to_open, starter_pages
from sites.registry import OpeningRequirement, register_opening_requirement

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


def _contact_page_of(portal: Portal) -> ContactPage | None:
    home = portal.vietnamese_home
    return ContactPage.objects.child_of(home).select_related("latest_revision").first() if home is not None else None


def _has_contact_page(portal: Portal, at: datetime) -> bool:
    """Whether one is public or opens with the portal, and says when somebody is there: in the words of the page, or of
    the portal."""
    page = _contact_page_of(portal)
    if page is None:
        return False
    if page.live:
        return bool(page.hours or portal.opening_hours)
    opening = {one.pk for one in pages_to_open(starter_pages(portal, at=at))}
    return page.pk in opening and bool(portal.opening_hours or page.get_latest_revision_as_object().hours)


def _enters_hours(user: User, portal: Portal, on: date) -> bool:
    """Whether the hours are what is missing, and this person enters them among the contacts of the portal."""
    is_asked = not portal.opening_hours and _contact_page_of(portal) is not None
    return is_asked and can_give_roles(user, portal, on=on)


def _address(user: User, portal: Portal, on: date) -> str:
    if _enters_hours(user, portal, on):
        return reverse("portals_admin:contacts", args=[portal.pk])
    page = _contact_page_of(portal)
    if page is not None:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("wagtailadmin_explore", args=[portal.container_id])


def _may_enter(user: User, portal: Portal, on: date) -> bool:
    return can_edit_content(user, portal.pk, on=on) or _enters_hours(user, portal, on)


register_opening_requirement(
    OpeningRequirement(
        code="contact_page",
        order=70,
        name=_("a contact page with the working hours"),
        basis=pgettext_lazy("basis of a requirement", "Article 12.1.a"),
        is_legal=False,
        is_met=_has_contact_page,
        address=_address,
        may_enter=_may_enter,
        entered_by=_("Editors of the portal and its editorial board write it; its administrators enter the hours."),
    )
)
