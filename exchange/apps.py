from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from exchange.enums import ExchangeEventKind
from participation.rating.rated_views import register_rated_views


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Exchange with other systems")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            signal_handlers,  # noqa: F401
            use,  # noqa: F401
        )

        register_kinds(ExchangeEventKind, unseen=ExchangeEventKind)
        register_rated_views("data_interface")
