from django.apps import AppConfig


class CityportalConfig(AppConfig):
    name = "cityportal"
    verbose_name = "cityportal"

    def ready(self) -> None:
        from . import admin_rules, checks, counted_searches, task_portals  # noqa: F401, PLC0415 -- they register once apps are ready
