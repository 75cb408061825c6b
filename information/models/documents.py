"""Documents and issues of the gazette, until documents have an app of their own (12.1.c, 4.2.c)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model
from wagtail.search import index

from deadlines.enums import Trigger
from formats.vietnamese.dates import vi_date
from formats.vietnamese.text import slug as slug_of
from home.blocks.links import DocumentEntryBlock
from home.fields import StreamField
from home.models import ContentPage
from home.serving.list_facts import ListFact
from home.serving.search_facts import SearchState
from information.enums import DocumentKind, DocumentState
from information.official_addresses import address_fault
from information.states import TONES_OF_DOCUMENTS, force_of

from .item import FactsPage, InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from formats.documents.tree import Letter
    from home.editing.known_facts import KnownFacts
    from home.serving.search_facts import SearchFacts

    from .item import Fact


NUMBER_LENGTH: Final = 100
# Of legal normative documents: with the year between number and symbol, "05/2024/QĐ-UBND" (Decree 30/2020, annex I).
NORMATIVE_NUMBER: Final = re.compile(r"\d+/\d{4}/\S")


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
    takes_file = True
    list_filters = {"loai": "kind", "hieu-luc": "state"}
    is_searched_in_lists = True
    trigger = Trigger.ISSUE
    trigger_name = _("Day of issue")
    schema_type = "Legislation"

    kind = models.CharField(_("type of document"), max_length=20, choices=DocumentKind.choices)
    number = models.CharField(
        _("number and symbol"), max_length=NUMBER_LENGTH, help_text=_("As issued. Example: 05/2024/QĐ-UBND.")
    )
    is_normative = models.BooleanField(_("legal normative document"), default=False)
    issuer = models.CharField(_("issued by"), max_length=200)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True, help_text=_("Name and position."))
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day on which it is in force.")
    )
    state = models.CharField(_("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.IN_FORCE)
    national_id = models.CharField(
        _("number in the national database of legal documents"),
        max_length=50,
        blank=True,
        help_text=_("As the database gives it to the document; not the number and symbol."),
    )
    national_url = models.URLField(_("address in the national database of legal documents"), max_length=500, blank=True)
    gazette_number = models.CharField(
        _("number of the Gazette"), max_length=50, blank=True, help_text=_("Example: 45 + 46.")
    )
    gazette_issued_on = models.DateField(_("day of the Gazette"), null=True, blank=True)
    gazette_url = models.URLField(_("address in the Gazette"), max_length=500, blank=True)
    files = files_field(required=True)

    content_panels = facts_panels(
        pgettext_lazy("of an agency", "Document"),
        [
            FieldRowPanel(["kind", "number"]),
            "issuer",
        ],
        trigger_name=trigger_name,
        rest=[FieldPanel("files")],
        more=[
            "is_normative",
            "signatory",
            FieldRowPanel(["effective_on", "expires_on", "state"]),
            MultiFieldPanel(
                [
                    FieldRowPanel(["national_id", "national_url"]),
                    FieldRowPanel(["gazette_number", "gazette_issued_on"]),
                    "gazette_url",
                ],
                heading=_("Official sources"),
                help_text=_(
                    "A legal normative document names at least one: its copy here is compared with it (13.1.e)."
                ),
            ),
        ],
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
        """Ask that a document ends after it began, and that its official sources are where they can be."""
        super().clean()
        faults: dict[str, Any] = {}
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            faults["expires_on"] = _("It cannot end before it is in force.")
        for field, hosts in (
            ("national_url", settings.LEGAL_DATABASE_HOSTS),
            ("gazette_url", settings.GAZETTE_HOSTS),
        ):
            address = getattr(self, field)
            if address and (fault := address_fault(address, hosts=hosts)) is not None:
                faults[field] = fault
        if faults:
            raise ValidationError(faults)

    @property
    def names_official_record(self) -> bool:
        """Whether it says where the national database or the Gazette has it."""
        return any((self.national_id, self.national_url, self.gazette_number, self.gazette_url))

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.issuer = known.agency

    def fill_in_from(self, letter: Letter) -> None:
        super().fill_in_from(letter)
        kind = slug_of(letter.kind)
        if kind in DocumentKind.values:
            self.kind = kind
        elif letter.number and not kind:
            self.kind = DocumentKind.LETTER
        self.number, self.signatory = letter.number[:NUMBER_LENGTH], letter.signer
        self.is_normative = NORMATIVE_NUMBER.match(letter.number) is not None
        self.trigger_date = date.fromisoformat(letter.date) if letter.date else None

    def attach(self, document: int) -> None:
        entry = {"document": get_document_model().objects.get(pk=document), "title": ""}
        self.files = [("file", entry)]  # type: ignore[assignment]  # taken by the descriptor of the field

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
            (
                _("National database of legal documents"),
                _official(self.national_id, self.national_url, _("See it in the national database of legal documents")),
            ),
            (_("Gazette"), self._gazette()),
        ]

    def _gazette(self) -> str:
        number = _("No. %(number)s") % {"number": self.gazette_number} if self.gazette_number else ""
        day = vi_date(self.gazette_issued_on) if self.gazette_issued_on else ""
        return _official(", ".join(filter(None, [str(number), day])), self.gazette_url, _("See it in the Gazette"))

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        force = self.force_on(localdate(now))
        return [
            ListFact(self.number, _("number and symbol")),
            ListFact(self.trigger_date, _("Day of issue")),
            ListFact(force.label, tone=TONES_OF_DOCUMENTS[force]),
        ]

    def search_facts(self) -> SearchFacts:
        # It was to come, and comes on its first day (`force_of`).
        comes = self.state == DocumentState.COMING and self.effective_on is not None
        return replace(
            super().search_facts(),
            document_type=self.kind,
            issuer=self.issuer,
            state=SearchState.IN_FORCE if comes else self.state,
            in_force_from=self.effective_on,
            in_force_until=self.expires_on,
        )

    def structured_facts(self) -> dict[str, Any]:
        return {
            "legislationIdentifier": self.number,
            "legislationType": str(self.get_kind_display()),
            "legislationDate": self.trigger_date.isoformat() if self.trigger_date else "",
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": self.issuer},
            "identifier": self.national_id,
            "sameAs": self.national_url,
            "isPartOf": self._structured_gazette(),
        }

    def _structured_gazette(self) -> dict[str, str] | str:
        day = self.gazette_issued_on.isoformat() if self.gazette_issued_on else ""
        said = {"issueNumber": self.gazette_number, "datePublished": day, "url": self.gazette_url}
        known = {name: value for name, value in said.items() if value}
        return {"@type": "PublicationIssue", **known} if known else ""


def _official(words: str, address: str, offer: Any) -> str:
    """What readers are told of an official source: its number, and a link where it has an address."""
    if not address:
        return words
    link = format_html('<a href="{}" rel="noopener">{}</a>', address, offer)
    return format_html("{} – {}", words, link) if words else link


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
