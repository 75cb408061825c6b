"""What `home` gives every portal at birth: container, homes in both languages, the standard sections."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Locale, ModelLogEntry, Page

from accounts.models import User
from editorial.integrity.content_hash import register_bookkeeping
from home.models import PortalBranding, SectionPage
from home.starter import add_missing, insert_page, last_step, starter_tree
from members.enums import Role
from members.sections import register_section_type
from sites.models import Portal
from sites.registry import OpenedRows, register_opened_rows, register_provisioning_step

register_section_type(SectionPage)


@register_provisioning_step("container", order=10)
def ensure_container(portal: Portal, at: datetime) -> None:
    """Create the container below Root with the Vietnamese and the English home, tied by their translation key."""
    if portal.container is None:
        root = Page.objects.select_for_update(no_key=True).get(depth=1)
        last = root.get_children().order_by("-path")[:1]
        portal.container = insert_page(
            root,
            "portalcontainerpage",
            slug=portal.code,
            step=last_step(last) + 1,
            at=at,
            title=portal.name_vi,
            locale=_locale("vi"),
        )
        portal.save(update_fields=["container"])
    present = {page.slug: page for page in portal.container.get_children()}
    key = present["vi"].translation_key if "vi" in present else uuid.uuid4()
    for step, (language, title) in enumerate((("vi", portal.name_vi), ("en", portal.name_en)), start=1):
        if language not in present:
            insert_page(
                portal.container,
                "portalhomepage",
                slug=language,
                step=step,
                at=at,
                title=title or portal.name_vi,
                locale=_locale(language),
                translation_key=key,
            )


@register_provisioning_step("sections", order=70)
def ensure_sections(portal: Portal, at: datetime) -> None:
    """Lay out the standard sections and the pages about the portal; those that exist are left alone."""
    home = portal.container.get_children().get(slug="vi")
    fill = {
        "name": portal.name_vi,
        "governing_body": portal.governing_body,
        "host": portal.host,
    }
    add_missing(home, starter_tree(), fill=fill, at=at)


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


@register_provisioning_step("branding", order=80)
def ensure_branding_rights(portal: Portal, at: datetime) -> None:
    """Let the portal's administrators change the branding of their own site, and of no other."""
    group = Group.objects.get(portal_group__portal=portal, portal_group__role=Role.PORTAL_ADMIN)
    permission = Permission.objects.get(content_type__app_label="home", codename="change_portalbranding")
    GroupSitePermission.objects.get_or_create(group=group, site=portal.site, permission=permission)


register_bookkeeping(PortalBranding, {"site"})
# Says what the portal must provide where; readers do not see it.
register_bookkeeping(SectionPage, {"provides"})


def look_of(portal: Portal) -> list[PortalBranding]:
    """The portal's own look, where it has one. One query."""
    return list(PortalBranding.objects.filter(site=portal.site_id).select_related("logo", "banner"))


def look_set_by(portal: Portal, user: User) -> bool:
    """Whether the person changed anything of the look before the portal opened. Two queries."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(PortalBranding), user=user.pk, content_changed=True
    )
    return any(entries.filter(object_id=str(look.pk)).exists() for look in look_of(portal))


def shown_look(portal: Portal) -> list[tuple[Promise | str, object]]:
    """Logo, banner, drawing and colours; nothing where the portal keeps the common look."""
    shown: list[tuple[Promise | str, object]] = []
    for look in look_of(portal):
        values = (
            ("logo", look.logo),
            ("banner", look.banner),
            ("drawing", look.get_drawing_display() if look.drawing else ""),
            ("accent", look.accent),
            ("hairline", look.hairline),
        )
        shown += [(look._meta.get_field(name).verbose_name, value) for name, value in values if value]
    return shown


register_opened_rows(
    OpenedRows(name=_("the look of the portal"), rows_of=look_of, set_by=look_set_by, shown=shown_look)
)
