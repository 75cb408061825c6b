"""Enumerations of ratings: axes, whether a page helped, the state of feedback, events."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RatingAxis(models.TextChoices):
    """Axes on which the provision of information is rated (Regulation 4.3.c)."""

    INTERFACE = "interface", pgettext_lazy("axis of a rating", "Interface")
    CONTENT = "content", pgettext_lazy("axis of a rating", "Content")
    QUALITY = "quality", pgettext_lazy("axis of a rating", "Quality")
    SUPPORT = "support", pgettext_lazy("axis of a rating", "Support")


class Helpfulness(models.TextChoices):
    """Whether a page helped its reader."""

    HELPED = "helped", pgettext_lazy("whether a page helped", "Yes")
    PARTLY = "partly", pgettext_lazy("whether a page helped", "Partly")
    LACKING = "lacking", pgettext_lazy("whether a page helped", "No")


class FeedbackState(models.TextChoices):
    """Where the board stands with a page that did not help."""

    NEW = "new", pgettext_lazy("feedback on a page", "New")
    SEEN = "seen", pgettext_lazy("feedback on a page", "Seen")
    DONE = "done", pgettext_lazy("feedback on a page", "Done")


class RatingEventKind(models.TextChoices):
    """Kinds of events about pages that did not help."""

    PAGE_FEEDBACK_SEEN = "page_feedback_seen", pgettext_lazy("portal event", "Feedback on a page seen")
    PAGE_FEEDBACK_DONE = "page_feedback_done", pgettext_lazy("portal event", "Feedback on a page dealt with")
