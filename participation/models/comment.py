"""Comments of people on a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet
from participation.codes import written
from participation.enums.comments import (
    AWAITED_COMMENTS,
    CommentChannel,
    CommentResponse,
    CommentStake,
    CommentWithheldBecause,
)
from participation.enums.submissions import READABLE_STATES, ModerationState

if TYPE_CHECKING:
    from information.models import DraftPage

TEXT_LENGTH = 8000
RESPONSE_LENGTH = 4000
ORGANISATION_LENGTH = 200


# Between the anchor of a part that was left out and the version that has it no more. Stands in no anchor of a text.
GONE = "@"


def is_gone(anchor: str) -> bool:
    """Whether an anchor is that of a part that a later version left out (`participation.consultation.reanchoring`)."""
    return GONE in anchor


class CommentQuerySet(PortalScopedQuerySet["Comment"]):
    """Verbs that chain."""

    def of_draft(self, draft: DraftPage) -> Self:
        return self.filter(page=draft.pk)

    def readable(self) -> Self:
        """Those whose words the public reads."""
        return self.filter(state__in=READABLE_STATES)

    def unanswered(self) -> Self:
        """Those that wait for a response, looked at or not."""
        return self.filter(state__in=AWAITED_COMMENTS, response=CommentResponse.NONE)

    def settled(self) -> Self:
        """Those of which the report says something: not published for a reason, or public with a response."""
        answered = Q(state__in=READABLE_STATES) & ~Q(response=CommentResponse.NONE)
        return self.filter(Q(state=ModerationState.WITHHELD) | answered)

    def same_as(self, comment: Comment) -> Self:
        """The comment, and others with its words on the same part of the same draft."""
        return self.filter(page=comment.page_id, anchor=comment.anchor, content_hash=comment.content_hash)

    def grouped(self) -> Any:
        """The same public words on the same part as one, in the order of the parts: `first`, the key of the first
        comment, `count`, `sent_files`, and what the group is found by. For readable ones."""
        groups = self.values("place", "anchor", "public_hash").annotate(
            first=Min("pk"), count=Count("pk"), sent_files=Sum("file_count")
        )
        return groups.order_by("place", "anchor", "first")


class Comment(models.Model):
    """A comment on a part of a draft or on the whole, from its receipt to the response (Regulation 4.3.b).

    Changed by verbs alone (`participation.consultation.actions`), each of which writes an event. As sent it is for
    those who handle it, and goes with the data of the sender; the public reads what the board approved of it.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="comments", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        "information.DraftPage",
        on_delete=models.PROTECT,
        related_name="consultation_comments",
        verbose_name=_("draft for comments"),
    )
    code = models.CharField(_("tracking code"), max_length=12, unique=True, editable=False)
    token_hash = models.CharField(_("hash of the secret link"), max_length=64, unique=True, editable=False)
    sender = models.ForeignKey(
        "participation.Sender",
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("sender"),
        null=True,
        blank=True,
        help_text=_("Empty: who commented left neither name nor contact."),
    )
    version = models.PositiveIntegerField(
        _("public version of the draft"), default=0, help_text=_("That was read; 0: none was kept.")
    )
    anchor = models.CharField(
        _("part"),
        max_length=220,
        blank=True,
        help_text=_(
            "Of the version that is public now (`participation.consultation.reanchoring`). Empty: the whole draft."
        ),
    )
    label = models.CharField(
        _("part as it is called"),
        max_length=200,
        blank=True,
        help_text=_("Of one that was left out: as it was called."),
    )
    place = models.PositiveIntegerField(_("place of the part"), default=0, editable=False)
    stake = models.CharField(_("comments as"), max_length=20, choices=CommentStake.choices)
    organisation = models.CharField(_("organisation"), max_length=ORGANISATION_LENGTH, blank=True)
    hides_organisation = models.BooleanField(_("do not publish the organisation"), default=False)
    channel = models.CharField(_("channel"), max_length=10, choices=CommentChannel.choices, default=CommentChannel.WEB)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("comment as sent"), max_length=TEXT_LENGTH, blank=True)
    content_hash = models.CharField(_("hash of the words"), max_length=64, editable=False)
    public_hash = models.CharField(
        _("hash of the public words"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("By which the public reads the same words as one comment."),
    )
    file_count = models.PositiveSmallIntegerField(
        _("files sent with it"), default=0, editable=False, help_text=_("Erased or not; none of a comment taken back.")
    )
    public_text = models.TextField(
        _("public text"),
        max_length=TEXT_LENGTH,
        blank=True,
        help_text=_("As the board approved it, without what must not be public."),
    )
    public_name = models.CharField(
        _("public name of the sender"), max_length=150, blank=True, help_text=_("As the board saw it beside the text.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ModerationState.choices, default=ModerationState.RECEIVED
    )
    withheld_because = models.CharField(
        _("not published because"), max_length=20, choices=CommentWithheldBecause.choices, blank=True
    )
    response = models.CharField(
        pgettext_lazy("to a comment", "response"),
        max_length=20,
        choices=CommentResponse.choices,
        default=CommentResponse.NONE,
    )
    response_text = models.TextField(_("explanation"), max_length=RESPONSE_LENGTH, blank=True)
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField(_("received on"), editable=False, help_text=_("The day of that in the city."))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("typed in by"),
        null=True,
        blank=True,
        help_text=_("Empty: who commented."),
    )
    moderated_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
        null=True,
        blank=True,
    )
    mail_claimed_at = models.DateTimeField(
        _("mail being sent since"), null=True, blank=True, editable=False, help_text=_("Empty: none is being sent.")
    )
    mailed_report_at = models.DateTimeField(_("told of the report at"), null=True, blank=True, editable=False)
    mailed_abandoned_at = models.DateTimeField(_("told of the abandonment at"), null=True, blank=True, editable=False)
    known_until = models.DateField(_("last day that the sender knows of"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    # Its words are the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["page", "place", "anchor", "content_hash", "state", "id", "file_count"],
                name="participation_comment_groups",
            ),
            models.Index(
                fields=["page", "place", "anchor", "public_hash", "state", "id", "file_count"],
                name="participation_comment_public",
            ),
            models.Index(fields=["page", "state", "anchor", "withheld_because"], name="participation_comment_counts"),
            models.Index(fields=["page", "received_on", "stake", "state"], name="participation_comment_figures"),
            models.Index(fields=["portal", "state", "response"], name="participation_comment_work"),
            models.Index(fields=["page", "-received_at", "-id"], name="participation_comment_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ModerationState.WITHHELD) ^ Q(withheld_because=""),
                name="participation_comment_withheld_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(READABLE_STATES)) ^ Q(public_text=""),
                name="participation_comment_public_with_text",
            ),
            models.CheckConstraint(
                condition=Q(response=CommentResponse.NONE, response_text="", answered_at=None)
                | (~Q(response=CommentResponse.NONE) & ~Q(response_text="") & Q(answered_at__isnull=False)),
                name="participation_comment_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.written_code

    @property
    def written_code(self) -> str:
        return written(self.code)

    @property
    def is_readable(self) -> bool:
        return self.state in READABLE_STATES

    @property
    def is_part_gone(self) -> bool:
        """Whether a later version left the part out."""
        return is_gone(self.anchor)

    @property
    def is_answered(self) -> bool:
        return self.response != CommentResponse.NONE

    @property
    def who(self) -> str:
        """Who commented, as the public reads it: the organisation, else the name or the initials; empty: neither."""
        return self.public_organisation or self.public_name

    @property
    def public_organisation(self) -> str:
        return "" if self.hides_organisation else self.organisation
