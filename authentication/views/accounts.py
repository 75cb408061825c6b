"""Accounts with their rights: all for operators, those of the own portals for those who answer for them."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from authentication.account_list import (
    AccountsAsked,
    city_identity_in_words,
    export_accounts,
    held_choices,
    keys_that_lack_a_second_factor,
    limit_accounts,
    second_factor_in_words,
    state_in_words,
)
from authentication.city_identity.provider import is_on
from formats.vietnamese.text import sort_key
from members.access.people import Portals, portals_of_accounts, rights_labels
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from sites.directory import get_directory

# Among the portals to choose from: roles over the whole city.
CITY = "city"


def portals_of_reader(request: HttpRequest) -> Portals:
    """Return the portals whose accounts the person may list."""
    return portals_of_accounts(request.user, on=timezone.localdate())


def portal_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Portals whose people the person may know, by name; for operators, who know all, the city as a whole before."""
    portals = portals_of_reader(request)
    records = [record for record in get_directory().records if portals is None or record.id in portals]
    choices = [(str(one.id), one.listed_name) for one in sorted(records, key=lambda one: sort_key(one.name))]
    return [(CITY, _("The whole city")), *choices] if portals is None else choices


class AccountFilterSet(WagtailFilterSet):
    """By portal, by what is held there, and by state. `accounts_asked` reads it."""

    filters: dict[str, Any]

    held = django_filters.ChoiceFilter(
        label=gettext_lazy("Role or seat"),
        choices=held_choices,
        widget=forms.Select,
        empty_label=pgettext_lazy("roles", "All"),
    )
    is_active = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("True", gettext_lazy("Active")), ("False", gettext_lazy("Closed"))],
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of an account", "All"),
    )

    class Meta:
        model = User
        fields = ["is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        portal = django_filters.ChoiceFilter(
            label=gettext_lazy("Portal"),
            choices=portal_choices(self.request),
            widget=forms.Select,
            empty_label=pgettext_lazy("portals", "All"),
        )
        self.filters = {"portal": portal} | self.filters


def accounts_asked(request: HttpRequest) -> AccountsAsked:
    """Read the filters of an address, within what the person may know.

    Raises:
        Http404: for what they do not offer, such as a portal of others.
    """
    filters = AccountFilterSet(request.GET, request=request)
    if not filters.is_valid():
        raise Http404
    chosen = filters.form.cleaned_data
    portal, state = chosen["portal"], chosen["is_active"]
    places = portals_of_reader(request)
    if portal:
        places = {None if portal == CITY else int(portal)}
    return AccountsAsked(
        places=places,
        held=chosen["held"],
        is_active=state == "True" if state else None,
        text=request.GET.get("q", "").strip(),
    )


class ReadsAccountsMixin:
    """For operators, portal administrators and heads of boards."""

    request: HttpRequest

    def has_permission(self) -> bool:
        portals = portals_of_reader(self.request)
        return portals is None or bool(portals)


class AccountListView(ReadsAccountsMixin, AdminListView):
    """Accounts with their roles, seats and last signing in."""

    page_title = gettext_lazy("Accounts and rights")
    template_name = "sites/accounts.html"
    header_icon = "user"
    index_url_name = f"{NAMESPACE}:accounts"
    index_results_url_name = f"{NAMESPACE}:accounts_results"
    filterset_class = AccountFilterSet
    is_searchable = True
    default_ordering = "last_name"
    verbose_name_plural = gettext_lazy("accounts")
    is_exported = False

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.select_related("city_identity") if self.tells_identities else User.objects.all()

    @property
    def tells_identities(self) -> bool:
        """Whether the list says who signs in with an account of the city: to operators, where somebody may."""
        return is_on() and self.operates

    def filter_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Filters and words together: what is held counts in the places that are asked for."""
        return limit_accounts(queryset, accounts_asked(self.request), on=self.today)

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset

    @cached_property
    def lacking(self) -> set[int]:
        return keys_that_lack_a_second_factor(accounts_asked(self.request), reader=self.request.user, on=self.today)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("__str__", label=_("Name"), sort_key="last_name", get_url=self.edit_url),
            Column("username", label=_("User name"), sort_key="username"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column(
                "rights",
                label=_("Roles and seats"),
                accessor=lambda account: "; ".join(rights_labels(account, dated=True)),
            ),
            StatusTagColumn(
                "is_active",
                label=_("State"),
                accessor=state_in_words,
                primary=lambda account: account.is_active,
            ),
            Column(
                "second_factor",
                label=_("Second factor"),
                accessor=lambda account: second_factor_in_words(account, must=account.pk in self.lacking),
            ),
            *self._identity_columns(),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def _identity_columns(self) -> list[Column]:
        if not self.tells_identities:
            return []
        return [
            Column("city_identity", label=pgettext("account of the city", "Linked"), accessor=city_identity_in_words)
        ]

    def edit_url(self, account: User) -> str | None:
        """Operators alone say who a person is."""
        return reverse("wagtailusers_users:edit", args=[account.pk]) if self.operates else None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Export"), url=export_url(self.request), icon_name="download", priority=10)]


def export_url(request: HttpRequest) -> str:
    """Of what is shown: the filters go along."""
    asked = request.GET.copy()
    asked.pop("p", None)
    return f"{portal_url('export_accounts')}?{asked.urlencode()}" if asked else portal_url("export_accounts")


class ExportAccountsView(ReadsAccountsMixin, AdminFormMixin, AdminView):
    """Export the rows of the list, with a reason that is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the list of accounts")
    submit_label = gettext_lazy("Export")
    header_icon = "download"
    is_serious = True
    introduction = (
        gettext_lazy(
            "The list of accounts is confidential. That you take it out, when and why is recorded. "
            "Delete the file when it has served."
        ),
    )

    @cached_property
    def asked(self) -> AccountsAsked:
        return accounts_asked(self.request)

    def get_introduction(self) -> list[str]:
        return [*super().get_introduction(), _("Accounts in the file: %(count)d.") % {"count": self._count()}]

    def _count(self) -> int:
        return limit_accounts(User.objects.all(), self.asked, on=self.today).count()

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        rows = export_accounts(self.asked, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return exported_table(form, f"tai-khoan-{self.today:%Y-%m-%d}", rows)

    def get_success_url(self) -> str:
        asked = self.request.GET.urlencode()
        return f"{portal_url('accounts')}?{asked}" if asked else portal_url("accounts")
