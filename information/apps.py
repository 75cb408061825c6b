from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from information.enums import InformationEventKind


class InformationConfig(AppConfig):
    name = "information"
    verbose_name = _("Information")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(InformationEventKind, unseen=InformationEventKind)
