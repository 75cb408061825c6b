"""States of a portal, the named sets of them, and the rules its hostname follows."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PortalState(models.TextChoices):
    """What the public sees of a portal."""

    PREPARING = "preparing", pgettext_lazy("portal state", "In preparation")
    LIVE = "live", pgettext_lazy("portal state", "Live")
    SUSPENDED = "suspended", pgettext_lazy("portal state", "Suspended")
    ARCHIVED = "archived", pgettext_lazy("portal state", "Archived")


# Pages of these portals can be read.
READABLE_STATES = frozenset({PortalState.LIVE, PortalState.ARCHIVED})
# Whatever is asked of these portals, one page answers.
CLOSED_STATES = frozenset({PortalState.PREPARING, PortalState.SUSPENDED})
# Portals that citizens are shown in lists.
LISTED_STATES = frozenset({PortalState.LIVE, PortalState.SUSPENDED, PortalState.ARCHIVED})


class HostnameProfile(models.TextChoices):
    """Which set of hostname rules a new portal follows."""

    REGULATION = "regulation", pgettext_lazy("hostname profile", "Decision 05/2024: ward under district")
    TWO_TIER = "two-tier", pgettext_lazy("hostname profile", "Two-tier government: ward under the city")


class PortalEventKind(models.TextChoices):
    """Kinds of events about the portal itself: its facts, states and hosts."""

    PROVISIONED = "provisioned", pgettext_lazy("portal event", "Created")
    CHANGED = "changed", pgettext_lazy("portal event", "Facts changed")
    OPENING_APPROVED = "opening_approved", pgettext_lazy("portal event", "Opening approved as the first of two")
    OPENED = "opened", pgettext_lazy("portal event", "Opened")
    SUSPENDED = "suspended", pgettext_lazy("portal event", "Suspended")
    RESUMED = "resumed", pgettext_lazy("portal event", "Resumed")
    ARCHIVED = "archived", pgettext_lazy("portal event", "Archived")
    HOST_CHANGED = "host_changed", pgettext_lazy("portal event", "Hostname changed")
