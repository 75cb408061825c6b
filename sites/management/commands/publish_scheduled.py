"""Make public what the board approved for a later time, and what it did not approve, not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Page, Revision

from sites.directory import CONTAINER_DEPTH, get_directory
from sites.errors import NotApproved
from sites.public_guard import refuse_unapproved
from sites.stand_ins import original_of


class Command(WagtailCommand):
    """Stands before Wagtail's, which would end at the first version that may not be published, and leave the rest."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the time from versions that are not as approved, publish the others, and say which were held.

        Raises:
            CommandError: at the end, where any was held.
        """
        held = [] if options["dryrun"] else self._hold_what_is_not_as_approved()
        super().handle(*args, **options)
        if held:
            message = _(
                "Not published, since they are not what the editorial board approved, or what they stand in or stand"
                " for is not public any more: %(names)s."
            )
            raise CommandError(message % {"names": "; ".join(held)})

    def _hold_what_is_not_as_approved(self) -> list[str]:
        due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
        held = [revision for revision in due if not _may_be_published(revision)]
        for revision in held:
            # Wagtail logs it, and so our record has it, on the portal of the page.
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
        return [f"{revision.object_str} ({revision.object_id})" for revision in held]


def _may_be_published(revision: Revision) -> bool:
    """Whether it is what the board approved, and may stand where it will. A few queries."""
    return _is_approved_here(revision) and _has_public_place(revision) and not _lacks_original(revision)


def _is_approved_here(revision: Revision) -> bool:
    """Whether the last door would let it pass as it is: a page that moved since is another board's. A few queries.

    Asked beforehand: Wagtail publishes all in one loop, and the first that is refused would end it.
    """
    page = revision.as_object()
    page.live, page.live_revision = True, revision
    try:
        refuse_unapproved(page, written=None)
    except NotApproved:
        return False
    return True


def _lacks_original(revision: Revision) -> bool:
    """Whether it stands for a page that is not public any more. One query, none for what stands for none."""
    original = original_of(revision.as_object())
    return original is not None and not Page.objects.live().filter(pk=original).exists()


def _has_public_place(revision: Revision) -> bool:
    """Whether the portal publishes still, and no page above was taken off. One query."""
    page = Page.objects.get(pk=revision.object_id)
    record = get_directory().for_path(page.path)
    above = page.get_ancestors().filter(depth__gt=CONTAINER_DEPTH, live=False)
    return record is not None and not record.is_archived and not above.exists()
