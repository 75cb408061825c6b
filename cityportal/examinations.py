"""Examinations by the doctor that are kept: begun on a screen or at night, made by a worker, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from audit.failed_tasks import was_lost
from audit.on_commit import enqueue_on_commit
from cityportal.doctor import CHECKS, THOROUGH_CHECKS, VITAL_CHECKS, Finding, examine
from cityportal.errors import ExaminationForbidden
from cityportal.models import Examination
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from accounts.models import User

EXAMINING: Final = "cityportal.tasks.examine_installation"
KEPT_FOR: Final = timedelta(days=90)
# After which one that has not ended is taken for lost: a large installation takes minutes.
PATIENCE: Final = timedelta(minutes=30)
# Shorter ones occur in words by chance.
_SHORTEST_SECRET: Final = 6


@transaction.atomic
def start_examination(*, by: User, at: datetime) -> Examination:
    """Have a worker examine the installation; its task begins after the commit. One that is under way goes on alone.

    The row says who began it and when: no portal is changed, so there is no event.

    Raises:
        ExaminationForbidden: the person is no operator.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise ExaminationForbidden
    latest = Examination.objects.first()
    if latest is not None and is_under_way(latest, at=at):
        return latest
    started = Examination.objects.create(started_by=by, started_at=at)
    enqueue_on_commit(EXAMINING, started.pk)
    return started


def begin_nightly(*, at: datetime) -> Examination:
    """Create the row of the nightly examination, and delete old ones."""
    Examination.objects.filter(started_at__lt=at - KEPT_FOR).delete()
    return Examination.objects.create(started_at=at)


def make_examination(key: int) -> int:
    """Examine the installation as a row asks, thoroughly, and keep what is found. Returns how many things are wrong.

    Each check reads for itself: what it finds need not be of one moment.
    """
    row = Examination.objects.filter(pk=key, ended_at=None)
    if not row.exists():
        return 0
    try:
        with translation.override(settings.LANGUAGE_CODE):
            findings = [_kept(finding) for finding in examine()]
    except Exception as error:
        row.update(ended_at=timezone.now(), error=type(error).__name__[:100])
        raise
    checks = len(VITAL_CHECKS) + len(CHECKS) + len(THOROUGH_CHECKS)
    row.update(ended_at=timezone.now(), findings=findings, checks=checks)
    return len(findings)


def _kept(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "problem": without_secrets(str(finding.problem)),
        "advice": without_secrets(str(finding.advice)),
    }


def without_secrets(text: str) -> str:
    """A text without what the settings keep secret, wherever a message of a service or a package repeats it."""
    found = {str(secret) for secret in _secrets() if secret}
    for secret in sorted(found, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "…")
    return text


def _secrets() -> Iterator[object]:
    yield from (settings.SECRET_KEY, settings.AUDIT_KEY, settings.EMAIL_HOST_PASSWORD, settings.CELERY_BROKER_URL)
    yield from (*settings.SECRET_KEY_FALLBACKS, *settings.PERSONAL_DATA_KEYS, *settings.BACKUP_TARGETS)
    yield from (database.get("PASSWORD") for database in settings.DATABASES.values())
    for cache in settings.CACHES.values():
        location = cache.get("LOCATION")
        yield from location if isinstance(location, list) else [location]


def is_lost(examination: Examination) -> bool:
    """Whether the queue did not take an examination, or a worker gave it up."""
    return examination.ended_at is None and was_lost(EXAMINING, examination.pk, since=examination.started_at)


def is_under_way(examination: Examination, *, at: datetime) -> bool:
    """Whether a worker has it, or will."""
    return examination.ended_at is None and examination.started_at > at - PATIENCE and not is_lost(examination)


class Comparison(NamedTuple):
    """The difference between the findings of two examinations, in the order of the later one."""

    new: list[Mapping[str, Any]]
    changed: list[Mapping[str, Any]]
    same: list[Mapping[str, Any]]
    gone: list[Mapping[str, Any]]


def compare(now: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]]) -> Comparison:
    """Compare the findings of two examinations: new, changed, unchanged and gone. Pure."""
    now, before = list(now), list(before)
    former, former_codes = {_said(one) for one in before}, {one["code"] for one in before}
    present = {_said(one) for one in now}
    new = [one for one in now if one["code"] not in former_codes]
    changed = [one for one in now if one["code"] in former_codes and _said(one) not in former]
    told = {one["code"] for one in changed}
    return Comparison(
        new,
        changed,
        [one for one in now if _said(one) in former],
        [one for one in before if _said(one) not in present and one["code"] not in told],
    )


def _said(finding: Mapping[str, Any]) -> tuple[str, str]:
    return finding["code"], finding["problem"]
