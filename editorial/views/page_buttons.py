"""Where the admin offers proposals on the screens of a public page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from editorial.permissions import can_review
from editorial.withdrawal.page_groups import is_fixed
from members.access.permissions import can_edit_content
from members.views.base import portal_url
from sites.directory import get_directory
from sites.enums import PortalState

if TYPE_CHECKING:
    from wagtail.models import Page

    from accounts.models import User


def proposal_buttons(page: Page, user: User) -> Iterator[Button]:
    """What may be asked of the boards about a public page. Three queries at most, none for drafts."""
    record = get_directory().for_path(page.path) if page.live else None
    if record is None or record.is_archived or not can_edit_content(user, record.id, on=timezone.localdate()):
        return
    if not is_fixed(page) and not can_review(user, page, on=timezone.localdate()):
        yield Button(
            _("Ask to take the page off the public"),
            url=portal_url("ask_unpublish", page.pk),
            icon_name="download",
            priority=65,
        )
    if not record.is_city and record.state == PortalState.LIVE:
        yield Button(
            _("Propose to the city portal"), url=portal_url("propose_to_city", page.pk), icon_name="upload", priority=66
        )
