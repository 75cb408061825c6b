"""Frequencies of mail on notices, reasons why one was not mailed, and the notices and task lists of members."""

from django.db import models
from django.utils.translation import pgettext_lazy


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


class MemberNoticeKind(models.TextChoices):
    """Kinds of notices about roles, seats and delegations."""

    ROLE_GIVEN = "role_given", pgettext_lazy("notice", "A role was given to you")
    SEAT_GIVEN = "seat_given", pgettext_lazy("notice", "A seat on the editorial board was given to you")
    DELEGATED = "delegated", pgettext_lazy("notice", "The right to approve was delegated to you")
    ROLE_ENDING = "role_ending", pgettext_lazy("notice", "A role of yours ends soon")
    DUTY_VACANT = "duty_vacant", pgettext_lazy("notice", "Nobody is left to do something on a portal")


class MemberTaskList(models.TextChoices):
    """Task lists of roles."""

    INVITATIONS = "invitations", pgettext_lazy("my work", "Invitations without an answer")
    VACANT_DUTIES = "vacant_duties", pgettext_lazy("my work", "What nobody does on a portal")
    ENDING_ROLES = "ending_roles", pgettext_lazy("my work", "Roles that end within 30 days")
