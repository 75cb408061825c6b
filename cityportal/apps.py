from django.apps import AppConfig


class CityportalConfig(AppConfig):
    name = "cityportal"
    verbose_name = "cityportal"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415 -- registers the checks once apps are ready
