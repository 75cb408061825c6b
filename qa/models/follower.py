"""Who is told by mail of what happens to a public question, without an account."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from participation.models.sealed import SealedModel, SealedQuerySet
from participation.personal_data.ciphers import contact_digest, contact_digests
from qa.enums import OPEN_STATES
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
