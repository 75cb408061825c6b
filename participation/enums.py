"""Why personal data is kept, seen and erased, and what a person may ask of it: words, and the named sets of them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ConsentPurpose(models.TextChoices):
    """What a person agrees to, each by itself (Law 91/2025/QH15, Article 9).

    RULES concerns what is sent, not the data of who sends it (Regulation 29.1): it is accepted once, and not withdrawn.
    """

    ANSWER = "answer", pgettext_lazy("purpose of a consent", "To process my data in order to answer")
    PUBLISH_NAME = "publish_name", pgettext_lazy("purpose of a consent", "To publish my name")
    NOTICES = "notices", pgettext_lazy("purpose of a consent", "To send me notices by e-mail")
    RULES = "rules", pgettext_lazy("purpose of a consent", "To follow the rules of contribution")


# Without these nothing is taken in by a form of the portal.
ASKED_FOR = frozenset({ConsentPurpose.ANSWER, ConsentPurpose.RULES})
# Those that can be withdrawn.
WITHDRAWABLE = (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME, ConsentPurpose.NOTICES)


class ConsentChannel(models.TextChoices):
    """By what way a person gave or withdrew a consent."""

    FORM = "form", pgettext_lazy("channel of a consent", "Form on the portal")
    LINK = "link", pgettext_lazy("channel of a consent", "Link sent to the person")
    OFFICE = "office", pgettext_lazy("channel of a consent", "Letter, or in the office")


class ErasureReason(models.TextChoices):
    """Why the data of a sender was erased (Law 91/2025/QH15, Article 14)."""

    REQUEST = "request", pgettext_lazy("reason to erase", "Request of the person")
    RETENTION = "retention", pgettext_lazy("reason to erase", "The period of keeping is over")
    CONSENT_WITHDRAWN = "consent_withdrawn", pgettext_lazy("reason to erase", "Consent withdrawn")


class ViewReason(models.TextChoices):
    """Why somebody read who a sender is."""

    HANDLING = "handling", pgettext_lazy("reason to read personal data", "To handle the submission")
    NOTICE = "notice", pgettext_lazy("reason to read personal data", "To send a notice")
    DATA_REQUEST = (
        "data_request",
        pgettext_lazy("reason to read personal data", "To answer a request about the data"),
    )
    PUBLIC_COPY = "public_copy", pgettext_lazy("reason to read personal data", "To make a public copy of a file")
    OWN = "own", pgettext_lazy("reason to read personal data", "The person reads the own data")


# Of whoever handles what was sent.
TO_HANDLE = (ViewReason.HANDLING, ViewReason.NOTICE, ViewReason.DATA_REQUEST)


class DataRequestKind(models.TextChoices):
    """What a person asks of the own data (Law 91/2025/QH15, Article 4.1)."""

    VIEW = "view", pgettext_lazy("request about personal data", "View, or be given it")
    CORRECT = "correct", pgettext_lazy("request about personal data", "Correct")
    DELETE = "delete", pgettext_lazy("request about personal data", "Delete")
    WITHDRAW = "withdraw", pgettext_lazy("request about personal data", "Withdraw a consent")
    RESTRICT = "restrict", pgettext_lazy("request about personal data", "Restrict the processing")


class DataRequestState(models.TextChoices):
    """Where a request about personal data stands."""

    RECEIVED = "received", pgettext_lazy("request about personal data", "Received")
    ANSWERED = "answered", pgettext_lazy("request about personal data", "Done and answered")
    REFUSED = "refused", pgettext_lazy("request about personal data", "Refused with a reason")


OPEN_REQUESTS = frozenset({DataRequestState.RECEIVED})


class PieceKind(models.TextChoices):
    """Personal data found in the text of a citizen."""

    PHONE = "phone", pgettext_lazy("personal data in a text", "Telephone number")
    IDENTITY = "identity", pgettext_lazy("personal data in a text", "Identity number")
    EMAIL = "email", pgettext_lazy("personal data in a text", "E-mail address")
    ADDRESS = "address", pgettext_lazy("personal data in a text", "Address of a home")
    ACCOUNT = "account", pgettext_lazy("personal data in a text", "Bank account")
    TAX_CODE = "tax_code", pgettext_lazy("personal data in a text", "Tax code")
    PLATE = "plate", pgettext_lazy("personal data in a text", "Number plate")


class PersonalDataEventKind(models.TextChoices):
    """Kinds of events about personal data of senders."""

    DATA_REQUEST_RECEIVED = (
        "data_request_received",
        pgettext_lazy("portal event", "Request about personal data received"),
    )
    DATA_REQUEST_RESPONDED = (
        "data_request_responded",
        pgettext_lazy("portal event", "First response to a request about personal data"),
    )
    DATA_REQUEST_ANSWERED = (
        "data_request_answered",
        pgettext_lazy("portal event", "Request about personal data answered"),
    )
    DATA_REQUEST_REFUSED = "data_request_refused", pgettext_lazy("portal event", "Request about personal data refused")
    PERSONAL_DATA_CORRECTED = (
        "personal_data_corrected",
        pgettext_lazy("portal event", "Personal data of a sender corrected"),
    )
    PERSONAL_DATA_ERASED = "personal_data_erased", pgettext_lazy("portal event", "Personal data of a sender erased")
    PERSONAL_DATA_RESEALED = (
        "personal_data_resealed",
        pgettext_lazy("portal event", "Personal data sealed anew with the newest key"),
    )


class CommentState(models.TextChoices):
    """Where a comment on a draft stands with the public (`participation.consultation.lifecycle`)."""

    RECEIVED = "received", pgettext_lazy("comment on a draft", "Waits for the board")
    PUBLISHED = "published", pgettext_lazy("comment on a draft", "Public")
    REDACTED = "redacted", pgettext_lazy("comment on a draft", "Public in part")
    WITHHELD = "withheld", pgettext_lazy("comment on a draft", "Not published")
    WITHDRAWN = "withdrawn", pgettext_lazy("comment on a draft", "Taken back by the sender")


READABLE_COMMENTS = frozenset({CommentState.PUBLISHED, CommentState.REDACTED})
# The report cannot go to the board before each of them has a response.
AWAITED_COMMENTS = READABLE_COMMENTS | {CommentState.RECEIVED}


class CommentVerb(models.TextChoices):
    """Verbs of comments on drafts. Each is one function (`participation.consultation.actions`)."""

    PUBLISH = "publish", pgettext_lazy("comment on a draft", "Publish as it was sent")
    REDACT = "redact", pgettext_lazy("comment on a draft", "Publish in part")
    WITHHOLD = "withhold", pgettext_lazy("comment on a draft", "Do not publish")
    ANSWER = "answer", pgettext_lazy("comment on a draft", "Respond")
    WITHDRAW = "withdraw", pgettext_lazy("comment on a draft", "Take back")


class CommentActor(models.TextChoices):
    """Roles in which people act on comments."""

    BOARD = "board", pgettext_lazy("comment on a draft", "Editorial board")
    EDITOR = "editor", pgettext_lazy("comment on a draft", "Editor")
    SENDER = "sender", pgettext_lazy("comment on a draft", "Sender")


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
    COMMENTS_CARRIED = "comments_carried", pgettext_lazy("portal event", "Comments carried to a new version of a draft")
    COMMENT_FILE_READ = "comment_file_read", pgettext_lazy("portal event", "File of a comment on a draft read")


# Those that change nothing that the public sees.
UNSEEN_COMMENT_EVENTS = frozenset(
    {CommentEventKind.COMMENT_RECEIVED, CommentEventKind.COMMENT_ENTERED, CommentEventKind.COMMENT_FILE_READ}
)


class LiveWithheldBecause(models.TextChoices):
    """Why a live question is not published. The class is public, the words are not."""

    AGAINST_LAW = "against_law", pgettext_lazy("live question withheld", "Against the law, or a secret of the State")
    INSULT = "insult", pgettext_lazy("live question withheld", "Insults somebody, or incites")
    PERSONAL_DATA = "personal_data", pgettext_lazy("live question withheld", "Says hardly more than data of people")
    OFF_TOPIC = "off_topic", pgettext_lazy("live question withheld", "Not about the subject of the dialogue")
    REPEATED = "repeated", pgettext_lazy("live question withheld", "Asked before in this dialogue")
    ADVERTISING = "advertising", pgettext_lazy("live question withheld", "Advertising, or sent by a program")


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


class ContributionVerb(models.TextChoices):
    """Verbs of contributions. Each is one function (`participation.contribution.actions`)."""

    ASK_BACK = "ask_back", pgettext_lazy("contribution", "Ask the sender")
    REPLY = "reply", pgettext_lazy("contribution", "Answer the board")
    ACCEPT = "accept", pgettext_lazy("contribution", "Accept as a draft")
    DECLINE = "decline", pgettext_lazy("contribution", "Decline")
    WITHDRAW = "withdraw", pgettext_lazy("contribution", "Take back")


class ContributionActor(models.TextChoices):
    """Role in which a person acts on a contribution."""

    BOARD = "board", pgettext_lazy("contribution", "Editorial board")
    EDITOR = "editor", pgettext_lazy("contribution", "Editor")
    SENDER = "sender", pgettext_lazy("contribution", "Sender")


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
    QUALITY = "quality", pgettext_lazy("contribution declined", "Pictures or text are not good enough to publish")


class PictureRights(models.TextChoices):
    """By what right somebody sends a picture."""

    OWN = "own", pgettext_lazy("rights of a picture", "I took it")
    PERMITTED = "permitted", pgettext_lazy("rights of a picture", "Who took it allows that the portal publishes it")
    ORGANISATION = "organisation", pgettext_lazy("rights of a picture", "It belongs to the organisation that sends it")


class ContributionTaskList(models.TextChoices):
    """Task lists of contributions."""

    TO_DECIDE = "contributions_to_decide", pgettext_lazy("task list", "Contributions to decide on")


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
