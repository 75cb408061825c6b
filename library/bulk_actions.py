"""Which of Wagtail's bulk actions the library leaves out."""

from __future__ import annotations

from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from library.models import PortalDocument, PortalImage

# Tags of files are words that all portals would share.
SHARED_WORDS = "add_tags"


def leave_out_tagging() -> None:
    """Take tagging away from lists and addresses, for superusers too. Idempotent."""
    for model in (PortalImage, PortalDocument):
        app, name = model._meta.app_label, model._meta.model_name
        # Asking makes Wagtail read the registered actions.
        if bulk_action_registry.get_bulk_action_class(app, name, SHARED_WORDS) is not None:
            del bulk_action_registry.actions[app][name][SHARED_WORDS]
