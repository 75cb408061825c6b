"""Dead links: their report for the own portals; the page that is shown before somebody leaves the portal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from audit.errors import ChangedMeanwhile
from formats.vietnamese.dates import vi_date
from home.reports.portal_reports import PortalFilterSet, PortalReportView, portal_column
from home.serving.addresses import PlainPage
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from information.errors import AgencyEnded
from information.models import LinkReport
from information.models.link_report import LinkReportQuerySet
from information.press.press_list import end_agency, subscriber_of


class DeadLinkFilterSet(PortalFilterSet):
    """By portal."""

    class Meta:
        model = LinkReport
        fields = ["portal"]


class DeadLinkListView(PortalReportView):
    """Addresses that could not be opened when they were last followed, those that fail longest first."""

    page_title = gettext_lazy("Dead links")
    header_icon = "link"
    index_url_name = "dead_links"
    index_results_url_name = "dead_links_results"
    filterset_class = DeadLinkFilterSet
    default_ordering = "first_seen"
    verbose_name_plural = gettext_lazy("dead links")

    def get_base_queryset(self) -> LinkReportQuerySet:
        reports = LinkReport.objects.of_public_pages()
        if self.readable is not None:
            reports = reports.for_portals(self.readable)
        return reports.select_related("page")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("page", label=_("Title"), accessor=self.title_of, get_url=self.url_of),
            portal_column(),
            CardColumn("address", label=_("Address"), sort_key="address"),
            CardColumn("problem", label=_("What is wrong")),
            CardColumn(
                "first_seen",
                label=_("First seen"),
                accessor=lambda report: vi_date(timezone.localdate(report.first_seen)),
                sort_key="first_seen",
            ),
            CardColumn(
                "checked_at",
                label=_("Last checked"),
                accessor=lambda report: vi_date(timezone.localdate(report.checked_at)),
                sort_key="checked_at",
            ),
        ]

    def title_of(self, report: LinkReport) -> str:
        return report.page.draft_title if self.is_own(report.page) else report.page.title

    def url_of(self, report: LinkReport) -> str | None:
        """The editor of an own page; the public page for who only reads."""
        if self.is_own(report.page):
            return reverse("wagtailadmin_pages:edit", args=[report.page_id])
        return PlainPage.of(report.page).full_url or None


# What is sent carries no more right than its address; programs for mail send it by themselves (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_press_list(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and take off the list what is sent. A link that is not ours leads nowhere; one that was used says so."""
    subscriber = subscriber_of(token, portal_id=request.portal.id)
    if subscriber is None:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            end_agency(subscriber, by=None, at=timezone.now())
        except AgencyEnded:
            pass  # by another request: what is shown says so
        except ChangedMeanwhile:
            status = 503
        subscriber.refresh_from_db()
    home = live_home(request.portal)
    frame = frame_of_view(request, _("Press list"), home.get_url(request) if home else "/")
    context = {"subscriber": subscriber, "is_to_be_repeated": status != 200, **frame}
    response = render(request, "pages/information/leave_press_list.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
