"""Pages that a field, a block, a link or a list of the admin names: of another portal only what citizens see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from members.access.scope import Scope, current_scope


def title_of(page: Page, scope: Scope) -> str:
    """The title of a page; of one of another portal that is not public, that it is one. No query for own ones."""
    return page.title if scope.may_link(page) else _("A page of another portal that is not public")


def hide_work(page: Page, scope: Scope) -> None:
    """Take off a page of another portal, which is public, what its people are working at. Not to be saved. No query.

    What is left: that it is public, since when, its public title.
    """
    if scope.has_path(page.path):
        return
    page.draft_title = page.title
    page.latest_revision_created_at = page.last_published_at
    page.has_unpublished_changes = page.locked = False
    # Wagtail 8.0 keeps here what it read for a whole list; private (`tests/house/test_private_api.py`).
    page._approved_schedule, page._current_workflow_states = False, []


def public_data(page: Page, scope: Scope) -> dict[str, Any]:
    """What Wagtail's windows hand over of a page, where that is another portal's: what differs from an own page."""
    if scope.has_path(page.path):
        return {}
    return {"adminTitle": title_of(page, scope), "parentId": None, "editUrl": ""}


class OwnPageChooser(AdminPageChooser):
    """Wagtail's, which shows the title of the latest draft, and where the page stands, whosever page it is."""

    def get_value_data_from_instance(self, instance: Page) -> dict[str, Any]:
        """What is shown of the chosen page."""
        scope = current_scope()
        if scope.has_path(instance.path):
            data: dict[str, Any] = super().get_value_data_from_instance(instance)
            return data
        return {"id": instance.pk, self.display_title_key: title_of(instance, scope), "edit_url": "", "parent_id": None}
