from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import register_kinds
from home.page_registry import register_task_view
from participation.rating.rated_views import register_rated_views
from search.enums import SearchEventKind


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Signals keep the index in step with publishing.
        from . import admin_rules, event_details, service, signal_handlers  # noqa: F401, PLC0415 -- once models are loaded
        from .offers import often_searched  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(SearchEventKind, unseen=SearchEventKind)
        register_rated_views("search")
        register_task_view("search", pgettext_lazy("part of a portal", "Search"), order=20)
