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
