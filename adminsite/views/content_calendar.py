"""The content calendar: a month or a week of one portal, other days for drafts, and its secret address."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic.base import TemplateView
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from adminsite.models import CalendarFeed
from adminsite.newsroom.calendar import CalendarQuery, calendar_entries, undated_entries, weeks_between
from adminsite.newsroom.feeds import calendar_of, end_address, feed_of, make_address, token_of
from deadlines.queries import office_hours
from editorial.review.schedule import plan_publication
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminView, portal_url
from sites.directory import PortalRecord, get_directory
from sites.models import Portal

MONTH, WEEK = "month", "week"
YEARS = range(2000, 2101)


class CalendarBaseView(AdminView):
    """For those who work on the content of a portal."""

    header_icon = "calendar"

    @cached_property
    def records(self) -> tuple[PortalRecord, ...]:
        """Portals whose calendar the person reads."""
        return scope_of_request(self.request).content_records

    def has_permission(self) -> bool:
        return bool(self.records)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def calendar_url(self, record: PortalRecord, day: date, span: str) -> str:
        asked = {"portal": record.id, "day": day.isoformat(), "span": span}
        return f"{portal_url('content_calendar')}?{urlencode(asked)}"


class ContentCalendarView(CalendarBaseView, TemplateView):
    """A table of days; what is not approved yet is dragged to another day, or moved by its link."""

    page_title = pgettext_lazy("admin menu", "Content calendar")
    template_name = "adminsite/content_calendar.html"

    @cached_property
    def record(self) -> PortalRecord:
        """The portal that is asked for; the first of one's own where it is none of them."""
        asked = self.request.GET.get("portal", "")
        return next((record for record in self.records if str(record.id) == asked), self.records[0])

    @cached_property
    def day(self) -> date:
        try:
            asked = parse_date(self.request.GET.get("day", ""))
        except ValueError:
            asked = None
        return asked if asked is not None and asked.year in YEARS else self.today

    @property
    def span(self) -> str:
        return WEEK if self.request.GET.get("span") == WEEK else MONTH

    @cached_property
    def weeks(self) -> list[list[date]]:
        if self.span == WEEK:
            return weeks_between(self.day, self.day)
        first = self.day.replace(day=1)
        return weeks_between(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @property
    def neighbours(self) -> tuple[date, date]:
        """A day of the month or week before, and of the one behind."""
        if self.span == WEEK:
            return self.day - timedelta(days=7), self.day + timedelta(days=7)
        first = self.day.replace(day=1)
        return first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = portal_url("calendar_address", self.record.id)
        return [HeaderButton(_("Read in another calendar"), url=address, icon_name="link", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = CalendarQuery(self.record, self.request.user, self.weeks[0][0], self.weeks[-1][-1])
        by_day: dict[date | None, list[Any]] = {}
        for entry in calendar_entries(query):
            by_day.setdefault(entry.day, []).append(entry)
        before, behind = self.neighbours
        return super().get_context_data(
            record=self.record,
            records=self.records,
            day=self.day,
            span=self.span,
            is_month=self.span == MONTH,
            weekdays=self.weeks[0],
            weeks=[[(day, by_day.get(day, []), self._is_shown(day)) for day in week] for week in self.weeks],
            has_entries=bool(by_day),
            undated=undated_entries(query),
            today=self.today,
            before_url=self.calendar_url(self.record, before, self.span),
            behind_url=self.calendar_url(self.record, behind, self.span),
            today_url=self.calendar_url(self.record, self.today, self.span),
            month_url=self.calendar_url(self.record, self.day, MONTH),
            week_url=self.calendar_url(self.record, self.day, WEEK),
            **kwargs,
        )

    def _is_shown(self, day: date) -> bool:
        """Whether a day is of the month that is shown; a week shows all of its days."""
        return self.span == WEEK or day.month == self.day.month


class PlanForm(forms.Form):
    """The day for which a draft is meant."""

    day = forms.DateField(label=pgettext_lazy("calendar entry", "day"), widget=AdminDateInput)
    time = forms.TimeField(
        label=gettext_lazy("time"),
        widget=AdminTimeInput,
        required=False,
        help_text=gettext_lazy("Empty: the time planned before, else when the offices open."),
    )


class PlanView(AdminFormMixin, CalendarBaseView):
    """Another day for a draft; dragging sends the same form."""

    form_class = PlanForm
    page_title = gettext_lazy("Move to another day")
    introduction = (
        gettext_lazy("The board sees this time when it decides, and may choose another. Nothing is published by it."),
    )
    refusal_fields = {"planned_in_the_past": "day", "ends_before_it_begins": "day"}
    # Set once the draft is planned: the calendar opens on this day.
    moved_to: date | None = None

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    @cached_property
    def planned(self) -> datetime | None:
        revision = self.page.latest_revision
        planned = revision.content.get("go_live_at") if revision is not None else None
        return timezone.localtime(parse_datetime(planned)) if planned else None

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.page.permissions_for_user(self.request.user).can_edit())

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        planned = self.planned
        return {"initial": {"day": planned.date(), "time": planned.time()} if planned else {}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        day = form.cleaned_data["day"]
        at = timezone.make_aware(datetime.combine(day, form.cleaned_data["time"] or self._usual_time(day)))
        plan_publication(self.page, at, by=self.request.user, at=self.now)
        self.moved_to = day
        values = {"title": self.page.get_admin_display_title(), "time": date_format(at, "SHORT_DATETIME_FORMAT")}
        return self.succeed(_("“%(title)s” is planned for %(time)s.") % values)

    def get_success_url(self) -> str:
        record = get_directory().for_path(self.page.path)
        if record is None:
            return portal_url("content_calendar")
        planned = self.planned
        day = self.moved_to or (planned.date() if planned else self.today)
        return self.calendar_url(record, day, self.request.GET.get("span", MONTH))

    def _usual_time(self, day: date) -> time:
        return self.planned.time() if self.planned else office_hours(on=day).opens


class AddressForm(forms.Form):
    """A new address, or none any more."""

    ends = forms.BooleanField(label=gettext_lazy("No address any more"), required=False)


class CalendarAddressView(AdminFormMixin, CalendarBaseView):
    """The secret address of the person for one portal. A new one ends the one before."""

    form_class = AddressForm
    page_title = gettext_lazy("The calendar at a secret address")
    template_name = "adminsite/calendar_address.html"
    submit_label = gettext_lazy("New address")
    header_icon = "link"

    @cached_property
    def record(self) -> PortalRecord | None:
        return next((record for record in self.records if record.id == self.kwargs["portal_id"]), None)

    def has_permission(self) -> bool:
        return self.record is not None

    def portal_held(self) -> int | None:
        return self.kwargs["portal_id"]

    def get_page_subtitle(self) -> str:
        return self.record.name if self.record else ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        portal = Portal.objects.get(pk=self.kwargs["portal_id"])
        if form.cleaned_data["ends"]:
            end_address(portal, by=self.request.user, at=self.now)
            return self.succeed(_("The address leads nowhere any more."))
        make_address(portal, by=self.request.user, at=self.now)
        return self.succeed(_("Here is your new address. One that you had before leads nowhere any more."))

    def get_success_url(self) -> str:
        return portal_url("calendar_address", self.kwargs["portal_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.for_portal(self.kwargs["portal_id"]).filter(user=self.request.user.pk).first()
        path = reverse("calendar_feed", args=[token_of(feed)]) if feed else ""
        context = super().get_context_data(**kwargs)
        back = f"{portal_url('content_calendar')}?portal={self.kwargs['portal_id']}"
        address = f"{settings.ADMIN_BASE_URL}{path}" if path else ""
        return context | {"feed": feed, "address": address, "back_url": back}


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the secret address with the calendar; its person must still have a part in the portal."""
    feed = feed_of(token)
    calendar = calendar_of(feed, today=timezone.localdate()) if feed is not None else None
    if calendar is None:
        raise Http404
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich-bien-tap.ics"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
