"""What waits for a person, as tests read it."""

from django.utils import timezone

from members.access.scope import scope_of
from notifications.task_lists import Worker, task_list, task_lists


def worker(user):
    return Worker(user=user, scope=scope_of(user, on=timezone.localdate()), now=timezone.now())


def titles(user, kind):
    return [entry.title for entry in task_list(worker(user), kind).entries]


def kinds(user):
    return [found.kind for found in task_lists(worker(user))]
