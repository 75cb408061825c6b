from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from home.enums import UNSEEN_EVENTS, ContentEventKind


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(ContentEventKind, unseen=UNSEEN_EVENTS)
