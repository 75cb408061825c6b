"""Questions about who may do what with the pages of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.models import Page

from home.models import SectionPage
from home.serving.addresses import language_of
from information.models import PressPackPage, ProcedurePage
from information.queries import public_pack
from members.access.permissions import can_edit_content, can_supervise
from sites.directory import PortalRecord, get_directory

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from members.access.scope import Scope


def can_import_procedures(user: User, section: Page) -> bool:
    """Whether the person may import procedures into a page: a section that provides them, in Vietnamese, of a portal
    that is not archived, to which the person may add pages."""
    return _is_section_of(section, ProcedurePage.category) and _may_add(user, section)


def can_prepare_pack(user: User, section: Page) -> bool:
    """Whether a person may add a press pack to a section for the press."""
    return _is_section_of(section, PressPackPage.category) and _may_add(user, section)


def can_keep_press_list(user: User, portal_id: int | None, *, on: date) -> bool:
    """Whether the person reads and keeps the list of press agencies of a portal, and sends them packs: who edits what
    the portal publishes, while it is not archived."""
    record = get_directory().by_id.get(portal_id or 0)
    return record is not None and not record.is_archived and can_edit_content(user, portal_id, on=on)


def kept_press_lists(scope: Scope, user: User, *, on: date) -> list[PortalRecord]:
    """Portals whose list of press agencies a person keeps."""
    return [record for record in scope.portals if can_keep_press_list(user, record.id, on=on)]


def can_send_pack(user: User, page: PressPackPage, *, on: date) -> bool:
    """Whether the person may mail a pack: on a portal whose list the person keeps, and citizens can read it."""
    record = get_directory().for_path(page.path)
    if record is None or not can_keep_press_list(user, record.id, on=on):
        return False
    return public_pack(page.pk) is not None


def can_compare_documents(user: User, *, on: date) -> bool:
    """Whether the person compares the legal documents of all portals with an official source: who reads them all."""
    return can_supervise(user, on=on)


def _is_section_of(section: Page, category: str) -> bool:
    if not isinstance(section, SectionPage) or section.provides_id != category:
        return False
    record = get_directory().for_path(section.path)
    return record is not None and not record.is_archived and language_of(section.url_path) == settings.LANGUAGE_CODE


def _may_add(user: User, section: SectionPage) -> bool:
    may_add: bool = section.permissions_for_user(user).can_add_subpage()
    return may_add
