from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            clock_moves,  # noqa: F401
            content_report,  # noqa: F401
            day_figures,  # noqa: F401
            erasing,  # noqa: F401
            kept_files,  # noqa: F401
            mentions,  # noqa: F401
            overdue,  # noqa: F401
            reminders,  # noqa: F401
            reviewed,  # noqa: F401
            site_map,  # noqa: F401
            work,  # noqa: F401
        )
