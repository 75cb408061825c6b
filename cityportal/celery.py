"""The Celery application: eager without a broker, workers with CELERY_BROKER_URL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityportal.settings.production")

app = Celery("cityportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
