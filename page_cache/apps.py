from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    """Copies of public pages, and which changes invalidate them."""

    name = "page_cache"
    verbose_name = _("Page cache")

    def ready(self) -> None:
        from . import signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
