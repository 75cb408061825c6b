"""Settings, addresses, health, doctor, catalogues, the demo: wires the rooms together.

Holds no rule of its own.
"""

from .celery import app as celery_app

__all__ = ["celery_app"]
