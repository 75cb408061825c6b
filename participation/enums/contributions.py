"""Enumerations of contributions: kinds, states, verbs, steps, rights, task lists, notices and events."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class ContributionKind(models.TextChoices):
    """Kinds of contributions (Regulation 14.2), which decide on the type of the page that is made of them."""

    ARTICLE = "article", pgettext_lazy("kind of a contribution", "Article")
    PICTURES = "pictures", pgettext_lazy("kind of a contribution", "Pictures")
    VIDEO = "video", pgettext_lazy("kind of a contribution", "Video")


class ContributionState(models.TextChoices):
    """Where a contribution stands (`participation.contribution.lifecycle`). That its page is public is no state: pages
    say that themselves."""

    RECEIVED = "received", pgettext_lazy("contribution", "Waits for the board")
    ASKED_BACK = "asked_back", pgettext_lazy("contribution", "The board asked the sender")
    ACCEPTED = "accepted", pgettext_lazy("contribution", "Accepted")
    DECLINED = "declined", pgettext_lazy("contribution", "Not used")
    WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "Taken back by the sender")


UNDECIDED_CONTRIBUTIONS = frozenset({ContributionState.RECEIVED, ContributionState.ASKED_BACK})


ENDED_CONTRIBUTIONS = frozenset({ContributionState.DECLINED, ContributionState.WITHDRAWN})


class ContributionVerb(StrEnum):
    """Verbs of contributions. Each is one function."""

    ASK_BACK = "ask_back"
    REPLY = "reply"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class ContributionStepKind(models.TextChoices):
    """A step of which the sender is told."""

    RECEIVED = "received", pgettext_lazy("step of a contribution", "Received")
    ASKED_BACK = "asked_back", pgettext_lazy("step of a contribution", "Question of the board")
    REPLIED = "replied", pgettext_lazy("step of a contribution", "Answer of the sender")
    ACCEPTED = "accepted", pgettext_lazy("step of a contribution", "Accepted: it is edited and reviewed")
    PUBLISHED = "published", pgettext_lazy("step of a contribution", "Published")
    DECLINED = "declined", pgettext_lazy("step of a contribution", "Not used")
    WITHDRAWN = "withdrawn", pgettext_lazy("step of a contribution", "Taken back by the sender")


# What the sender does needs no mail to the sender.
MAILED_STEPS = frozenset(ContributionStepKind) - {ContributionStepKind.REPLIED, ContributionStepKind.WITHDRAWN}


class ContributionDeclinedBecause(models.TextChoices):
    """Why the board does not use a contribution. The sender reads it, with the words of the board."""

    OFF_TOPIC = "off_topic", pgettext_lazy("contribution declined", "Not about what the portal informs of")
    KNOWN = "known", pgettext_lazy("contribution declined", "Published already, or out of date")
    UNCHECKED = "unchecked", pgettext_lazy("contribution declined", "Facts or source could not be confirmed")
    RIGHTS = "rights", pgettext_lazy("contribution declined", "Rights of others, or consent of people is missing")
    RULES = "rules", pgettext_lazy("contribution declined", "Against the rules of contribution")
    QUALITY = "quality", pgettext_lazy("contribution declined", "Not good enough to publish")


class PictureRights(models.TextChoices):
    """By what right somebody sends a picture."""

    OWN = "own", pgettext_lazy("rights of a picture", "I took it")
    PERMITTED = "permitted", pgettext_lazy("rights of a picture", "Who took it allows that the portal publishes it")
    ORGANISATION = "organisation", pgettext_lazy("rights of a picture", "It belongs to the organisation that sends it")


class ContributionTaskList(models.TextChoices):
    """Task lists of contributions."""

    TO_DECIDE = "contributions_to_decide", pgettext_lazy("task list", "Contributions to decide on")


class ContributionNoticeKind(models.TextChoices):
    """Kinds of notices about contributions."""

    WAITING = "contribution_waits", pgettext_lazy("notice", "Contributions that wait for a decision")


class ContributionEventKind(models.TextChoices):
    """Kinds of events about contributions."""

    CONTRIBUTION_RECEIVED = "contribution_received", pgettext_lazy("portal event", "Contribution received")
    CONTRIBUTION_ASKED_BACK = (
        "contribution_asked_back",
        pgettext_lazy("portal event", "Sender of a contribution asked"),
    )
    CONTRIBUTION_REPLIED = "contribution_replied", pgettext_lazy("portal event", "Sender of a contribution answered")
    CONTRIBUTION_ACCEPTED = "contribution_accepted", pgettext_lazy("portal event", "Contribution accepted as a draft")
    CONTRIBUTION_PUBLISHED = "contribution_published", pgettext_lazy("portal event", "Contribution published")
    CONTRIBUTION_DECLINED = "contribution_declined", pgettext_lazy("portal event", "Contribution declined")
    CONTRIBUTION_WITHDRAWN = "contribution_withdrawn", pgettext_lazy("portal event", "Contribution taken back")
    CONTRIBUTION_PICTURES_DELETED = (
        "contribution_pictures_deleted",
        pgettext_lazy("portal event", "Unused pictures of a contribution deleted"),
    )
