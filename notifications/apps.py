from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Notices, the daily mail and the task list: a frame that the apps above fill."""

    name = "notifications"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from notifications import member_notices, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
