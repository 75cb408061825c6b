"""What Celery beat starts by itself, in the time zone of the city. One beat process for the whole installation."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    # Roles and seats begin and end with a day.
    "sync-roles": {"task": "sites.tasks.sync_roles", "schedule": crontab(hour=0, minute=10)},
}
