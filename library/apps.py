from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            checks,  # noqa: F401
            parts,  # noqa: F401
            permission_policies,  # noqa: F401
            reviewed,  # noqa: F401
            signal_handlers,  # noqa: F401
        )
