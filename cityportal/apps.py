from django.apps import AppConfig
from django.conf import settings

from audit.kinds import register_details, register_kinds
from cityportal.backups.enums import BackupEventKind
from cityportal.backups.event_details import DETAILS


class CityportalConfig(AppConfig):
    name = "cityportal"
    verbose_name = "cityportal"

    def ready(self) -> None:
        from . import admin_rules, checks, counted_searches, task_portals  # noqa: F401, PLC0415 -- they register once apps are ready

        if settings.SENTRY_DSN:
            from cityportal.monitoring.sentry import start_sentry  # noqa: PLC0415 -- nothing of it is loaded elsewhere

            start_sentry(settings.SENTRY_DSN, environment=settings.BASE_DOMAIN)
        register_kinds(BackupEventKind, unseen=BackupEventKind)
        register_details(DETAILS)
