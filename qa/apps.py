from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self) -> None:
        from . import clock_moves, erasing, reviewed  # noqa: F401, PLC0415 -- registration once models are loaded
