from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from . import checks, parts, permission_policies  # noqa: F401, PLC0415 -- registration once models are loaded
