"""Mails on questions go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding
from qa.models import QuestionMail

# A task that looks for mails whose own was lost runs twice an hour.
GRACE: Final = timedelta(hours=1)
# What failed before is the matter of the boards, who see it in their list.
RECENT: Final = timedelta(days=1)


def check_question_mails() -> Iterator[Finding]:
    """Find mails on questions that failed lately or wait too long."""
    now = timezone.now()
    if failed := QuestionMail.objects.failed().filter(tried_at__gte=now - RECENT).count():
        yield Finding(
            "question_mails_failed",
            _("%(count)d mails on questions were not sent since yesterday.") % {"count": failed},
            _("Check EMAIL_URL and the mail server. Boards send them again under Reports, Mails on questions."),
        )
    if waiting := QuestionMail.objects.left(at=now - GRACE).count():
        yield Finding(
            "question_mails_waiting",
            _("%(count)d mails on questions wait for an hour or more.") % {"count": waiting},
            _("See that Celery beat and a worker run."),
        )
