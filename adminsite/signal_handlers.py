"""Registration only: work in the screens of Wagtail goes into the record."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry

from adminsite.editor_log import record_editor_log


@receiver(post_save, sender=PageLogEntry, dispatch_uid="portals.record_page_log")
@receiver(post_save, sender=ModelLogEntry, dispatch_uid="portals.record_model_log")
def record_work_in_the_editor(instance: Any, created: bool, **kwargs: Any) -> None:
    if created:
        record_editor_log(instance)
