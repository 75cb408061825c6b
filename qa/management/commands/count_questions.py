"""`manage.py count_questions`: count the figures of questions again. Celery beat does it every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from qa.oversight.figures import count_questions


class Command(BaseCommand):
    help = "Count what became of the questions of each portal, by unit, topic and month."

    def handle(self, *args: Any, **options: Any) -> None:
        number = count_questions(at=timezone.now())
        self.stdout.write(_("%(number)d tallies were counted.") % {"number": number})
