from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InformationConfig(AppConfig):
    name = "information"
    verbose_name = _("Information")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            cited_documents,  # noqa: F401
            draft_checks,  # noqa: F401
            legal_checks,  # noqa: F401
            listings,  # noqa: F401
            plain_pages,  # noqa: F401
            press_reminders,  # noqa: F401
        )
