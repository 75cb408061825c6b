from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InformationConfig(AppConfig):
    name = "information"
    verbose_name = _("Information")

    def ready(self) -> None:
        from . import admin_rules, listings, press_reminders  # noqa: F401, PLC0415 -- registration once models are loaded
