"""Starters in the admin: a page is begun with one; boards and administrators keep those of their sections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from audit.errors import PortalRefusal
from home.editing.scripts import pasted_tables_script, table_menu_words
from home.models import PageStarter, SectionPage
from home.page_starters.actions import drop_starter, keep_starter, start_page
from home.page_starters.forms import PageStarterForm
from home.permissions import starters_kept_by
from home.reports.portal_reports import portal_column
from home.views.section import SectionView
from members.views.base import AdminFormMixin, AdminListView, AdminView
from sites.directory import get_directory


class StartPageView(SectionView):
    """Makes a draft of what was chosen where one adds a page, and opens it."""

    def has_permission(self) -> bool:
        return bool(self.types)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("wagtailadmin_pages:add_subpage", self.section.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page = start_page(self.section, request.POST.get("starter", ""), by=request.user, at=self.now)
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect("wagtailadmin_pages:add_subpage", self.section.pk)
        messages.success(request, _("The draft was made. Fill in what stands in brackets, then submit it."))
        return redirect("wagtailadmin_pages:edit", page.pk)


class StarterMenuItem(MenuItem):
    """For those who keep starters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(starters_kept_by(request.user, on=timezone.localdate()))


class KeptStartersView(AdminView):
    """For members of boards and administrators, of the portals where they are."""

    header_icon = "copy"

    @cached_property
    def portals(self) -> frozenset[int]:
        return starters_kept_by(self.request.user, on=self.today)

    def starters(self) -> QuerySet[PageStarter]:
        return PageStarter.objects.for_portals(self.portals).select_related("section__locale")

    def has_permission(self) -> bool:
        return bool(self.portals)


class StarterListView(KeptStartersView, AdminListView):
    """The starters that boards keep. New ones are added where one adds a page to a section."""

    page_title = gettext_lazy("Starters of pages")
    index_url_name = "page_starters"
    index_results_url_name = "page_starters_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("starters")

    def get_base_queryset(self) -> QuerySet[PageStarter]:
        return self.starters().defer("body")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Starter"), get_url=lambda row: reverse("page_starter", args=[row.pk])),
            CardColumn(
                "section",
                label=pgettext("of a portal", "Section"),
                accessor=lambda row: row.section.get_admin_display_title(),
            ),
            portal_column(),
        ]


class StarterFormView(AdminFormMixin, KeptStartersView, SectionView):
    """A form that leads back to the list."""

    form_class = PageStarterForm
    template_name = "home/page_starter.html"

    def has_permission(self) -> bool:
        record = get_directory().for_path(self.section.path)
        return record is not None and record.id in self.portals

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("page_starters"), "label": pgettext("admin menu", "Starters of pages")}]

    def get_page_subtitle(self) -> str:
        return self.section.get_admin_display_title()

    def get_success_url(self) -> str:
        return reverse("page_starters")

    def portal_held(self) -> int | None:
        record = get_directory().for_path(self.section.path)
        return record.id if record else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"types": [(label, capfirst(model._meta.verbose_name)) for label, model in self.types.items()]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table_scripts=[table_menu_words(), pasted_tables_script()], **kwargs)

    def keep(self, form: forms.Form, *, instead_of: PageStarter | None = None) -> PageStarter:
        data = dict(form.cleaned_data)
        page_type = self.types[data.pop("page_type")]
        return keep_starter(
            self.section, page_type=page_type, **data, by=self.request.user, at=self.now, instead_of=instead_of
        )


class AddStarterView(StarterFormView):
    page_title = gettext_lazy("New starter")
    introduction = (
        gettext_lazy(
            "Whoever makes a page in this section may begin with it. What you write here, you do not approve on a page "
            "that still says it."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = self.keep(form)
        return self.succeed(_("“%(title)s” is offered in this section.") % {"title": row.title})


class OneStarterView(StarterFormView):
    @cached_property
    def starter(self) -> PageStarter:
        return get_object_or_404(self.starters(), pk=self.kwargs["starter_id"])

    @cached_property
    def section(self) -> SectionPage:
        if not self.portals:
            raise PermissionDenied
        return self.starter.section


class EditStarterView(OneStarterView):
    page_title = gettext_lazy("Starter")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.starter
        known = {"title": row.title, "page_type": row.page_type, "lead": row.lead, "body": row.body}
        return {**super().get_form_kwargs(), "initial": known}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("page_starter_delete", args=[self.starter.pk])
        return [HeaderButton(_("Take away"), url=address, icon_name="bin", priority=10)]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = self.keep(form, instead_of=self.starter)
        return self.succeed(_("“%(title)s” was changed.") % {"title": row.title})


class DeleteStarterView(OneStarterView):
    form_class = forms.Form
    template_name = "sites/form.html"
    page_title = gettext_lazy("Delete a starter")
    submit_label = gettext_lazy("Take away")
    is_serious = True
    introduction = (gettext_lazy("What was begun with it stays as it is."),)

    def get_page_subtitle(self) -> str:
        return self.starter.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        drop_starter(self.starter, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” was taken away.") % {"title": self.starter.title})
