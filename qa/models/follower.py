"""Those who follow a public question by mail, and the mails to them and to senders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from participation.mails.claims import SENDING_AT_MOST
from participation.models.sealed import SealedModel, SealedQuerySet
from participation.personal_data.ciphers import contact_digest, contact_digests
from qa.enums import OPEN_STATES
from qa.mail.kinds import MailDropped, MailKind, MailState, MailTrouble
from qa.models.event import QuestionEvent


class QuestionFollowerQuerySet(SealedQuerySet):
    """Verbs that chain."""

    def kept(self) -> Self:
        """Those whose address is there."""
        return self.filter(ended_at=None)

    def confirmed(self) -> Self:
        return self.kept().filter(confirmed_at__isnull=False)

    def unconfirmed_since(self, moment: datetime) -> Self:
        """Those who did not say in time that it was they."""
        return self.kept().filter(confirmed_at=None, asked_at__lt=moment)

    def of_closed_since(self, moment: datetime) -> Self:
        """Those of closed questions to which nothing has happened since a moment."""
        later = QuestionEvent.objects.filter(question=OuterRef("question"), at__gte=moment)
        return self.kept().exclude(question__state__in=OPEN_STATES).filter(~Exists(later))

    def with_address(self, address: str) -> Self:
        """Those with an address, whichever key its digest was made with."""
        return self.filter(contact_digest__in=contact_digests(address))


class QuestionFollower(SealedModel):
    """An address that follows one question: sealed, counted by a keyed digest, and erased when it stops.

    Only public questions are followed: the verb looks when it is asked for, and each mail once more before it goes.
    """

    SEALED_FIELDS = (*SealedModel.SEALED_FIELDS, "contact_digest")

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="followers", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    contact_digest = models.CharField(
        _("digest of the contact"), max_length=64, blank=True, editable=False, db_index=True
    )
    secret = models.CharField(_("secret of the links"), max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = QuestionFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a question")
        verbose_name_plural = _("followers of questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "contact_digest"], condition=Q(ended_at=None), name="qa_follower_once"
            ),
            models.CheckConstraint(
                condition=(Q(ended_at=None) & ~Q(sealed="") & ~Q(contact_digest=""))
                | Q(ended_at__isnull=False, sealed="", sealed_with="", contact_digest=""),
                name="qa_follower_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.pk}"

    @property
    def address(self) -> str:
        """Raises:
        SenderErased: it was erased.
        SealNotOpened: no key opens it.
        """
        return str(self.content()["email"])

    def put_address(self, address: str) -> None:
        """Seal an address into the row, which is not saved yet."""
        self.seal_content({"email": address})
        self.contact_digest = contact_digest(address)

    def resealed(self) -> None:
        super().resealed()
        self.contact_digest = contact_digest(self.address)

    def empty_content(self) -> None:
        super().empty_content()
        self.contact_digest = ""


class QuestionMailQuerySet(models.QuerySet["QuestionMail"]):
    """Verbs that chain."""

    def for_portals(self, portals: Iterable[int]) -> Self:
        """Those on questions that some portals received or handle now."""
        keys = list(portals)
        return self.filter(Q(question__received_portal__in=keys) | Q(question__responsible_portal__in=keys))

    def failed(self) -> Self:
        return self.filter(state=MailState.FAILED)

    def open(self, *, at: datetime) -> Self:
        """Those that may be sent: none that another process is sending."""
        died = Q(state=MailState.SENDING, tried_at__lt=at - SENDING_AT_MOST)
        return self.filter(Q(state__in=[MailState.QUEUED, MailState.FAILED]) | died)

    def left(self, *, at: datetime) -> Self:
        """Those that wait although a worker should have sent them long ago."""
        return self.open(at=at).exclude(state=MailState.FAILED).filter(queued_at__lt=at - SENDING_AT_MOST)


class QuestionMail(models.Model):
    """One mail on one event of the question, or of the one that it was joined with.

    It holds neither the address nor what it says: both are read when it goes.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="mails", verbose_name=_("question")
    )
    event = models.ForeignKey(
        "qa.QuestionEvent", on_delete=models.PROTECT, related_name="mails", verbose_name=_("event")
    )
    follower = models.ForeignKey(
        "qa.QuestionFollower",
        on_delete=models.PROTECT,
        related_name="mails",
        verbose_name=_("follower"),
        null=True,
        blank=True,
        help_text=_("Empty: the sender of the question."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    trouble = models.CharField(_("why not"), max_length=20, choices=MailTrouble.choices, blank=True)
    dropped_because = models.CharField(_("not needed because"), max_length=20, choices=MailDropped.choices, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    queued_at = models.DateTimeField(_("queued at"))
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = QuestionMailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail on a question")
        verbose_name_plural = _("mails on questions")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=Q(state__in=[MailState.QUEUED, MailState.SENDING, MailState.FAILED]),
                name="qa_mail_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "question"], condition=Q(follower=None), name="qa_mail_once_for_event"
            ),
            models.UniqueConstraint(fields=["event", "kind", "follower"], name="qa_mail_once_for_follower"),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | (~Q(state=MailState.SENT) & Q(sent_at=None)),
                name="qa_mail_sent_with_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.DROPPED) ^ Q(dropped_because=""), name="qa_mail_dropped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.code}: {self.get_kind_display()}"
