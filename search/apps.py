from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from search.enums import SearchEventKind


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Signals keep the index in step with publishing.
        from . import admin_rules, event_details, service, signal_handlers  # noqa: F401, PLC0415 -- once models are loaded
        from .offers import often_searched  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(SearchEventKind)
