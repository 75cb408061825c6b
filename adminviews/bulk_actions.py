"""Bulk actions of Wagtail that nobody is offered."""

from __future__ import annotations

from wagtail.admin.views.bulk_action.registry import bulk_action_registry


def leave_out_bulk_action(app_label: str, model_name: str, action: str) -> None:
    """Take one of Wagtail's bulk actions out of its registry, for superusers too: neither offered nor answered.

    Reads the hooks of every app, so it is called when models are ready. Idempotent.
    """
    # Asking for the actions of a model makes the registry read the hooks; it has no way to take one out.
    bulk_action_registry.get_bulk_actions_for_model(app_label, model_name)
    bulk_action_registry.actions[app_label][model_name].pop(action, None)
