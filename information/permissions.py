"""Questions about who may do what with the pages of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.models import Page

from home.addresses import language_of
from home.models import SectionPage
from information.models import ProcedurePage
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User


def can_import_procedures(user: User, section: Page) -> bool:
    """Whether the person may import procedures into a page: a section that provides them, in Vietnamese, of a portal
    that is not archived, to which the person may add pages. No query for other pages; one for a section whose columns
    were not read."""
    if not isinstance(section, SectionPage) or section.provides_id != ProcedurePage.category:
        return False
    record = get_directory().for_path(section.path)
    if record is None or record.is_archived or language_of(section.url_path) != settings.LANGUAGE_CODE:
        return False
    may_add: bool = section.permissions_for_user(user).can_add_subpage()
    return may_add
