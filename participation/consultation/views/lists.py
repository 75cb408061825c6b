"""Admin lists for those who handle comments: the drafts of their portals, and the comments on one draft."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_date, vi_short_datetime
from information.models import DraftPage
from members.views.base import AdminListView, AdminView
from participation.consultation.drafts import takes_typed_comments
from participation.consultation.forms import (
    WHOLE_DRAFT,
)
from participation.enums.comments import AWAITED_COMMENTS, CommentResponse, CommentStake
from participation.enums.submissions import ModerationState, SubmissionActor
from participation.models import Comment
from participation.models.comment import is_gone
from participation.permissions import actors_of, handling_portals
from sites.directory import get_directory

NAMESPACE = "comments"
# Value of the filter for comments on the whole draft; parts have their anchors.
WHOLE = "whole"
# Characters of the words of a comment in the list.
_WORDS_SHOWN = 80


def comments_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class CommentsBaseView(AdminView):
    """For those who read the comments on the drafts of a portal as they were sent."""

    header_icon = "comment"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": comments_url("drafts"), "label": pgettext("admin menu", "Comments on drafts")}]


class DraftsView(CommentsBaseView, AdminListView):
    """Public drafts of the own portals with what waits, those that close last at the head."""

    page_title = pgettext_lazy("admin menu", "Comments on drafts")
    index_url_name = f"{NAMESPACE}:drafts"
    index_results_url_name = f"{NAMESPACE}:drafts_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("drafts for comments")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[DraftPage]:
        paths = [record.container_path for record in get_directory().records if record.id in self.portals]
        places = Q(pk__in=[])
        for path in filter(None, paths):
            places |= Q(path__startswith=path)
        rows = DraftPage.objects.live().filter(places, locale__language_code=settings.LANGUAGE_CODE)
        name = "consultation_comments"
        waiting = Q(**{f"{name}__state": ModerationState.RECEIVED})
        to_answer = Q(**{f"{name}__state__in": AWAITED_COMMENTS, f"{name}__response": CommentResponse.NONE})
        counted = rows.annotate(
            comments=Count(name), waiting=Count(name, filter=waiting), to_answer=Count(name, filter=to_answer)
        )
        return counted.order_by("-closes_on", "-pk")

    def order_queryset(self, queryset: QuerySet[DraftPage]) -> QuerySet[DraftPage]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label=pgettext("for comments", "Draft"),
                accessor="title",
                get_url=lambda row: comments_url("draft", row.pk),
            ),
            CardColumn("state", label=_("State"), accessor=lambda row: row.state_on(self.today).label),
            CardColumn("closes_on", label=_("Comments until"), accessor=lambda row: vi_date(row.closes_on)),
            CardColumn("comments", label=pgettext("on a draft", "Comments"), accessor="comments"),
            CardColumn("waiting", label=_("Waiting for the board"), accessor="waiting"),
            CardColumn("to_answer", label=_("Without a response"), accessor="to_answer"),
            CardColumn("portal", label=_("Portal"), accessor=_portal_of),
        ]


def _portal_of(row: DraftPage) -> str:
    record = get_directory().for_path(row.path)
    return record.listed_name if record else ""


class DraftBaseView(CommentsBaseView):
    """A screen about the comments on one draft of an own portal."""

    @cached_property
    def draft(self) -> DraftPage | None:
        # Comments stand with the one in the language in which it will be issued.
        rows = DraftPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        page = rows.filter(pk=self.kwargs["draft_id"]).first()
        record = get_directory().for_path(page.path) if page is not None else None
        return page if record is not None and record.id in self.portals else None

    def has_permission(self) -> bool:
        return self.draft is not None

    @property
    def portal_id(self) -> int:
        record = get_directory().for_path(self.draft.path)
        return record.id if record else 0

    def get_page_subtitle(self) -> str:
        return self.draft.title


def _part_of(anchor: str, label: str) -> str:
    """How a list of the admin calls the part that a comment is about."""
    if not anchor:
        return str(WHOLE_DRAFT)
    name = capfirst(label)
    return name if not is_gone(anchor) else f"{name} ({pgettext('part of a draft', 'left out since')})"


class CommentFilterSet(WagtailFilterSet):
    """By state, response, stake and part."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ModerationState.choices, empty_label=pgettext_lazy("state", "All")
    )
    response = django_filters.ChoiceFilter(
        label=pgettext_lazy("to a comment", "Response"),
        choices=CommentResponse.choices,
        empty_label=pgettext_lazy("responses", "All"),
    )
    stake = django_filters.ChoiceFilter(
        label=gettext_lazy("Comments as"),
        choices=CommentStake.choices,
        empty_label=pgettext_lazy("those who comment", "All"),
    )
    anchor = django_filters.ChoiceFilter(
        label=gettext_lazy("Part of the draft"), empty_label=pgettext_lazy("parts", "All"), method="on_part"
    )

    class Meta:
        model = Comment
        fields = ["state", "response", "stake", "anchor"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(self.queryset.order_by("place").values_list("anchor", "label").distinct())
        choices = [(anchor or WHOLE, _part_of(anchor, label)) for anchor, label in labels.items()]
        self.filters["anchor"].extra["choices"] = choices

    def on_part(self, rows: QuerySet[Comment], _name: str, value: str) -> QuerySet[Comment]:
        return rows.filter(anchor="" if value == WHOLE else value)


class CommentListView(DraftBaseView, AdminListView):
    """The comments on a draft, in the order of its parts, the same words together."""

    page_title = gettext_lazy("Comments on the draft")
    template_name = "participation/comments.html"
    results_template_name = "wagtailadmin/generic/listing_results.html"
    filterset_class = CommentFilterSet
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("comments on drafts")
    is_exported = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the board first the comments that wait for it: as if it had filtered, so that the filter says so and
        can be taken away."""
        waiting = Comment.objects.of_draft(self.draft).filter(state=ModerationState.RECEIVED)
        if not self.results_only and not request.GET and self._is_of_board and waiting.exists():
            request.GET = QueryDict(urlencode({"state": ModerationState.RECEIVED}))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            draft=self.draft, state=self.draft.state_on(self.today), draft_url=self.draft.full_url, **kwargs
        )

    def get_index_url(self) -> str:
        return comments_url("draft", self.draft.pk)

    def get_index_results_url(self) -> str:
        return comments_url("draft_results", self.draft.pk)

    def get_base_queryset(self) -> QuerySet[Comment]:
        # The order of the index: the last page costs as much as the first.
        order = ("place", "anchor", "content_hash", "state", "pk")
        return Comment.objects.of_draft(self.draft).order_by(*order)

    def order_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "code",
                label=pgettext("on a draft", "Comment"),
                accessor=lambda row: f"{_part_of(row.anchor, row.label)} · {row.written_code}",
                get_url=lambda row: comments_url("comment", row.pk),
            ),
            CardColumn("words", label=pgettext("of a comment", "Words"), accessor=self._words),
            CardColumn("state", label=_("State"), accessor=lambda row: row.get_state_display()),
            CardColumn("stake", label=_("Comments as"), accessor=self._as_whom),
            CardColumn(
                "response", label=pgettext("to a comment", "Response"), accessor=lambda row: row.get_response_display()
            ),
            CardColumn("channel", label=_("Channel"), accessor=lambda row: row.get_channel_display()),
            CardColumn("received_at", label=_("Received"), accessor=lambda row: vi_short_datetime(row.received_at)),
        ]

    def _as_whom(self, row: Comment) -> str:
        """The organisation, unless the board keeps it from the public and the person is not of the board."""
        is_hidden = row.state == ModerationState.WITHHELD or row.hides_organisation
        if is_hidden and not self._is_of_board:
            return row.get_stake_display()
        return row.organisation or row.get_stake_display()

    def _words(self, row: Comment) -> str:
        """The first words: as they are public, else as they were sent; of withheld ones for the board alone."""
        if row.state == ModerationState.WITHHELD and not self._is_of_board:
            return ""
        return Truncator(row.public_text or row.text).chars(_WORDS_SHOWN)

    @cached_property
    def _is_of_board(self) -> bool:
        return SubmissionActor.BOARD in actors_of(self.request.user, self.portal_id, on=self.today)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found = [
            HeaderButton(
                _("Report on the comments"),
                url=comments_url("report", self.draft.pk),
                icon_name="doc-full",
                priority=10,
            ),
            HeaderButton(_("In figures"), url=comments_url("analysis", self.draft.pk), icon_name="site", priority=15),
        ]
        if takes_typed_comments(self.draft, on=self.today):
            url = comments_url("enter", self.draft.pk)
            found.append(HeaderButton(_("Type in a comment"), url=url, icon_name="plus", priority=5))
        return found
