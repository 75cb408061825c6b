from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from . import checks, parts, reviewed, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
