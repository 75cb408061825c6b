"""Enumerations of comments on drafts: verbs, stakes, channels, responses, task lists and events."""

from django.db import models
from django.utils.translation import pgettext_lazy

from participation.enums.submissions import READABLE_STATES, ModerationState

# The report cannot go to the board before each of them has a response.
AWAITED_COMMENTS = READABLE_STATES | {ModerationState.RECEIVED}


class CommentVerb(models.TextChoices):
    """Verbs of comments on drafts. Each is one function (`participation.consultation.actions`)."""

    PUBLISH = "publish", pgettext_lazy("comment on a draft", "Publish as it was sent")
    REDACT = "redact", pgettext_lazy("comment on a draft", "Publish in part")
    WITHHOLD = "withhold", pgettext_lazy("comment on a draft", "Do not publish")
    ANSWER = "answer", pgettext_lazy("comment on a draft", "Respond")
    WITHDRAW = "withdraw", pgettext_lazy("comment on a draft", "Take back")


class CommentStake(models.TextChoices):
    """Interests in a draft that its commenters state (Law 64/2025/QH15: those who are affected, and agencies)."""

    CITIZEN = "citizen", pgettext_lazy("stake in a draft", "Citizen")
    ENTERPRISE = "enterprise", pgettext_lazy("stake in a draft", "Enterprise that it affects")
    ORGANISATION = "organisation", pgettext_lazy("stake in a draft", "Organisation, association")
    EXPERT = "expert", pgettext_lazy("stake in a draft", "Expert, scientist")
    AGENCY = "agency", pgettext_lazy("stake in a draft", "State agency")


class CommentChannel(models.TextChoices):
    """By what way a comment came; what did not come by the form was typed in by staff."""

    WEB = "web", pgettext_lazy("channel of a comment", "Form on the portal")
    PAPER = "paper", pgettext_lazy("channel of a comment", "On paper")
    MEETING = "meeting", pgettext_lazy("channel of a comment", "In a meeting")


class CommentResponse(models.TextChoices):
    """Responses of the agency to a comment; public with its report."""

    NONE = "none", pgettext_lazy("response to a comment", "No response yet")
    ACCEPTED = "accepted", pgettext_lazy("response to a comment", "Accepted")
    PARTLY_ACCEPTED = "partly_accepted", pgettext_lazy("response to a comment", "Accepted in part")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("response to a comment", "Not accepted")
    NOTED = "noted", pgettext_lazy("response to a comment", "Noted")


class CommentWithheldBecause(models.TextChoices):
    """Why a comment is not published. The class is public and counted, the words are not."""

    AGAINST_LAW = "against_law", pgettext_lazy("comment withheld", "Against the law, or a secret of the State")
    INSULT = "insult", pgettext_lazy("comment withheld", "Insults somebody, or incites")
    PERSONAL_DATA = "personal_data", pgettext_lazy("comment withheld", "Says hardly more than data of other people")
    OFF_TOPIC = "off_topic", pgettext_lazy("comment withheld", "Not about the draft")
    ADVERTISING = "advertising", pgettext_lazy("comment withheld", "Advertising, or the same sent by a program")


class CommentTaskList(models.TextChoices):
    """Task lists of comments on drafts."""

    TO_MODERATE = "comments_to_moderate", pgettext_lazy("task list", "Comments on drafts to look at")
    TO_ANSWER = "comments_to_answer", pgettext_lazy("task list", "Comments on drafts without a response")


class CommentEventKind(models.TextChoices):
    """Kinds of events about comments on drafts."""

    COMMENT_RECEIVED = "comment_received", pgettext_lazy("portal event", "Comment on a draft received")
    COMMENT_ENTERED = "comment_entered", pgettext_lazy("portal event", "Comment on a draft typed in by staff")
    COMMENT_PUBLISHED = "comment_published", pgettext_lazy("portal event", "Comment on a draft published")
    COMMENT_REDACTED = "comment_redacted", pgettext_lazy("portal event", "Comment on a draft published in part")
    COMMENT_WITHHELD = "comment_withheld", pgettext_lazy("portal event", "Comment on a draft not published")
    COMMENT_WITHDRAWN = "comment_withdrawn", pgettext_lazy("portal event", "Comment on a draft taken back")
    COMMENT_ANSWERED = "comment_answered", pgettext_lazy("portal event", "Response to a comment on a draft")
    COMMENTS_REANCHORED = (
        "comments_reanchored",
        pgettext_lazy("portal event", "Comments carried to a new version of a draft"),
    )
    COMMENT_FILE_READ = "comment_file_read", pgettext_lazy("portal event", "File of a comment on a draft read")
    DRAFT_FOLLOWED = "draft_followed", pgettext_lazy("portal event", "Draft followed by e-mail")
    DRAFT_UNFOLLOWED = "draft_unfollowed", pgettext_lazy("portal event", "Draft no longer followed by e-mail")


# Those that change nothing that the public sees.
UNSEEN_COMMENT_EVENTS = frozenset(
    {
        CommentEventKind.COMMENT_RECEIVED,
        CommentEventKind.COMMENT_ENTERED,
        CommentEventKind.COMMENT_FILE_READ,
        CommentEventKind.DRAFT_FOLLOWED,
        CommentEventKind.DRAFT_UNFOLLOWED,
    }
)
