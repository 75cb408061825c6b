"""Make public what the board approved for a later time, and what it did not approve, not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Page, Revision

from editorial.errors import NotApproved
from editorial.integrity.guard import refuse_unapproved
from editorial.review.locking import lock_original, lock_page, lock_what_goes
from editorial.review.schedule import has_public_place, lacks_original
from sites.directory import get_directory
from sites.locking import locked_portal

logger = logging.getLogger(__name__)


class Command(WagtailCommand):
    """Stands before Wagtail's, which reads once what is due and ends at the first that fails.

    Each page is asked about again once it is held, in a transaction of its own: what was withdrawn or taken from its
    time while others were published stays where it is. One that cannot be published waits for the next run, and keeps
    no other from its time.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Take off what has run out, publish what is due, and say what was not published.

        Raises:
            CommandError: at the end, where a version was held for not being as approved, or could not be published.
        """
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        now = timezone.now()
        expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")
        due = Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
        told = [_attempt(take_off, key) for key in list(expired.values_list("pk", flat=True))]
        told += [_attempt(publish, key) for key in list(due.values_list("pk", flat=True))]
        if problems := [problem for problem in told if problem]:
            raise CommandError("\n".join(problems))


def _attempt(act: Callable[[int], str], key: int) -> str:
    """What is to be said of one page; empty where all went well. Whatever fails is undone, and logged."""
    try:
        with transaction.atomic():
            return act(key)
    except Exception as error:
        logger.exception("%s of %s failed", act.__name__, key)
        return _("Not published or taken off at its time; the next run tries again: %(what)s") % {"what": error}


def take_off(page_id: int) -> str:
    """Unpublish a page whose time has run out, unless that was changed meanwhile."""
    page = Page.objects.filter(pk=page_id).first()
    held = lock_what_goes([page]) if page is not None else []
    for one in held:
        if one.expire_at is not None and one.expire_at < timezone.now():
            one.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return ""


def publish(revision_id: int) -> str:
    """Publish a version whose time has come, unless somebody took the time from it, or withdrew its page, meanwhile.

    Returns what was held for not being as approved.
    """
    revision = Revision.page_revisions.filter(pk=revision_id).first()
    page = Page.objects.filter(pk=revision.object_id).first() if revision is not None else None
    if page is None:
        return ""
    record = get_directory().for_path(page.path)
    if record is not None:
        locked_portal(record.id)
    lock_original(page)
    lock_page(page.pk)
    revision = Revision.page_revisions.filter(pk=revision_id, approved_go_live_at__lt=timezone.now()).first()
    if revision is None:
        return ""
    page.refresh_from_db(fields=["path"])
    if not _is_approved_here(revision) or not has_public_place(page) or lacks_original(revision):
        # Wagtail logs it, and so our record has it, on the portal of the page.
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        message = _(
            "Not published, since it is not what the editorial board approved, or what it stands in or stands for is"
            " not public any more: %(name)s."
        )
        return message % {"name": f"{revision.object_str} ({revision.object_id})"}
    revision.publish(log_action="wagtail.publish.scheduled")
    return ""


def _is_approved_here(revision: Revision) -> bool:
    """Whether the last door would let it pass as it is: a page that moved since is another board's."""
    page = revision.as_object()
    page.live, page.live_revision = True, revision
    try:
        refuse_unapproved(page, written=None)
    except NotApproved:
        return False
    return True
