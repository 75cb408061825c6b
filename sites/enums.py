"""States, roles and seats: words, and the named sets of them."""

from enum import StrEnum

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


class Role(models.TextChoices):
    """What a membership lets a person do. Who approves follows from board seats, not from a role."""

    COLLABORATOR = "collaborator", pgettext_lazy("role", "Collaborator")
    REPORTER = "reporter", pgettext_lazy("role", "Reporter")
    EDITOR = "editor", pgettext_lazy("role", "Editor")
    SECTION_EDITOR = "section_editor", pgettext_lazy("role", "Section editor")
    ANSWERING_OFFICER = "answering_officer", pgettext_lazy("role", "Answering officer")
    PORTAL_ADMIN = "portal_admin", pgettext_lazy("role", "Portal administrator")
    BOARD = "board", pgettext_lazy("role", "Editorial board")
    CITY_EDITOR = "city_editor", pgettext_lazy("role", "City editor")
    SUPERVISOR = "supervisor", pgettext_lazy("role", "City supervisor")
    OPERATOR = "operator", pgettext_lazy("role", "Operator")


CITY_ROLES = frozenset({Role.CITY_EDITOR, Role.SUPERVISOR, Role.OPERATOR})
PORTAL_ROLES = frozenset(Role) - CITY_ROLES
# They edit what others wrote, and so propose to take it down or to hand it to the city portal.
CONTENT_ROLES = frozenset({Role.EDITOR, Role.SECTION_EDITOR, Role.PORTAL_ADMIN})


class Engagement(models.TextChoices):
    """How a person serves a portal or a board (Regulation 9.7, 15.2)."""

    FULL_TIME = "full_time", pgettext_lazy("engagement", "Full-time")
    CONCURRENT = "concurrent", pgettext_lazy("engagement", "Concurrent duty")


class MembershipScope(models.TextChoices):
    """Where a membership holds."""

    PORTAL = "portal", pgettext_lazy("membership scope", "One portal")
    CITY = "city", pgettext_lazy("membership scope", "The whole city")


class Seat(models.TextChoices):
    """A seat on an editorial board (Regulation 15.2)."""

    HEAD = "head", pgettext_lazy("board seat", "Head")
    DEPUTY = "deputy", pgettext_lazy("board seat", "Deputy head")
    MEMBER = "member", pgettext_lazy("board seat", "Member")


# A member approves only while a head or deputy has delegated to that member.
APPROVING_SEATS = frozenset({Seat.HEAD, Seat.DEPUTY})


class ReviewVariant(models.TextChoices):
    """How a portal's board reviews, inside the common rule (Regulation 28.3)."""

    ONE_APPROVAL = "one", pgettext_lazy("review variant", "One approval")
    TWO_APPROVALS = "two", pgettext_lazy("review variant", "Two approvals by two persons")
    SECTION_EDITORS_FIRST = "sections", pgettext_lazy("review variant", "Section editors first, then one approval")


class ApprovalKind(models.TextChoices):
    """What was approved."""

    REVIEW = "review", pgettext_lazy("approval", "Review of one item")
    OPENING = "opening", pgettext_lazy("approval", "Opening of the portal")


class StaysClosed(models.TextChoices):
    """Why the opening of a portal leaves a page of its starter tree to a review of its own."""

    IN_REVIEW = "in_review", pgettext_lazy("starter page", "It is in review: it becomes public when its review ends")
    SCHEDULED = (
        "scheduled",
        pgettext_lazy("starter page", "It has a time to become public, or its time has run out: submit it for review"),
    )
    WAS_PUBLIC = "was_public", pgettext_lazy("starter page", "It was public before: submit it for review")


class StaysInPlace(StrEnum):
    """Why a page is moved nowhere else: a board approves it where it stands. `PageStays` says it in words."""

    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    RETURNED = "returned"


# These are not deleted either; what was returned is its author's again.
NOT_DELETED = frozenset({StaysInPlace.IN_REVIEW, StaysInPlace.SCHEDULED})


class TakedownReason(models.TextChoices):
    """Why a board withdraws an item at once. The public reads the class, never the reason in words."""

    ERROR = "error", pgettext_lazy("reason to withdraw", "Error in fact")
    PERSONAL_DATA = "personal_data", pgettext_lazy("reason to withdraw", "Personal data")
    STATE_SECRET = "state_secret", pgettext_lazy("reason to withdraw", "State secret")
    COPYRIGHT = "copyright", pgettext_lazy("reason to withdraw", "Copyright")
    LAW = "law", pgettext_lazy("reason to withdraw", "Against the law")
    SUPERSEDED = "superseded", pgettext_lazy("reason to withdraw", "No longer valid")
    OTHER = "other", pgettext_lazy("reason to withdraw", "Other reason")


# The title itself may be what had to go.
UNTITLED_REASONS = frozenset({TakedownReason.PERSONAL_DATA, TakedownReason.STATE_SECRET})


class ViolationState(models.TextChoices):
    """Where a violation that the managing agency found stands (Regulation 25.1)."""

    OPEN = "open", pgettext_lazy("violation", "The board has to answer")
    ANSWERED = "answered", pgettext_lazy("violation", "Answered by the board")
    CLOSED = "closed", pgettext_lazy("violation", "Closed")


class ProposalKind(models.TextChoices):
    """What is proposed of a thing that is public already."""

    CHANGE = "change", pgettext_lazy("proposal", "Change of what is public")
    UNPUBLISH = "unpublish", pgettext_lazy("proposal", "Taking a page off the public")
    CITY_ITEM = "city_item", pgettext_lazy("proposal", "Item for the city portal")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", pgettext_lazy("proposal", "Waits for the board")
    RETURNED = "returned", pgettext_lazy("proposal", "Returned with remarks")
    MADE = "made", pgettext_lazy("proposal", "Approved and made")
    DROPPED = "dropped", pgettext_lazy("proposal", "Taken back, replaced or overtaken")


