"""Why a page stays closed when its portal opens."""

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
