from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            checks,  # noqa: F401
            clock_checks,  # noqa: F401
            clocks,  # noqa: F401
            content_checks,  # noqa: F401
            field_checks,  # noqa: F401
            figures,  # noqa: F401
            old_fields,  # noqa: F401
            parts,  # noqa: F401
            reminders,  # noqa: F401
            reviewed,  # noqa: F401
            signal_handlers,  # noqa: F401
        )
