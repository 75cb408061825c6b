"""The history of a question: append-only, each row sealed to the one before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalAppendOnlyQuerySet, PortalScopedQuerySet
from qa.enums import Actor, QuestionState, question_event_kinds


class QuestionEvent(AppendOnlyModel):
    """One thing that happened to a question. Never edited, never deleted.

    Holds keys and states, no text of the sender: what is erased lawfully leaves the history whole.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="events", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("In the history of its question."))
    verb = models.CharField(_("event"), max_length=20, choices=question_event_kinds)
    at = models.DateTimeField(_("time"))
    acting_as = models.CharField(_("acting as"), max_length=10, choices=Actor.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="question_events",
        verbose_name=_("by"),
        null=True,
        blank=True,
        help_text=_("Empty: the sender, or the system."),
    )
    before = models.CharField(_("state before"), max_length=20, choices=QuestionState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=20, choices=QuestionState.choices)
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("handled by"),
        help_text=_("From this event on."),
    )
    unit = models.ForeignKey(
        "qa.AnsweringUnit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answering unit"),
        null=True,
        blank=True,
    )
    remark = models.TextField(_("remark"), blank=True, help_text=_("For those who handle the question; never public."))
    data = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)
    seal = models.CharField(_("seal"), max_length=64, editable=False)

    wagtail_reference_index_ignore = True

    objects: ClassVar[models.Manager[QuestionEvent]] = PortalAppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a question")
        verbose_name_plural = _("events of questions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="qa_event_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="qa_event_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number} {self.verb}"


class QuestionChain(models.Model):
    """Where the history of a question ends: how long it is and its last seal, kept outside the events."""

    question = models.OneToOneField(
        "qa.Question", on_delete=models.PROTECT, related_name="chain", verbose_name=_("question"), primary_key=True
    )
    length = models.PositiveIntegerField(_("length"))
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("chain of a question")
        verbose_name_plural = _("chains of questions")

    def __str__(self) -> str:
        return f"{self.question_id}: {self.length}"


class HistoryLedger(models.Model):
    """What the histories of all questions that a portal received hold together, under a seal of its own.

    A history that was cut together with its chain, or a question that is gone with all that belonged to it, is missed
    here.
    """

    portal = models.OneToOneField(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="question_ledger",
        verbose_name=_("portal"),
        primary_key=True,
    )
    questions = models.PositiveIntegerField(_("questions"), default=0)
    events = models.PositiveBigIntegerField(_("events"), default=0)
    seal = models.CharField(_("seal"), max_length=64)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger of histories")
        verbose_name_plural = _("ledgers of histories")

    def __str__(self) -> str:
        return f"{self.portal_id}: {self.questions}, {self.events}"
