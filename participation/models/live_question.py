"""Questions of a live event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from participation.codes import written
from participation.enums.live_questions import LiveWithheldBecause
from participation.enums.submissions import READABLE_STATES, ModerationState

if TYPE_CHECKING:
    from information.models import LiveEventPage

QUESTION_LENGTH = 2000
ANSWER_LENGTH = 8000
_PASSED_ON = ~Q(passed_on_code="")
_DONE = Q(answered_live_at__isnull=False) | ~Q(answer="") | _PASSED_ON


class LiveQuestionQuerySet(PortalScopedQuerySet["LiveQuestion"]):
    """Verbs that chain."""

    def of_event(self, event: LiveEventPage) -> Self:
        return self.filter(page=event.pk)

    def waiting(self) -> Self:
        """Those on which the board has not decided, and that were not passed on."""
        return self.filter(state=ModerationState.RECEIVED, passed_on_code="")

    def in_order(self) -> Self:
        """Public ones that wait for their answer, in the order of the host."""
        return self.filter(state__in=READABLE_STATES).exclude(_DONE).order_by("place", "pk")

    def settled(self) -> Self:
        """Those that were answered, passed on or withheld, the newest first."""
        rows = self.filter(Q(state__in=READABLE_STATES) & _DONE | Q(state=ModerationState.WITHHELD) | _PASSED_ON)
        moment = Coalesce("answered_at", "answered_live_at", "passed_on_at", "moderated_at")
        return rows.exclude(state=ModerationState.WITHDRAWN).order_by(moment.desc(), "-pk")

    def to_pass_on(self) -> Self:
        """Those with no answer whose sender agreed that they become questions with time limits."""
        taken = self.filter(state__in=READABLE_STATES | {ModerationState.RECEIVED}, pass_on=True).exclude(text="")
        return taken.exclude(_DONE).filter(sender__erased_at=None).exclude(sender=None)

    def decided(self) -> Self:
        """Those of which the public reads something: their words, a marker with the reason, or that they were passed
        on. Of what nobody looked at, nothing."""
        return self.filter(~Q(moderated_at=None) | ~Q(passed_on_code=""))


class LiveQuestion(models.Model):
    """A question for a live event, from its receipt to the answer (Regulation 8.5).

    Changed by verbs alone (`participation.dialogue`), each of which writes an event. As sent it is for those
    who handle it, and goes with the data of the sender; the public reads what the board approved of it.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="live_questions", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        "information.LiveEventPage",
        on_delete=models.PROTECT,
        related_name="live_questions",
        verbose_name=_("live event"),
    )
    code = models.CharField(_("tracking code"), max_length=12, unique=True, editable=False)
    token_hash = models.CharField(_("hash of the secret link"), max_length=64, unique=True, editable=False)
    sender = models.ForeignKey(
        "participation.Sender",
        on_delete=models.PROTECT,
        related_name="live_questions",
        verbose_name=_("sender"),
        null=True,
        blank=True,
        help_text=_("Empty: who asked left neither name nor contact."),
    )
    pass_on = models.BooleanField(
        _("pass on what is not answered"),
        default=False,
        help_text=_("The sender agreed that it becomes a question with time limits."),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("question as sent"), max_length=QUESTION_LENGTH, blank=True)
    public_text = models.TextField(
        _("public text"),
        max_length=QUESTION_LENGTH,
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
        _("not published because"), max_length=20, choices=LiveWithheldBecause.choices, blank=True
    )
    place = models.PositiveIntegerField(_("place in the order"), default=0, editable=False)
    received_at = models.DateTimeField(_("received at"))
    moderated_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    answered_live_at = models.DateTimeField(_("answered live at"), null=True, blank=True)
    answer = models.TextField(_("written answer"), max_length=ANSWER_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
        null=True,
        blank=True,
    )
    passed_on_code = models.CharField(_("code of the question that it became"), max_length=40, blank=True)
    passed_on_at = models.DateTimeField(_("passed on at"), null=True, blank=True)

    objects = LiveQuestionQuerySet.as_manager()

    # Its words are the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of a live event")
        verbose_name_plural = _("questions of live events")
        ordering = ["place", "received_at", "pk"]
        indexes = [
            models.Index(fields=["page", "state", "place"], name="participation_live_order"),
            models.Index(fields=["portal", "state"], name="participation_live_work"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ModerationState.WITHHELD) ^ Q(withheld_because=""),
                name="participation_live_withheld_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(READABLE_STATES)) ^ Q(public_text=""),
                name="participation_live_public_with_text",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="participation_live_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(passed_on_code="", passed_on_at=None)
                | (~Q(passed_on_code="") & Q(passed_on_at__isnull=False)),
                name="participation_live_passed_on_whole",
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
    def is_done(self) -> bool:
        """Whether it was answered, live or in writing, or passed on."""
        return bool(self.answered_live_at or self.answer or self.passed_on_code)

    def time_mark(self, event: Any) -> timedelta | None:
        """How far into the recording the question was answered; None: not live, or before the recording begins."""
        if self.answered_live_at is None:
            return None
        mark = self.answered_live_at - (event.recording_begins_at or event.starts_at)
        return mark if mark >= timedelta(0) else None
