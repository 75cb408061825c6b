"""Drafts on which people comment (Law 64/2025)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.documents import get_document_model
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from deadlines.enums import Trigger
from formats.vietnamese.dates import vi_date
from home.models import ContentPage
from home.page_registry import answer
from home.serving.list_facts import ListFact
from home.serving.search_facts import SearchState
from information.drafts.open_drafts import ClosingSoonFilter
from information.drafts.report_days import ReportDays
from information.drafts.text import MOST_TEXT, contents_of, parts_of, shown_parts
from information.enums import REPORTED_DRAFTS, SETTLED_DRAFTS, DraftKind, DraftState
from information.errors import TextTooLong
from information.states import comments_in_words, comments_on, days_left

from .documents import files_field
from .item import CalendarPage, InformationItemPage, facts_panels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from home.editing.known_facts import KnownFacts
    from home.serving.search_facts import SearchFacts

    from .item import Fact


class DraftPage(CalendarPage, InformationItemPage):
    """A draft for consultation: until when and where comments are sent, then how they were taken up.

    It has no last day to be published by; it must stay open for at least so many days, which a check counts
    (`information.drafts.draft_checks`).
    """

    page_description = _("A draft for comments: its text, until when and where to comment, how comments were taken up.")
    category = "du-thao"
    needs_field = True
    takes_file = True
    list_filters = {"loai": "kind", "lay-y-kien": "state"}
    is_searched_in_lists = True
    comparison_step = "so-sanh"
    trigger = Trigger.POSTING
    trigger_name = _("First day for comments")
    trigger_lies_ahead = True
    schema_type = "DigitalDocument"

    kind = models.CharField(_("kind of draft"), max_length=20, choices=DraftKind.choices)
    drafter = models.CharField(_("drafted by"), max_length=200)
    # A draft that is made of a Word file waits for it.
    closes_on = models.DateField(
        _("comments until"), null=True, help_text=_("The last day for comments, that day included.")
    )
    comments_to = models.CharField(
        _("comments to"), max_length=250, help_text=_("Unit with address, e-mail, telephone; for example the office.")
    )
    state = models.CharField(
        pgettext_lazy("of a draft", "state"),
        max_length=10,
        choices=DraftState.choices,
        default=DraftState.OPEN,
        help_text=_("Until comments were taken up, readers see what the days say."),
    )
    issued_as = models.ForeignKey(
        "information.DocumentPage",
        on_delete=models.SET_NULL,
        related_name="drafts",
        verbose_name=_("issued as"),
        null=True,
        blank=True,
        help_text=_("The document of this portal that the draft became."),
    )
    abandoned_because = models.TextField(_("why it was abandoned"), max_length=600, blank=True)
    impact = models.TextField(
        _("summary of the impact"),
        blank=True,
        max_length=4000,
        help_text=_("Whom the draft concerns, and what becomes different for them: papers, time, cost."),
    )
    text = models.TextField(
        _("text of the draft"),
        blank=True,
        max_length=MOST_TEXT,
        help_text=_(
            "Paste the whole text. Readers see it by chapters, articles, clauses and points, and comment on each; the "
            "preview shows what was understood."
        ),
    )
    files = files_field(_("draft and submission"))
    results = files_field(_("how comments were taken up"))

    content_panels = facts_panels(
        _("Draft for comments"),
        ["kind", "drafter", "closes_on", "comments_to"],
        trigger_name=trigger_name,
        rest=[FieldPanel("impact"), FieldPanel("text"), FieldPanel("files")],
        more=["state", "results", "issued_as", "abandoned_because"],
    )
    search_fields = [*ContentPage.search_fields, *map(index.SearchField, ("drafter", "impact", "text"))]
    # A draft is commented on in the language in which it will be issued.
    override_translatable_fields = [*ContentPage.override_translatable_fields, BaseTranslatableField("text")]

    class Meta:
        verbose_name = _("draft for comments")
        verbose_name_plural = _("drafts for comments")

    def clean(self) -> None:
        """Ask that comments end after they began, and for what a state says to be there."""
        super().clean()
        if self.trigger_date and self.closes_on and self.closes_on < self.trigger_date:
            raise ValidationError({"closes_on": _("It cannot end before it begins.")})
        if self.state in REPORTED_DRAFTS and not self.results:
            raise ValidationError({"results": _("Attach the report on how comments were taken up.")})
        if self.state == DraftState.ISSUED and self.issued_as_id is None:
            raise ValidationError({"issued_as": _("Choose the document that the draft became.")})
        if self.state == DraftState.ABANDONED and not self.abandoned_because.strip():
            raise ValidationError({"abandoned_because": _("Say why: readers and those who sent comments see it.")})

    def fill_in_text(self, text: str) -> bool:
        if len(text) > MOST_TEXT:
            raise TextTooLong(MOST_TEXT)
        self.text = text
        return True

    def attach(self, document: int) -> None:
        entry = {"document": get_document_model().objects.get(pk=document), "title": ""}
        self.files = [("file", entry)]  # type: ignore[assignment]  # taken by the descriptor of the field

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.drafter = known.agency

    @path("so-sanh/")
    def comparison(self, request: HttpRequest) -> HttpResponseBase:
        """What a version of the text says otherwise than the public one before it."""
        return answer(self, "comparison", request)

    @classmethod
    def further_filters(cls) -> list[Any]:
        return [ClosingSoonFilter(cls)]

    def state_on(self, day: date) -> DraftState:
        """Whether comments are taken on a day, by its days and by the state that was chosen."""
        return comments_on(self.state, opens_on=self.trigger_date, closes_on=self.closes_on, today=day)

    @classmethod
    def listed_value(cls, column: str, *, on: date) -> Any:
        """The state as `comments_on` says it."""
        if column != "state":
            return super().listed_value(column, on=on)
        return models.Case(
            models.When(state__in=sorted(SETTLED_DRAFTS), then="state"),
            models.When(closes_on__lt=on, then=models.Value(DraftState.CLOSED)),
            models.When(trigger_date__gt=on, then=models.Value(DraftState.COMING)),
            default=models.Value(DraftState.OPEN),
        )

    def facts(self) -> list[Fact]:
        state = self.state_on(localdate())
        return [
            (_("kind of draft"), self.get_kind_display()),
            (pgettext_lazy("of a draft", "state"), state.label),
            (_("report due"), self._report_due() if state == DraftState.CLOSED else ""),
            (_("drafted by"), self.drafter),
            (_("First day for comments"), self.trigger_date),
            (_("comments until"), self.closes_on),
            (_("comments to"), self.comments_to if state in {DraftState.OPEN, DraftState.COMING} else ""),
            (_("issued as"), self._document() if state == DraftState.ISSUED else ""),
            (_("why it was abandoned"), self.abandoned_because if state == DraftState.ABANDONED else ""),
        ]

    def _report_due(self) -> str:
        """By when it is to be public how comments were taken up; empty: no rule gives a day."""
        due = ReportDays().due(self.closes_on) if self.closes_on else None
        if due is None:
            return ""
        day = {"day": vi_date(due)}
        if due < localdate():
            return _("The report was due on %(day)s and is not public yet.") % day
        return _("The report is due by %(day)s.") % day

    def _document(self) -> str:
        """A link to the document that it became, once that is public."""
        page = self.issued_as
        if page is None or not page.live:
            return ""
        name = f"{page.number}: {page.title}"
        return format_html('<a href="{}">{}</a>', page.get_url(), name)

    def list_facts(self, *, now: datetime) -> Sequence[ListFact | None]:
        return [
            comments_in_words(self.state_on(localdate(now)), opens_on=self.trigger_date, closes_on=self.closes_on),
            ListFact(self.get_kind_display()),
            ListFact(self.drafter, _("drafted by")),
        ]

    def search_facts(self) -> SearchFacts:
        # Until it is settled, its days say whether comments are taken (`comments_on`).
        settled = self.state in SETTLED_DRAFTS
        return replace(
            super().search_facts(),
            issuer=self.drafter,
            state=SearchState.CLOSED if settled else SearchState.OPEN,
            in_force_from=self.trigger_date,
            in_force_until=self.closes_on,
        )

    def structured_facts(self) -> dict[str, Any]:
        return {
            "creativeWorkStatus": "Draft",
            "genre": str(self.get_kind_display()),
            "sourceOrganization": {"@type": "GovernmentOrganization", "name": self.drafter},
            "expires": self.closes_on.isoformat() if self.closes_on else "",
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text by its parts. Rooms above put `part_links` beside them: `PartLink`s by anchors."""
        context = super().get_context(request, *args, **kwargs)
        parts = shown_parts(parts_of(self), context.get("part_links", {}))
        # What was extended is told with the last day of today.
        extensions = [] if self.shown_version is not None else list(self.extensions.all())
        is_open = self.state_on(localdate()) in {DraftState.OPEN, DraftState.COMING}
        calendar_url = self.calendar_url(request) if is_open else ""
        shown = {"parts": parts, "contents": contents_of(parts), "extensions": extensions}
        days = (self.closes_on - localdate()).days if self.closes_on else -1
        return context | shown | {"calendar_url": calendar_url, "days_left": days_left(days) if days >= 0 else ""}

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        return "pages/information/draft_page.html"
