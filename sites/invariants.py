"""What must hold at any time, as queries: run after every test and by `manage.py doctor`."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.query import PageQuerySet

from sites.directory import CONTAINER_DEPTH
from sites.enums import ApprovalKind
from sites.models import Approval


def public_without_approval() -> PageQuerySet:
    """Live pages that no board approved: empty on a sound installation (13.1.g). One query.

    A page made public from a version needs an approval of exactly that version; a starter page that nobody edited has
    no version, and needs the approval of the portal's opening.
    """
    approvals = Approval.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), object_id=Cast(OuterRef("pk"), CharField())
    )
    of_version = approvals.filter(revision=OuterRef("live_revision"))
    of_opening = approvals.filter(kind=ApprovalKind.OPENING, revision=None)
    # Root is not a page anybody reads; containers and what stands below them must be approved to be live.
    live = Page.objects.live().filter(depth__gte=CONTAINER_DEPTH)
    return live.exclude(Exists(of_version)).exclude(Exists(of_opening), live_revision=None)
