"""What happens to what other systems read of us, and to what we read of them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ChangeKind(models.TextChoices):
    """What an entry of the list of changes says."""

    PUBLIC = "public", pgettext_lazy("change", "The item is public, or says something else than before")
    REMOVED = "removed", pgettext_lazy("change", "The item is not public any more: remove it")
    PORTAL_OPEN = "portal_open", pgettext_lazy("change", "The portal opened or changed: read its items anew")
    PORTAL_CLOSED = "portal_closed", pgettext_lazy("change", "The portal is closed: remove its items")


class GoneBecause(models.TextChoices):
    """Why an item is not public any more, where no board withdrew it with a reason of its own."""

    EXPIRED = "expired", pgettext_lazy("why an item is gone", "Its time has run out")
    PORTAL_CLOSED = "portal_closed", pgettext_lazy("why an item is gone", "Its portal is closed")
    NO_LONGER_PUBLIC = "no_longer_public", pgettext_lazy("why an item is gone", "It is not public any more")


class SendingState(models.TextChoices):
    """What became of a sheet of figures."""

    TAKEN = "taken", pgettext_lazy("sheet of figures", "Taken by the receiver")
    FAILED = "failed", pgettext_lazy("sheet of figures", "Not taken")
    DOWNLOADED = "downloaded", pgettext_lazy("sheet of figures", "Downloaded by a person")


class PackageState(models.TextChoices):
    """How far an archive package has come."""

    WAITING = "waiting", pgettext_lazy("archive package", "Waits to be made")
    READY = "ready", pgettext_lazy("archive package", "Ready to be downloaded")
    FAILED = "failed", pgettext_lazy("archive package", "Could not be made")
    LOST = "lost", pgettext_lazy("archive package", "Was not made in time: ask for it again")
    CLEARED = "cleared", pgettext_lazy("archive package", "File deleted: its time to be downloaded is over")


class ExchangeEventKind(models.TextChoices):
    """Kinds of events about archive packages, figures and imported items."""

    ARCHIVE_ASKED = "archive_asked", pgettext_lazy("portal event", "Archive package asked for")
    ARCHIVE_FETCHED = "archive_fetched", pgettext_lazy("portal event", "Archive package downloaded")
    ARCHIVE_FAILED = "archive_failed", pgettext_lazy("portal event", "Archive package could not be made")
    ARCHIVE_LOST = "archive_lost", pgettext_lazy("portal event", "Archive package given up: nobody made it")
    ARCHIVE_CLEARED = "archive_cleared", pgettext_lazy("portal event", "File of an archive package deleted")
    FIGURES_SENT = "figures_sent", pgettext_lazy("portal event", "Figures given to the measurement system")
    SOURCE_SET = "source_set", pgettext_lazy("portal event", "Source of items set")
    SOURCE_ENDED = "source_ended", pgettext_lazy("portal event", "Source of items is read no more")
    ITEMS_IMPORTED = "items_imported", pgettext_lazy("portal event", "Items of another system imported as drafts")
