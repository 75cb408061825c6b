"""Roles and seats: what persons are to a portal, and the named sets of these."""

from django.db import models
from django.utils.translation import pgettext_lazy


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
# They write for the portal, and so can be sent to cover an event (9.5).
WRITING_ROLES = CONTENT_ROLES | {Role.COLLABORATOR, Role.REPORTER}


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


class Duty(models.TextChoices):
    """Duties for which a portal always needs somebody; labels complete the phrase "nobody is left to"."""

    APPROVE = "approve", pgettext_lazy("duty", "approve what becomes public")
    ANSWER = "answer", pgettext_lazy("duty", "answer questions")
    ADMINISTER = "administer", pgettext_lazy("duty", "administer the portal")


# The roles by which a duty is done; to approve follows from seats.
DUTY_OF_ROLE = {Role.ANSWERING_OFFICER: Duty.ANSWER, Role.PORTAL_ADMIN: Duty.ADMINISTER}


class ReviewVariant(models.TextChoices):
    """How a portal's board reviews, inside the common rule (Regulation 28.3)."""

    ONE_APPROVAL = "one", pgettext_lazy("review variant", "One approval")
    TWO_APPROVALS = "two", pgettext_lazy("review variant", "Two approvals by two persons")
    SECTION_EDITORS_FIRST = "sections", pgettext_lazy("review variant", "Section editors first, then one approval")


# Persons who must be able to approve, or nothing could become public.
APPROVERS_NEEDED: dict[str, int] = {
    ReviewVariant.ONE_APPROVAL: 1,
    ReviewVariant.TWO_APPROVALS: 2,
    ReviewVariant.SECTION_EDITORS_FIRST: 1,
}


class MemberEventKind(models.TextChoices):
    """Kinds of events about roles, seats, delegations and invitations."""

    MEMBERSHIP_GRANTED = "membership_granted", pgettext_lazy("portal event", "Role given")
    MEMBERSHIP_WITHDRAWN = "membership_withdrawn", pgettext_lazy("portal event", "Role withdrawn")
    SEAT_TAKEN = "seat_taken", pgettext_lazy("portal event", "Seat on the board given")
    SEAT_LEFT = "seat_left", pgettext_lazy("portal event", "Seat on the board ended")
    DELEGATED = "delegated", pgettext_lazy("portal event", "Approval delegated")
    DELEGATION_ENDED = "delegation_ended", pgettext_lazy("portal event", "Delegation ended")
    INVITED = "invited", pgettext_lazy("portal event", "Person invited")
    INVITATION_ACCEPTED = "invitation_accepted", pgettext_lazy("portal event", "Invitation accepted")
    INVITATION_WITHDRAWN = "invitation_withdrawn", pgettext_lazy("portal event", "Invitation withdrawn")
    RULES_ACCEPTED = "rules_accepted", pgettext_lazy("portal event", "Rules of contribution accepted")
    ACCOUNTS_EXPORTED = "accounts_exported", pgettext_lazy("portal event", "List of accounts exported")