# A thing has at most one such proposal of each kind.
OPEN_PROPOSALS = frozenset({ProposalState.WAITING, ProposalState.RETURNED})


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


class NoticeKind(models.TextChoices):
    """What a person is told of by mail, in the order of the mail: what waits for the person comes first."""

    TO_APPROVE = "to_approve", pgettext_lazy("notice", "Waits for your approval")
    TO_CHECK = "to_check", pgettext_lazy("notice", "Waits for your check")
    TO_OPEN = "to_open", pgettext_lazy("notice", "A portal that opens with your approval as the second")
    RETURNED = "returned", pgettext_lazy("notice", "Returned to you with remarks")
    TAKEN_DOWN = "taken_down", pgettext_lazy("notice", "Withdrawn from the public")
    VIOLATION = "violation", pgettext_lazy("notice", "A violation that your board has to answer")
    VIOLATION_ANSWERED = "violation_answered", pgettext_lazy("notice", "A board answered on a violation")
    VIOLATION_CLOSED = "violation_closed", pgettext_lazy("notice", "The managing agency closed a violation")
    APPROVED = "approved", pgettext_lazy("notice", "Your work was approved")
    OVERTAKEN = "overtaken", pgettext_lazy("notice", "Your proposal was closed without a decision")
    ROLE_GIVEN = "role_given", pgettext_lazy("notice", "A role was given to you")
    SEAT_GIVEN = "seat_given", pgettext_lazy("notice", "A seat on the editorial board was given to you")
    DELEGATED = "delegated", pgettext_lazy("notice", "The right to approve was delegated to you")
    ROLE_ENDING = "role_ending", pgettext_lazy("notice", "A role of yours ends soon")
    OVERDUE = "overdue", pgettext_lazy("notice", "The time limit has passed, and it is not public yet")
    DUE_SOON = "due_soon", pgettext_lazy("notice", "The time limit ends soon")
    STALE = "stale", pgettext_lazy("notice", "To be looked at again: does it still hold?")
    CALENDAR = "calendar", pgettext_lazy("notice", "The working days of next year are to be confirmed")
    CALENDAR_LATE = (
        "calendar_late",
        pgettext_lazy("notice", "The working days of a year that begins soon, or has begun, are not confirmed"),
    )
    PRESS_CONFERENCE = "press_conference", pgettext_lazy("notice", "No press conference in this quarter yet")
    PRESS_PACK = "press_pack", pgettext_lazy("notice", "No press pack of last month yet")
    QUESTION_SCOPE = (
        "question_scope",
        pgettext_lazy(
            "notice", "Questions not sorted yet: if another body is competent, the sender is told the same day"
        ),
    )
    QUESTION_SORT = "question_sort", pgettext_lazy("notice", "Questions that your board has to sort today")
    QUESTION_SORT_LATE = (
        "question_sort_late",
        pgettext_lazy("notice", "Questions that your board has not sorted yet"),
    )
    QUESTION_SORT_CITY = "question_sort_city", pgettext_lazy("notice", "Questions that a board has not sorted for days")
    QUESTION_SOON = "question_soon", pgettext_lazy("notice", "Questions whose time to answer ends soon")
    QUESTION_TODAY = "question_today", pgettext_lazy("notice", "Questions to be answered today")
    QUESTION_LATE = "question_late", pgettext_lazy("notice", "Questions that are not answered in time")
    QUESTION_LATE_BOARD = (
        "question_late_board",
        pgettext_lazy("notice", "Questions that your units have not answered in time"),
    )
    QUESTION_LATE_CITY = "question_late_city", pgettext_lazy("notice", "Questions that are late by a week or more")


# What somebody must hear of who wants no mail: rights that changed hands, what had to go from the public, and what the
# managing agency found.
NOTICES_FOR_ALL = frozenset(
    {
        NoticeKind.TAKEN_DOWN,
        NoticeKind.VIOLATION,
        NoticeKind.ROLE_GIVEN,
        NoticeKind.SEAT_GIVEN,
        NoticeKind.DELEGATED,
        NoticeKind.ROLE_ENDING,
    }
)


# For the operators of the city, who keep the calendar.
CALENDAR_NOTICES = frozenset({NoticeKind.CALENDAR, NoticeKind.CALENDAR_LATE})
# Of questions whose time runs out: for those of the portal whose turn it is, and for the supervisors of the city.
QUESTION_NOTICES = frozenset(kind for kind in NoticeKind if kind.value.startswith("question_"))


class NoticeDropped(models.TextChoices):
    """Why a notice was not mailed."""

    OVER = "over", pgettext_lazy("notice", "It waits no longer, or was undone")
    NO_RIGHT = "no_right", pgettext_lazy("notice", "The person holds no role or seat there any more")
    CLOSED_ACCOUNT = "closed_account", pgettext_lazy("notice", "The account is closed or has no address")
    ARCHIVED = "archived", pgettext_lazy("notice", "The portal is archived")
    NOT_WANTED = "not_wanted", pgettext_lazy("notice", "The person wants no mail")


class Digest(models.TextChoices):
    """How often a person wants to be told by mail."""

    DAILY = "daily", pgettext_lazy("digest", "One mail a day, when there is something to tell")
    NONE = "none", pgettext_lazy("digest", "Only what concerns my rights, and withdrawals from the public")
