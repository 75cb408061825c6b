"""Figures for the measurement system, and what was sent of them: for supervisors and operators (4.2.a, 18.1)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from adminviews.forms.text import TableExportForm
from audit.errors import PortalRefusal
from exchange.forms import FiguresForm
from exchange.models import FigureSending
from exchange.sendings import export_figures
from exchange.sheets import Sheet, sheet_of
from formats.tables.exports import MEDIA_TYPES
from members.views.base import AdminFormMixin, AdminView
from sites.directory import PortalRecord, get_directory
from sites.models import Portal

# Lines of the log that the screen shows.
SENDINGS = 50


class FiguresBaseView(AdminView):
    """For operators, and for supervisors of the portals that they supervise."""

    header_icon = "table"

    def has_permission(self) -> bool:
        return self.supervises_some

    @cached_property
    def portals(self) -> tuple[PortalRecord, ...]:
        """Those that the person may ask for."""
        return tuple(record for record in get_directory().listed if self.supervises_portal(record.id))

    @cached_property
    def question(self) -> FiguresForm:
        return FiguresForm(self.request.GET, portals=self.portals, today=self.today)

    def asked(self) -> str:
        """Return the filter as it stands in an address."""
        asked = {name: value for name, value in self.request.GET.items() if name in self.question.fields and value}
        return f"?{urlencode(asked)}" if asked else ""


class FiguresView(FiguresBaseView, TemplateView):
    """Figures of portals over some days, those that are not measured and why, and the log of what was sent."""

    page_title = gettext_lazy("Figures for the measurement system")
    template_name = "exchange/figures.html"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def sheet(self) -> Sheet | None:
        """None where the question cannot be answered; what is wrong stands in the form."""
        if not self.question.is_valid():
            return None
        days = self.question.cleaned_data
        try:
            return sheet_of(self.question.portals, first=days["first"], last=days["last"], today=self.today)
        except PortalRefusal as refusal:
            self.question.add_error("last", str(refusal))
            return None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.sheet is None:
            return []
        address = reverse("figures_export") + self.asked()
        return [HeaderButton(_("Export"), url=address, icon_name="download", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sendings = FigureSending.objects.select_related("portal", "sent_by")
        if self.supervised is not None:
            sendings = sendings.filter(Q(portal__in=self.supervised) | Q(sent_by=self.request.user))
        return super().get_context_data(form=self.question, sheet=self.sheet, sendings=sendings[:SENDINGS], **kwargs)


class FiguresExportView(AdminFormMixin, FiguresBaseView):
    """The figures of the screen before as a table; what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export figures")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("figures"), "label": _("Figures for the measurement system")}]

    def get_introduction(self) -> list[str]:
        if not self.question.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        chosen, days = self.question.chosen, self.question.cleaned_data
        several = _("all portals") if self.supervised is None else _("the portals that you supervise")
        named = {"portal": chosen.name if chosen else several, "first": days["first"], "last": days["last"]}
        return [_("Figures of %(portal)s from %(first)s to %(last)s are exported.") % named]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.question.is_valid():
            return self.form_invalid(form)
        chosen, days = self.question.chosen, self.question.cleaned_data
        table = export_figures(
            self.question.portals,
            portal=Portal.objects.get(pk=chosen.id) if chosen else None,
            is_part=self.supervised is not None,
            first=days["first"],
            last=days["last"],
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
            table_format=form.chosen_format,
        )
        name = f"so-lieu-{days['first']}-{days['last']}.{form.chosen_format}"
        return FileResponse(table, as_attachment=True, filename=name, content_type=MEDIA_TYPES[form.chosen_format])

    def get_success_url(self) -> str:
        return reverse("figures") + self.asked()
