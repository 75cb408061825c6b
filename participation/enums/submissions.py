"""Enumerations of submissions: consents, requests about personal data, moderation, and the roles of those who act."""

from enum import StrEnum

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
REQUIRED_CONSENTS = frozenset({ConsentPurpose.ANSWER, ConsentPurpose.RULES})


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


class ModerationState(models.TextChoices):
    """Where a comment or a live question stands with the public (`lifecycle` of their packages)."""

    RECEIVED = "received", pgettext_lazy("comment on a draft", "Waits for the board")
    PUBLISHED = "published", pgettext_lazy("comment on a draft", "Public")
    REDACTED = "redacted", pgettext_lazy("comment on a draft", "Public in part")
    WITHHELD = "withheld", pgettext_lazy("comment on a draft", "Not published")
    WITHDRAWN = "withdrawn", pgettext_lazy("comment on a draft", "Taken back by the sender")


READABLE_STATES = frozenset({ModerationState.PUBLISHED, ModerationState.REDACTED})


class SubmissionActor(StrEnum):
    """Roles in which people act on what was sent."""

    BOARD = "board"
    EDITOR = "editor"
    SENDER = "sender"
