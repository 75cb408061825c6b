"""What is written down as having happened: to portals, to accounts, to background work."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class PortalEventKind(models.TextChoices):
    """What happened to a portal. Rows are never edited or deleted."""

    PROVISIONED = "provisioned", pgettext_lazy("portal event", "Created")
    CHANGED = "changed", pgettext_lazy("portal event", "Facts changed")
    OPENING_APPROVED = "opening_approved", pgettext_lazy("portal event", "Opening approved as the first of two")
    OPENED = "opened", pgettext_lazy("portal event", "Opened")
    SUSPENDED = "suspended", pgettext_lazy("portal event", "Suspended")
    RESUMED = "resumed", pgettext_lazy("portal event", "Resumed")
    ARCHIVED = "archived", pgettext_lazy("portal event", "Archived")
    HOST_CHANGED = "host_changed", pgettext_lazy("portal event", "Hostname changed")
    MEMBERSHIP_GRANTED = "membership_granted", pgettext_lazy("portal event", "Role given")
    MEMBERSHIP_WITHDRAWN = "membership_withdrawn", pgettext_lazy("portal event", "Role withdrawn")
    SEAT_TAKEN = "seat_taken", pgettext_lazy("portal event", "Seat on the board given")
    SEAT_LEFT = "seat_left", pgettext_lazy("portal event", "Seat on the board ended")
    DELEGATED = "delegated", pgettext_lazy("portal event", "Approval delegated")
    DELEGATION_ENDED = "delegation_ended", pgettext_lazy("portal event", "Delegation ended")
    ITEM_SUBMITTED = "item_submitted", pgettext_lazy("portal event", "Item submitted to the board")
    ITEM_APPROVED = "item_approved", pgettext_lazy("portal event", "Item approved")
    ITEM_RETURNED = "item_returned", pgettext_lazy("portal event", "Item returned")
    ITEM_SCHEDULED = "item_scheduled", pgettext_lazy("portal event", "Item waits for its time")
    ITEM_PUBLISHED = "item_published", pgettext_lazy("portal event", "Item published")
    ITEM_CHECKED = "item_checked", pgettext_lazy("portal event", "Item checked by a section editor")
    ITEM_CORRECTED = "item_corrected", pgettext_lazy("portal event", "Published item corrected")
    ITEM_TAKEN_DOWN = "item_taken_down", pgettext_lazy("portal event", "Item withdrawn from the public at once")
    VIOLATION_RECORDED = "violation_recorded", pgettext_lazy("portal event", "Violation recorded")
    VIOLATION_ANSWERED = "violation_answered", pgettext_lazy("portal event", "Violation answered by the board")
    VIOLATION_SENT_BACK = "violation_sent_back", pgettext_lazy("portal event", "Answer on a violation sent back")
    VIOLATION_CLOSED = "violation_closed", pgettext_lazy("portal event", "Violation closed")
    COVERAGE_ASSIGNED = "coverage_assigned", pgettext_lazy("portal event", "Person sent to cover an event")
    COVERAGE_DELIVERED = "coverage_delivered", pgettext_lazy("portal event", "Item on a covered event handed in")
    COVERAGE_CANCELLED = (
        "coverage_cancelled",
        pgettext_lazy("portal event", "Assignment to cover an event cancelled"),
    )
    ITEM_CONFIRMED = "item_confirmed", pgettext_lazy("portal event", "Published item confirmed as still right")
    VERSION_COMPARED = (
        "version_compared",
        pgettext_lazy("portal event", "English version compared with its Vietnamese page"),
    )
    ITEM_UNPUBLISHED = "item_unpublished", pgettext_lazy("portal event", "Item no longer public")
    CHANGE_PROPOSED = "change_proposed", pgettext_lazy("portal event", "Change submitted to the board")
    CHANGE_APPROVED = "change_approved", pgettext_lazy("portal event", "Change approved")
    CHANGE_RETURNED = "change_returned", pgettext_lazy("portal event", "Change returned")
    CHANGE_DROPPED = "change_dropped", pgettext_lazy("portal event", "Proposed change taken back")
    CHANGE_OVERTAKEN = (
        "change_overtaken",
        pgettext_lazy("portal event", "Proposal closed without a decision"),
    )
    CHANGE_MADE = "change_made", pgettext_lazy("portal event", "Approved change made public")
    PROPOSED_TO_CITY = "proposed_to_city", pgettext_lazy("portal event", "Item proposed to the city portal")
    REVIEW_VARIANT_CHANGED = "review_variant", pgettext_lazy("portal event", "Steps of the review changed")
    INVITED = "invited", pgettext_lazy("portal event", "Person invited")
    INVITATION_ACCEPTED = "invitation_accepted", pgettext_lazy("portal event", "Invitation accepted")
    INVITATION_WITHDRAWN = "invitation_withdrawn", pgettext_lazy("portal event", "Invitation withdrawn")
    ACCOUNTS_EXPORTED = "accounts_exported", pgettext_lazy("portal event", "List of accounts exported")
    ACCOUNT_CREATED = "account_created", pgettext_lazy("portal event", "Account created")
    ACCOUNT_SUSPENDED = "account_suspended", pgettext_lazy("portal event", "Account suspended")
    ACCOUNT_RESUMED = "account_resumed", pgettext_lazy("portal event", "Suspension of an account lifted")
    ACCOUNT_OPENED = "account_opened", pgettext_lazy("portal event", "Closed account opened")
    ACCOUNT_RENAMED = "account_renamed", pgettext_lazy("portal event", "Account renamed")
    ACCOUNT_ADDRESS_CHANGED = (
        "account_address_changed",
        pgettext_lazy("portal event", "E-mail address of an account changed"),
    )
    SIGNED_IN = "signed_in", pgettext_lazy("portal event", "Signed in")
    SIGN_IN_FAILED = "sign_in_failed", pgettext_lazy("portal event", "Sign-in failed")
    SIGN_IN_LOCKED = "sign_in_locked", pgettext_lazy("portal event", "Sign-in locked after too many tries")
    PASSWORD_MAIL_SENT = "password_mail_sent", pgettext_lazy("portal event", "Link for a new password sent")
    SECOND_FACTOR_ON = "second_factor_on", pgettext_lazy("portal event", "Second factor switched on")
    SECOND_FACTOR_OFF = "second_factor_off", pgettext_lazy("portal event", "Second factor switched off")
    SECOND_FACTOR_TAKEN_OFF = (
        "second_factor_taken_off",
        pgettext_lazy("portal event", "Second factor taken off by an operator"),
    )
    BACKUP_CODE_USED = "backup_code_used", pgettext_lazy("portal event", "Backup code used")
    BACKUP_CODES_RENEWED = "backup_codes_renewed", pgettext_lazy("portal event", "Backup codes renewed")
    PASSWORD_CHANGED = "password_changed", pgettext_lazy("portal event", "Password changed")
    WORKED_ON = "worked_on", pgettext_lazy("portal event", "Worked on in the editor")
    AUDIT_EXPORTED = "audit_exported", pgettext_lazy("portal event", "Audit exported")
    APPROVALS_EXPORTED = "approvals_exported", pgettext_lazy("portal event", "List of approvals exported")
    ARCHIVE_EXPORTED = "archive_exported", pgettext_lazy("portal event", "Archive package exported")
    RETENTION_CHANGED = "retention_changed", pgettext_lazy("portal event", "Retention period changed")
    REQUIRED_EXPORTED = (
        "required_exported",
        pgettext_lazy("portal event", "Checklist of required information exported"),
    )
    CONTENT_REPORT_EXPORTED = "content_report_exported", pgettext_lazy("portal event", "Content report exported")
    PRESS_AGENCY_ADDED = "press_agency_added", pgettext_lazy("portal event", "Press agency put on the list")
    PRESS_AGENCY_CHANGED = "press_agency_changed", pgettext_lazy("portal event", "Press agency on the list corrected")
    PRESS_AGENCY_ENDED = "press_agency_ended", pgettext_lazy("portal event", "Press agency taken off the list")
    PRESS_PACK_SENT = "press_pack_sent", pgettext_lazy("portal event", "Press pack sent")
    PRESS_REMINDED = "press_reminded", pgettext_lazy("portal event", "Board reminded of its duties towards the press")
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
    QUESTION_RECEIVED = "question_received", pgettext_lazy("portal event", "Question received")
    ARCHIVE_ASKED = "archive_asked", pgettext_lazy("portal event", "Archive package asked for")
    ARCHIVE_FETCHED = "archive_fetched", pgettext_lazy("portal event", "Archive package downloaded")
    ARCHIVE_FAILED = "archive_failed", pgettext_lazy("portal event", "Archive package could not be made")
    ARCHIVE_LOST = "archive_lost", pgettext_lazy("portal event", "Archive package given up: nobody made it")
    ARCHIVE_CLEARED = "archive_cleared", pgettext_lazy("portal event", "File of an archive package deleted")
    FIGURES_SENT = "figures_sent", pgettext_lazy("portal event", "Figures given to the measurement system")
    ITEMS_IMPORTED = "items_imported", pgettext_lazy("portal event", "Items of another system imported as drafts")
    QUESTION_MAIL_AGAIN = "question_mail_again", pgettext_lazy("portal event", "Mail on a question sent again")
    QUESTION_DESK_CHANGED = (
        "question_desk_changed",
        pgettext_lazy("portal event", "Units, officers or ready texts for questions changed"),
    )
    QUESTION_TOPICS_CHANGED = "question_topics_changed", pgettext_lazy("portal event", "Topics of questions changed")
    OVERDUE_EXPORTED = "overdue_exported", pgettext_lazy("portal event", "List of overdue questions exported")
    CALENDAR_CHANGED = "calendar_changed", pgettext_lazy("portal event", "Calendar of working days changed")
    RULES_CHANGED = "rules_changed", pgettext_lazy("portal event", "Time limits changed")
    CLOCKS_MOVED = "clocks_moved", pgettext_lazy("portal event", "Last days of items computed anew")


def portal_event_kinds() -> list[tuple[str, Any]]:
    """Choices of the column of kinds of events. Migrations name this function, so that a new kind needs none."""
    return PortalEventKind.choices


class TaskLoss(models.TextChoices):
    """How background work came to be lost."""

    NOT_SENT = "not_sent", pgettext_lazy("lost task", "Not handed over: the queue did not answer")
    FAILED = "failed", pgettext_lazy("lost task", "Failed, and is not tried again")


class SuspensionAct(models.TextChoices):
    """What a report to the managing agency tells of (Regulation 8.9)."""

    ACCOUNT_SUSPENDED = "account_suspended", pgettext_lazy("suspension", "Account suspended")
    ACCOUNT_RESUMED = "account_resumed", pgettext_lazy("suspension", "Suspension of an account lifted")
    PORTAL_SUSPENDED = "portal_suspended", pgettext_lazy("suspension", "Portal suspended")
    PORTAL_RESUMED = "portal_resumed", pgettext_lazy("suspension", "Portal brought back")
