from django.apps import AppConfig


class CityportalConfig(AppConfig):
    name = "cityportal"
    verbose_name = "cityportal"

    def ready(self) -> None:
        from . import checks, task_portals  # noqa: F401, PLC0415 -- both register once apps are ready
