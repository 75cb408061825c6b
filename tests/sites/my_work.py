"""What waits for a person, as tests read it."""

from __future__ import annotations

from django.utils import timezone

from sites.scope import scope_of
from sites.work_queries import Worker, work_list, work_lists


def worker(user):
    return Worker(user=user, scope=scope_of(user, on=timezone.localdate()), now=timezone.now())


def titles(user, kind):
    return [entry.title for entry in work_list(worker(user), kind).entries]


def kinds(user):
    return [found.kind for found in work_lists(worker(user))]
