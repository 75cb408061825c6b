from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from adminviews.bulk_actions import leave_out_bulk_action  # noqa: PLC0415 -- reads the hooks of every app

        from . import (  # noqa: PLC0415 -- registration once models are loaded
            checks,  # noqa: F401
            enums,
            event_details,  # noqa: F401
            parts,  # noqa: F401
            permission_policies,  # noqa: F401
            reviewed,  # noqa: F401
            signal_handlers,  # noqa: F401
            willow_operations,  # noqa: F401
        )

        register_kinds(enums.LibraryEventKind)
        # Tags of files are words that all portals would share.
        for model_name in ("portalimage", "portaldocument"):
            leave_out_bulk_action("library", model_name, "add_tags")
