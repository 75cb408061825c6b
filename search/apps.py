from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from search.enums import SearchEventKind


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from home.serving.listing import register_finder  # noqa: PLC0415 -- reads models
        from search.service import pages_with_words  # noqa: PLC0415 -- reads models

        # Signals keep the index in step with publishing.
        from . import admin_rules, event_details, signal_handlers  # noqa: F401, PLC0415 -- once models are loaded

        register_finder(pages_with_words)
        register_kinds(SearchEventKind)
