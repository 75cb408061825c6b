"""Background work of reviews."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from editorial.integrity.leftover_files import delete_leftover_private_files as delete_all_leftovers
from editorial.integrity.reference_repair import repair_references as repair_all_references


@shared_task(ignore_result=True)
def publish_scheduled() -> None:
    """Publish what the boards approved for a time that has come, take down what has run out.

    Raises:
        CommandError: after the others, for versions that are no longer as they were approved.
    """
    call_command("publish_scheduled")


@shared_task
def repair_references() -> int:
    """Let the index of references know of public pages whose task was lost. Returns of how many."""
    return repair_all_references()


@shared_task
def delete_leftover_private_files() -> int:
    """Delete files of proposals and questions that lost their row. Returns how many."""
    return delete_all_leftovers(at=timezone.now())
