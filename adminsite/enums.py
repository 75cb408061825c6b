"""What is written down of screens of the admin."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AdminEventKind(models.TextChoices):
    """Kinds of events about lists and the content calendar."""

    LIST_EXPORTED = "list_exported", pgettext_lazy("portal event", "List exported")
    CALENDAR_ADDRESS_MADE = "calendar_address_made", pgettext_lazy("portal event", "Calendar address made")
    CALENDAR_ADDRESS_ENDED = "calendar_address_ended", pgettext_lazy("portal event", "Calendar address ended")


class Audience(models.TextChoices):
    """For whom the help of the first days is: a list of first steps, and a handout of one page."""

    WRITER = "writer", pgettext_lazy("audience of help", "Those who write")
    BOARD = "board", pgettext_lazy("audience of help", "Those who approve")
    PORTAL_ADMIN = "portal-admin", pgettext_lazy("audience of help", "Portal administrators")
    OFFICER = "officer", pgettext_lazy("audience of help", "Answering officers")
    OPERATOR = "operator", pgettext_lazy("audience of help", "Operators")
