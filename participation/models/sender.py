"""Who sent something to a portal, and who of its people read that."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from audit.models.portal_scoped import ForPortals
from participation.enums.submissions import OPEN_REQUESTS, ErasureReason, ViewReason
from participation.models.sealed import SealedModel, SealedQuerySet
from participation.personal_data.ciphers import contact_digest, contact_digests

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True, repr=False)
class SenderFacts:
    """What a person told of themselves. It is nowhere but in the sealed column, and does not print itself.

    Attributes:
        relation: for whom the person speaks, where it is somebody else: a child, a person represented.
    """

    name: str
    email: str = ""
    phone: str = ""
    relation: str = ""

    @property
    def contact(self) -> str:
        """The one by which the person is counted and found again: the e-mail address, else the telephone number."""
        return self.email or self.phone

    def as_content(self) -> dict[str, str]:
        """The facts as they are sealed."""
        return asdict(self)

    @classmethod
    def of_content(cls, content: dict[str, Any]) -> Self:
        """Facts that were sealed; what a former version sealed besides is left out."""
        return cls(**{field.name: content.get(field.name, "") for field in fields(cls)})

    def __repr__(self) -> str:
        return "SenderFacts(…)"


class SenderQuerySet(ForPortals, SealedQuerySet):
    """Verbs that chain."""

    def kept(self) -> Self:
        """Those whose data is there."""
        return self.filter(erased_at=None)

    def to_erase(self, *, on: date) -> Self:
        """Those whose period of keeping ended before a day. Whoever asked something of the data is answered first."""
        return self.kept().filter(keep_until__lt=on).exclude(data_requests__state__in=OPEN_REQUESTS)

    def with_contact(self, contact: str) -> Self:
        """Those who gave a contact, however it was written; whichever key its digest was made with."""
        return self.filter(contact_digest__in=contact_digests(contact))


class Sender(SealedModel):
    """Who sent something to a portal. What was sent names its sender; the sender does not know what it was.

    The data goes when the matter is long over, or when the person asks for it; the row stays, with its consents.
    """

    SEALED_FIELDS = (*SealedModel.SEALED_FIELDS, "contact_digest")

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="senders",
        verbose_name=_("portal"),
        help_text=_("That received it; it stays, wherever what was sent is passed on to."),
    )
    code = models.CharField(
        _("tracking code"), max_length=12, unique=True, editable=False, help_text=_("Given to the sender on receipt.")
    )
    contact_digest = models.CharField(
        _("digest of the contact"), max_length=64, blank=True, editable=False, db_index=True
    )
    name_wording = models.PositiveSmallIntegerField(
        _("wording of the name"), default=0, editable=False, help_text=_("How often the name was corrected.")
    )
    received_at = models.DateTimeField(_("received at"))
    keep_until = models.DateField(
        _("kept until"), null=True, blank=True, help_text=_("Last day; empty: the matter has not ended.")
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    erased_because = models.CharField(_("erased because"), max_length=20, choices=ErasureReason.choices, blank=True)

    objects = SenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["portal", "-received_at"]),
            models.Index(fields=["keep_until"], condition=Q(erased_at=None), name="participation_sender_kept"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(erased_at=None, erased_because="") & ~Q(sealed=""))
                | (Q(erased_at__isnull=False, sealed="", sealed_with="", contact_digest="") & ~Q(erased_because="")),
                name="participation_sender_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Sender %(number)s") % {"number": self.pk})

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def facts(self) -> SenderFacts:
        """Who it is. People of a portal read it through `senders.read_contact`, which notes that they did.

        Raises:
            SenderErased: the data was erased.
            SealNotOpened: no key opens it.
        """
        return SenderFacts.of_content(self.content())

    def put_facts(self, facts: SenderFacts) -> None:
        """Seal the facts into the row, which is not saved yet."""
        self.seal_content(facts.as_content())
        self.contact_digest = contact_digest(facts.contact)

    def correct_facts(self, facts: SenderFacts, *, by: User) -> None:
        """Seal corrected facts into the row, which is not saved yet. A corrected name is another wording of it, and who
        wrote that is kept."""
        if facts.name != self.facts.name:
            self.name_wording += 1
            NameCorrection.objects.create(sender=self, wording=self.name_wording, by=by)
        self.put_facts(facts)

    def resealed(self) -> None:
        super().resealed()
        self.contact_digest = contact_digest(self.facts.contact)

    def empty_content(self) -> None:
        super().empty_content()
        self.contact_digest = ""


class NameCorrectionQuerySet(AppendOnlyQuerySet["NameCorrection"]):
    """Verbs that chain."""

    def for_portals(self, portals: Any) -> Self:
        return self.filter(sender__portal__in=portals)


class NameCorrection(AppendOnlyModel):
    """Who wrote a wording of a sender's name. Not what it was: no former name is kept."""

    sender = models.ForeignKey(
        Sender, on_delete=models.PROTECT, related_name="name_corrections", verbose_name=_("sender")
    )
    wording = models.PositiveSmallIntegerField(_("wording of the name"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("name corrected by")
    )

    objects: ClassVar[Any] = NameCorrectionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction of a name")
        verbose_name_plural = _("corrections of names")
        ordering = ["sender", "wording"]
        constraints = [models.UniqueConstraint(fields=["sender", "wording"], name="participation_wording_once")]

    def __str__(self) -> str:
        return f"{self.sender}: {self.wording}"


class ContactViewQuerySet(AppendOnlyQuerySet["ContactView"]):
    """Verbs that chain."""

    def for_portals(self, portals: Any) -> Self:
        return self.filter(sender__portal__in=portals)


class ContactView(AppendOnlyModel):
    """That somebody read who a sender is."""

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="views", verbose_name=_("sender"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of personal data", "read by"),
        null=True,
        blank=True,
        help_text=_("Empty: the application, to send a notice; or the person, by the own link."),
    )
    at = models.DateTimeField(pgettext_lazy("of personal data", "read at"))
    why = models.CharField(_("why"), max_length=20, choices=ViewReason.choices)
    about = models.CharField(
        _("about"), max_length=100, blank=True, help_text=_("Kind and key of what was handled, never its words.")
    )

    objects: ClassVar[Any] = ContactViewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading of personal data")
        verbose_name_plural = _("readings of personal data")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.sender}: {self.get_why_display()}"
