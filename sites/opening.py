"""What the opening of a portal makes public."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from wagtail.models import Page

from sites.digests import digest_of
from sites.errors import ContentBlocked, PageIncomplete
from sites.findings import Finding, blocking, findings_of
from sites.models import Portal
from sites.permissions import wrote_part_of
from sites.registry import opened_rows

if TYPE_CHECKING:
    from accounts.models import User


def pages_to_open(portal: Portal) -> list[Page]:
    """The starter pages that the board approves together: laid out by provisioning, in Vietnamese, not public yet.

    Pages that an editor created, and the English ones, go through review one by one. One query.
    """
    home = portal.vietnamese_home
    if home is None:
        return []
    starters = home.get_descendants(inclusive=True).filter(live=False, owner=None)
    return list(starters.select_related("latest_revision").order_by("path"))


def what_opens(portal: Portal) -> str:
    """What would become public now, as one hash: versions of pages, and all that opens with them.

    The board approves what it saw: a screen keeps this and gives it to the verb. A few queries, none for each page.
    """
    versions = [f"{page.pk}:{page.latest_revision_id}" for page in pages_to_open(portal)]
    return sha256(" ".join([*versions, *map(digest_of, opened_rows(portal))]).encode()).hexdigest()


def findings_to_open(page: Page) -> list[Finding]:
    """What the machine checks find in the changed version of a starter page; nothing in one that nobody changed.

    Raises:
        PageIncomplete: a draft lacks what a public page must have.
        ContentBlocked: they found what must be corrected first.
    """
    if page.latest_revision is None:
        return []
    version = page.latest_revision.as_object()
    try:
        version.full_clean()
    except ValidationError as error:
        raise PageIncomplete(str(version), error.messages) from error
    findings = findings_of(version)
    if blocking(findings):
        raise ContentBlocked(str(version), blocking(findings))
    return findings


def changed_by(user: User, page: Page) -> bool:
    """Whether a starter page holds changes of this person, which the opening may not approve. At most three queries."""
    return page.latest_revision is not None and wrote_part_of(user, page, page.latest_revision)


def pages_to_review(portal: Portal) -> int:
    """Pages of the portal that the opening leaves alone, since each needs its own review. One query."""
    home = portal.vietnamese_home
    if home is None:
        return 0
    return home.get_descendants().filter(live=False).exclude(owner=None).count()
