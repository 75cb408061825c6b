from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    """Kept copies of public pages, and which changes end them."""

    name = "page_cache"
    verbose_name = _("Page cache")

    def ready(self) -> None:
        from . import signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
