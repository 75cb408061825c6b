"""Settings, root URLs, Celery, system checks: what wires the apps together."""

from .celery import app as celery_app

__all__ = ["celery_app"]
