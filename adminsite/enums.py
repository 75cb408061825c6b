"""What is written down of screens of the admin."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AdminEventKind(models.TextChoices):
    """Kinds of events about lists and the content calendar."""

    LIST_EXPORTED = "list_exported", pgettext_lazy("portal event", "List exported")
    CALENDAR_ADDRESS_MADE = "calendar_address_made", pgettext_lazy("portal event", "Calendar address made")
    CALENDAR_ADDRESS_ENDED = "calendar_address_ended", pgettext_lazy("portal event", "Calendar address ended")
