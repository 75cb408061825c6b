"""Wagtail's views to create and edit a page, of its history and its usage, limited to what a portal may know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel, PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.usage import UsageView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import PageLogEntry

from adminsite.filters import ScopedPageHistoryFilterSet
from adminsite.newsroom.comment_notices import send_comment_notices
from adminsite.sittings import LogEntry, Sitting, sittings_of
from adminsite.views.header_buttons import HeaderButtonsMixin
from adminsite.visible_rows import shown_references
from adminviews.writing import writing_report_of
from audit.locking import atomic_refusing_deadlocks
from editorial.queries import decided_versions
from editorial.review.locking import lock_page
from formats.vietnamese.dates import vi_short_datetime

_add = page_viewset_registry.as_view(
    "add", app_label_kwarg="content_type_app_name", model_name_kwarg="content_type_model_name"
)


def add_page(request: HttpRequest, parent_page_id: int, **kwargs: Any) -> HttpResponse:
    """Stands before Wagtail's form of a new page.

    Of two who save below one page at the same moment, the second is asked about its address once the first is done, and
    told in the form: the editor saves by itself while somebody submits.
    """
    if request.method != "POST":
        return _add(request, parent_page_id=parent_page_id, **kwargs)
    with atomic_refusing_deadlocks():
        lock_page(parent_page_id)
        return _add(request, parent_page_id=parent_page_id, **kwargs)


class ShownUsageView(UsageView):
    """What refers to a page, without drafts of other portals."""

    def get_queryset(self) -> Any:
        return shown_references(self.object, self.request).group_by_source_object()


class SittingsHistoryView(PageHistoryView):
    """What was done to a page: of one sitting of a person at the editor the last save, compared with what was there
    before the first. Its filter offers people who are named to the reader, and nobody else."""

    filterset_class = ScopedPageHistoryFilterSet

    @cached_property
    def sittings(self) -> dict[int, Sitting]:
        """Sittings of more than one save, by the key of their last entry."""
        rows = PageLogEntry.objects.filter(page=self.object).order_by("timestamp", "pk")
        columns = ("pk", "action", "user_id", "timestamp", "revision_id", "uuid")
        entries = (LogEntry(*row) for row in rows.values_list(*columns))
        found = sittings_of(entries, decided=decided_versions(self.object))
        return {sitting.last.key: sitting for sitting in found if len(sitting.entries) > 1}

    def get_base_queryset(self) -> Any:
        hidden = {key for sitting in self.sittings.values() for key in sitting.earlier}
        return super().get_base_queryset().exclude(pk__in=hidden)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        shown = {row: self.sittings[row.pk] for row in context["object_list"] if row.pk in self.sittings}
        before = self._versions_before({sitting.first.key for sitting in shown.values()})
        for row, sitting in shown.items():
            told = {"what": row.message, "time": vi_short_datetime(sitting.first.at)}
            row.message = _("%(what)s, at work since %(time)s") % told
            row.previous_revision_id = before[sitting.first.key]
        return context

    def _versions_before(self, keys: Collection[int]) -> dict[int, int | None]:
        """The version before that of each of some entries."""
        rows = self._annotate_queryset(PageLogEntry.objects.filter(pk__in=keys))
        return dict(rows.values_list("pk", "previous_revision_id"))


class StatusWithShownUsage(PageStatusSidePanel):
    """The state of a page, which counts as references what the screen of references lists."""

    def get_usage_context(self) -> dict[str, Any]:
        count = shown_references(self.object, self.request).group_by_source_object().count() if self.object.pk else 0
        text = ngettext("Referenced %(count)s time", "Referenced %(count)s times", count) % {"count": count}
        return {"usage_count": count, "usage_url": self.usage_url, "usage_url_text": text}


class WritingSidePanel(ChecksSidePanel):
    """Wagtail's checks of the preview; in the place of its measures, which know English, what our report says of the
    writing of the page as it was last saved: of a new page nothing yet."""

    template_name = "adminsite/writing_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        report = writing_report_of(self.object) if self.object.pk else None
        return super().get_context_data(parent_context) | {"report": report}


class PageCreateView(CreateView):
    """The editor of a new page."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        writing = WritingSidePanel(self.page, self.request)
        return MediaContainer([writing if type(panel) is ChecksSidePanel else panel for panel in panels])


class ScopedEditView(HeaderButtonsMixin, EditView):
    """The page editor. It counts references from drafts of the own portal alone. Mail about comments goes to people of
    the page's portal, not to who once worked there."""

    partials_template_name = "adminsite/edit_partials.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report on writing to the answer of an autosave."""
        context = super().get_context_data(**kwargs)
        return context | ({"report": writing_report_of(self.page)} if context["is_partial"] else {})

    def get_side_panels(self) -> MediaContainer:
        status = StatusWithShownUsage(
            self.page,
            self.request,
            show_schedule_publishing_toggle=self.form.show_schedule_publishing_toggle,
            live_object=self.real_page_record,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
            parent_page=self.page.get_parent(),
        )
        panels = super().get_side_panels()
        ours = {PageStatusSidePanel: status, ChecksSidePanel: WritingSidePanel(self.page, self.request)}
        return MediaContainer([ours.get(type(panel), panel) for panel in panels])

    def send_commenting_notifications(self, changes: Mapping[str, Any]) -> None:
        send_comment_notices(self.page, changes, by=self.request.user, on=timezone.localdate())
