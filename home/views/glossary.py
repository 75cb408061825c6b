"""Screens of the official English names: those of the own portals, and of the city for everybody to read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.forms.text import CleanTextMixin
from adminviews.tables import CardColumn
from formats.vietnamese.text import sort_key
from home.models import GlossaryTerm, TermKind
from home.reports.portal_reports import portal_column
from home.translations.suggestions.glossary import add_term, change_term, installed_names, remove_term
from home.translations.suggestions.official_names import OfficialName, name_key
from members.access.permissions import can_edit_content
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminListView, AdminView
from sites.directory import get_directory

TRANSLATES = "wagtail_localize.submit_translation"


class TermsMenuItem(MenuItem):
    """For who makes English versions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(TRANSLATES))


class TermForm(CleanTextMixin, forms.ModelForm):
    """An official name and what it is of."""

    portal = forms.TypedChoiceField(label=gettext_lazy("portal"), coerce=int)

    class Meta:
        model = GlossaryTerm
        fields = ["vietnamese", "english", "kind", "basis"]

    def __init__(self, *args: Any, portals: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portal"].choices = list(portals.items())
        if len(portals) == 1 or self.instance.pk is not None:
            self.initial["portal"] = self.instance.portal_id or next(iter(portals))
            self.fields["portal"].widget = forms.HiddenInput()

    def _post_clean(self) -> None:
        """Leave the row alone: the verb checks and writes it, and refuses in words."""

    def entry(self) -> OfficialName:
        return OfficialName(**{name: self.cleaned_data[name] for name in self._meta.fields})


class TermsView(AdminView):
    """For who makes English versions; names of a portal are changed by its own people."""

    header_icon = "globe"

    @cached_property
    def portals(self) -> dict[int, str]:
        """Those whose names the person keeps."""
        user, day = self.request.user, self.today
        own = scope_of_request(self.request).portals
        return {record.id: record.name for record in own if can_edit_content(user, record.id, on=day)}

    def has_permission(self) -> bool:
        return bool(self.request.user.has_perm(TRANSLATES))

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class TermListView(TermsView, AdminListView):
    """Names of the own portals and those of the city, which hold everywhere."""

    page_title = gettext_lazy("Official English names")
    index_url_name = "glossary"
    index_results_url_name = "glossary_results"
    is_searchable = True
    default_ordering = "vietnamese"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("official English names")
    results_template_name = "home/glossary_results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(installed=self._installed_names(), **kwargs)

    def _installed_names(self) -> list[dict[str, Any]]:
        """Names that no board entered, as they are searched for. A row of the list takes the place of its name.

        Without a search, hundreds of other portals are left out.
        """
        asked = (self.search_query or "").casefold() if self.is_searching else ""
        left_out = {name_key(row.vietnamese) for row in self.get_base_queryset()}
        if not self.is_searching:
            others = (one for one in get_directory().records if one.id not in self.portals and not one.is_city)
            left_out |= {name_key(one.name_vi) for one in others}
        return [
            {"name": name, "kind": TermKind(name.kind).label}
            for name in sorted(installed_names(), key=lambda one: sort_key(one.vietnamese))
            if name_key(name.vietnamese) not in left_out and asked in f"{name.vietnamese}\n{name.english}".casefold()
        ]

    def get_base_queryset(self) -> QuerySet[GlossaryTerm]:
        city = get_directory().city
        return GlossaryTerm.objects.for_portals({*self.portals, *([city.id] if city is not None else [])})

    def search_queryset(self, queryset: QuerySet[GlossaryTerm]) -> QuerySet[GlossaryTerm]:
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(vietnamese__icontains=self.search_query) | Q(english__icontains=self.search_query))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("vietnamese", label=capfirst(_("Vietnamese name")), get_url=self.url_of, sort_key="vietnamese"),
            CardColumn("english", label=_("Official English name"), sort_key="english"),
            CardColumn("kind", label=_("What it names"), accessor=lambda row: row.get_kind_display()),
            CardColumn("basis", label=_("Where it is laid down")),
            portal_column(),
        ]

    def url_of(self, row: GlossaryTerm) -> str | None:
        return reverse("glossary_term", args=[row.pk]) if row.portal_id in self.portals else None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.portals:
            return []
        return [HeaderButton(_("New official name"), url=reverse("glossary_add"), icon_name="plus", priority=10)]


class TermFormView(AdminFormMixin, TermsView):
    """A form that leads back to the list."""

    form_class: Any = TermForm
    introduction = (
        gettext_lazy(
            "Translators are shown it where a Vietnamese text has the name, and the checks say where an English text "
            "does not use it. Names of the city portal hold on all portals."
        ),
    )
    refusal_fields = {"term_known": "vietnamese"}

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("Official English names")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": self.portals}

    def get_success_url(self) -> str:
        return reverse("glossary")


class AddTermView(TermFormView):
    page_title = gettext_lazy("New official name")

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def form_valid(self, form: Any) -> HttpResponse:
        row = add_term(form.cleaned_data["portal"], form.entry(), by=self.request.user, at=self.now)
        return self.succeed(_("“%(name)s” was added.") % {"name": row})


class TermView(TermFormView):
    page_title = gettext_lazy("Official English name")

    @cached_property
    def term(self) -> GlossaryTerm:
        return get_object_or_404(GlossaryTerm.objects.for_portals(self.portals), pk=self.kwargs["term_id"])

    def portal_held(self) -> int | None:
        return self.term.portal_id

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portals": self.portals, "instance": self.term}

    @property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("glossary_remove", args=[self.term.pk])
        return [HeaderButton(_("Remove"), url=address, icon_name="bin", priority=10)]

    def form_valid(self, form: Any) -> HttpResponse:
        row = change_term(self.term, form.entry(), by=self.request.user, at=self.now)
        return self.succeed(_("“%(name)s” was changed.") % {"name": row})


class RemoveTermView(TermView):
    """Take a name away."""

    page_title = gettext_lazy("Remove the official name")
    submit_label = pgettext_lazy("an official name", "Remove")
    form_class = forms.Form
    is_serious = True
    introduction = (gettext_lazy("Translators are not shown it any more. No page is changed."),)
    header_buttons: Any = []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def get_page_subtitle(self) -> str:
        return str(self.term)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        remove_term(self.term, by=self.request.user, at=self.now)
        return self.succeed(_("“%(name)s” was removed.") % {"name": self.term})
