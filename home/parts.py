"""What `home` gives every portal at birth: container, homes in both languages, the standard sections."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Locale, ModelLogEntry, Page

from accounts.models import User
from editorial.integrity.content_hash import register_bookkeeping
from editorial.proposals.diff import register_remarks
from home.enums import ContentEventKind
from home.menu import titles_in_order
from home.models import BasePage, MenuOrder, PortalBranding, SectionPage
from home.serving.homes.band_registry import bands_at_birth
from home.starter import StarterNode, add_missing, filled_tree, insert_tree, tasks_at_birth
from members.enums import Role
from members.sections import register_section_type
from sites.models import Portal
from sites.registry import OpenedRows, register_opened_rows, register_provisioning_step

register_section_type(SectionPage)


@register_provisioning_step("container", order=10)
def ensure_container(portal: Portal, at: datetime) -> None:
    """Create the container below Root, with the homes and the standard sections, or complete it; pages that exist are
    left alone.
    """
    if portal.container is None:
        root = Page.get_first_root_node()
        homes = _homes(portal, key=uuid.uuid4())
        values = {"title": portal.name_vi, "locale": homes[0].values["locale"]}
        container = StarterNode("portalcontainerpage", portal.code, values, children=homes)
        portal.container = insert_tree(root, [container])[f"{root.url_path}{portal.code}/"]
        portal.save(update_fields=["container"])
        return
    present = {page.slug: page for page in portal.container.get_children()}
    key = present["vi"].translation_key if "vi" in present else uuid.uuid4()
    add_missing(portal.container, _homes(portal, key=key))


def _homes(portal: Portal, *, key: uuid.UUID) -> tuple[StarterNode, StarterNode]:
    """The Vietnamese home with the standard sections and the pages about the portal; the English home, tied to it."""
    host = portal.hostnames.current().get().host
    fill = {"name": portal.name_vi, "governing_body": portal.governing_body, "host": host}
    titles = {"vi": portal.name_vi, "en": portal.name_en or portal.name_vi}
    vietnamese, english = (
        StarterNode(
            "portalhomepage",
            language,
            {
                "title": title,
                "locale": Locale.objects.get_or_create(language_code=language)[0].pk,
                "translation_key": key,
                "tasks": tasks_at_birth(language),
                "bands": bands_at_birth(is_city=portal.is_city),
            },
        )
        for language, title in titles.items()
    )
    return replace(vietnamese, children=filled_tree(fill)), english


@register_provisioning_step("branding", order=80)
def ensure_branding_rights(portal: Portal, at: datetime) -> None:
    """Let the portal's administrators change the branding of their own site, and of no other."""
    group = Group.objects.get(portal_group__portal=portal, portal_group__role=Role.PORTAL_ADMIN)
    permission = Permission.objects.get(content_type__app_label="home", codename="change_portalbranding")
    GroupSitePermission.objects.get_or_create(group=group, site=portal.site, permission=permission)


register_remarks(BasePage, {"correction_note", "review_date"})
register_bookkeeping(PortalBranding, {"site"})
# Says what the portal must provide where; readers do not see it.
register_bookkeeping(SectionPage, {"provides", "subject_field"})


def look_of(portal: Portal) -> list[PortalBranding]:
    """The portal's own look, where it has one."""
    return list(PortalBranding.objects.filter(site=portal.site_id).select_related("logo", "banner"))


def look_set_by(portal: Portal, user: User) -> bool:
    """Whether the person changed anything of the look before the portal opened."""
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


def menu_order_of(portal: Portal) -> list[MenuOrder]:
    """The order of the menu, where somebody sorted it; read once for each portal in hand."""
    row: MenuOrder | None = getattr(portal, "menu_order", None)
    return [row] if row is not None else []


def menu_sorted_by(portal: Portal, user: User) -> bool:
    """Whether the person sorted the menu before the portal opened."""
    events = portal.events.filter(kind=ContentEventKind.MENU_SORTED, actor=user.pk)
    return bool(menu_order_of(portal)) and events.exists()


def shown_menu_order(portal: Portal) -> list[tuple[Promise | str, object]]:
    """The sections in their order; nothing where nobody sorted them."""
    return [(str(row), titles_in_order(row.sections)) for row in menu_order_of(portal)]


register_opened_rows(
    OpenedRows(name=_("the order of the menu"), rows_of=menu_order_of, set_by=menu_sorted_by, shown=shown_menu_order)
)
