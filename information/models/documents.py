"""Documents and issues of the gazette, until documents have an app of their own (12.1.c, 4.2.c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from deadlines.enums import Trigger
from home.blocks.links import DocumentEntryBlock
from home.fields import StreamField
from home.list_facts import ListFact
from home.models import ContentPage
from information.enums import DocumentKind, DocumentState
from information.states import TONES_OF_DOCUMENTS, force_of

from .item import FactsPage, InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from .item import Fact


class FilesStreamBlock(blocks.StreamBlock):
    """Files for download, in order."""

    file = DocumentEntryBlock()


def files_field(name: Any = "", *, required: bool = False) -> StreamField:
    """Files for download, which the template lists with the facts."""
    return StreamField(
        FilesStreamBlock(min_num=1 if required else 0), verbose_name=name or _("files"), blank=not required
    )


class DocumentPage(InformationItemPage):
    """A legal or administrative document with its files; due two working days after its issue (12.1.c).

    Numbers are kept as issued: codes of types are told apart by capitals and marks.
    """

    page_description = _("A legal or administrative document: number, issuer, day of issue, files.")
    category = "van-ban"
    needs_field = True
    list_filters = {"loai": "kind", "hieu-luc": "state"}
    is_searched_in_lists = True
    trigger = Trigger.ISSUE
    trigger_name = _("Day of issue")
    schema_type = "Legislation"

    kind = models.CharField(_("type of document"), max_length=20, choices=DocumentKind.choices)
    number = models.CharField(
        _("number and symbol"), max_length=100, help_text=_("As issued. Example: 05/2024/QĐ-UBND.")
    )
    is_normative = models.BooleanField(_("legal normative document"), default=False)
    issuer = models.CharField(_("issued by"), max_length=200)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True, help_text=_("Name and position."))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day on which it is in force.")
    )
    state = models.CharField(_("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.IN_FORCE)
    files = files_field(required=True)

    content_panels = facts_panels(
        pgettext_lazy("of an agency", "Document"),
        [
            FieldRowPanel(["kind", "number"]),
            "is_normative",
            FieldRowPanel(["issuer", "signatory"]),
            FieldRowPanel(["effective_on", "expires_on", "state"]),
        ],
        trigger_name=trigger_name,
        rest=[FieldPanel("files")],
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("number"),
        index.SearchField("issuer"),
        index.SearchField("signatory"),
    ]

    class Meta:
        verbose_name = _("document page")
        verbose_name_plural = _("document pages")

    def clean(self) -> None:
        """Ask that a document ends after it began."""
        super().clean()
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValidationError({"expires_on": _("It cannot end before it is in force.")})

    def force_on(self, day: date) -> DocumentState:
        """Whether it is in force on a day, by its days and by the state that was chosen."""
        return force_of(self.state, effective_on=self.effective_on, expires_on=self.expires_on, today=day)

    @classmethod
    def listed_value(cls, column: str, *, on: date) -> Any:
        """The state as `force_of` says it."""
        if column != "state":
            return super().listed_value(column, on=on)
        return models.Case(
            models.When(state__in=[DocumentState.SUSPENDED, DocumentState.EXPIRED], then="state"),
            models.When(expires_on__lt=on, then=models.Value(DocumentState.EXPIRED)),
            models.When(effective_on__gt=on, then=models.Value(DocumentState.COMING)),
            models.When(
                state=DocumentState.COMING, effective_on__isnull=False, then=models.Value(DocumentState.IN_FORCE)
            ),
            default="state",
        )

    def facts(self) -> list[Fact]:
        return [
            (_("type of document"), self.get_kind_display()),
            (_("number and symbol"), self.number),
            (_("issued by"), self.issuer),
            (_("signed by"), self.signatory),
            (_("Day of issue"), self.trigger_date),
            (_("in force from"), self.effective_on),
            (_("in force until"), self.expires_on),
            (_("state"), self.force_on(localdate()).label),
        ]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        force = self.force_on(localdate(now))
        return [
            ListFact(self.number, _("number and symbol")),
            ListFact(self.trigger_date, _("Day of issue")),
            ListFact(force.label, tone=TONES_OF_DOCUMENTS[force]),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {
            "legislationIdentifier": self.number,
            "legislationType": str(self.get_kind_display()),
            "legislationDate": self.trigger_date.isoformat() if self.trigger_date else "",
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": self.issuer},
        }


class GazettePage(FactsPage):
    """An issue of the gazette, with its files (4.2.c)."""

    page_description = _("An issue of the gazette: number, day, files.")
    category = "van-ban"
    list_year = "issued_on"
    schema_type = "PublicationIssue"

    number = models.CharField(_("number of the issue"), max_length=50, help_text=_("Example: 45 + 46."))
    issued_on = models.DateField(_("day of issue"))
    files = files_field(required=True)

    content_panels = facts_panels(
        _("Issue of the gazette"), [FieldRowPanel(["number", "issued_on"])], rest=[FieldPanel("files")]
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("number")]

    class Meta:
        verbose_name = _("issue of the gazette")
        verbose_name_plural = _("issues of the gazette")

    def facts(self) -> list[Fact]:
        return [(_("number of the issue"), self.number), (_("day of issue"), self.issued_on)]

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            ListFact(self.number, _("number of the issue")),
            ListFact(self.issued_on, _("day of issue")),
        ]

    def structured_facts(self) -> dict[str, Any]:
        return {"issueNumber": self.number}
