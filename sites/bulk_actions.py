"""Bulk actions on pages that the editor is not offered: each withdrawal is a decision of its own, with its reason."""

from __future__ import annotations

from wagtail.admin.views.bulk_action.registry import bulk_action_registry


def leave_out_bulk_unpublishing() -> None:
    """Take Wagtail's bulk action out of its registry, so that it is neither offered nor answered."""
    # Asking for the actions of a model makes the registry read the hooks; it has no way to take one out.
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    bulk_action_registry.actions["wagtailcore"]["page"].pop("unpublish", None)
