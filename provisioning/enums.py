"""Why a page stays closed when its portal opens; how far a file of portals has come."""

from django.db import models
from django.utils.translation import pgettext_lazy


class StaysClosed(models.TextChoices):
    """Why the opening of a portal leaves a page of its starter tree to a review of its own."""

    IN_REVIEW = "in_review", pgettext_lazy("starter page", "It is in review: it becomes public when its review ends")
    SCHEDULED = (
        "scheduled",
        pgettext_lazy("starter page", "It has a time to become public, or its time has run out: submit it for review"),
    )
    WAS_PUBLIC = "was_public", pgettext_lazy("starter page", "It was public before: submit it for review")


class PortalNoticeKind(models.TextChoices):
    """Kinds of notices about the opening of a portal."""

    TO_OPEN = "to_open", pgettext_lazy("notice", "A portal that opens with your approval as the second")


class PortalTaskList(models.TextChoices):
    """Task lists of portals."""

    PREPARING = "preparing", pgettext_lazy("my work", "Portals in preparation")
    SUSPENDED = "suspended", pgettext_lazy("my work", "Suspended portals")


class PortalImportState(models.TextChoices):
    """State of a confirmed file of portals."""

    UNDER_WAY = "under_way", pgettext_lazy("file of portals", "Under way")
    DONE = "done", pgettext_lazy("file of portals", "Done")
    STOPPED = "stopped", pgettext_lazy("file of portals", "Stopped")


class PortalImportRowState(models.TextChoices):
    """State of one row of a file of portals."""

    WAITING = "waiting", pgettext_lazy("portal of a file", "Not made yet")
    CREATED = "created", pgettext_lazy("portal of a file", "Created")
    COMPLETED = "completed", pgettext_lazy("portal of a file", "Existed, completed")
    FAILED = "failed", pgettext_lazy("portal of a file", "Failed")


class ProvisioningEventKind(models.TextChoices):
    """Kinds of events about files of portals."""

    PORTAL_IMPORT_STARTED = "portal_import_started", pgettext_lazy("portal event", "Portals from a file: confirmed")
    PORTAL_IMPORT_DONE = "portal_import_done", pgettext_lazy("portal event", "Portals from a file: all rows done")
    PORTAL_IMPORT_STOPPED = "portal_import_stopped", pgettext_lazy("portal event", "Portals from a file: stopped")
