"""All accounts of the installation: for operators, and nobody else (8.8)."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from authentication.account_list import (
    accounts_with_roles,
    export_accounts,
    find_accounts,
    roles_in_words,
    state_in_words,
)
from formats.tables.spreadsheets import csv_response
from members.forms.people import ExportForm
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url


class AccountFilterSet(WagtailFilterSet):
    """By state."""

    is_active = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("True", gettext_lazy("Active")), ("False", gettext_lazy("Closed"))],
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of an account", "All"),
    )

    class Meta:
        model = User
        fields = ["is_active"]


class AccountListView(AdminListView):
    """Who has an account, with which roles, and when each signed in last."""

    page_title = gettext_lazy("Accounts")
    header_icon = "user"
    index_url_name = f"{NAMESPACE}:accounts"
    index_results_url_name = f"{NAMESPACE}:accounts_results"
    filterset_class = AccountFilterSet
    is_searchable = True
    default_ordering = "last_name"
    verbose_name_plural = gettext_lazy("accounts")

    def has_permission(self) -> bool:
        return self.operates

    def get_base_queryset(self) -> QuerySet[User]:
        return accounts_with_roles(on=self.today)

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return find_accounts(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "__str__",
                label=_("Name"),
                sort_key="last_name",
                get_url=lambda account: reverse("wagtailusers_users:edit", args=[account.pk]),
            ),
            Column("username", label=_("User name"), sort_key="username"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("roles", label=_("Roles"), accessor=lambda account: "; ".join(roles_in_words(account))),
            StatusTagColumn(
                "is_active",
                label=_("State"),
                accessor=state_in_words,
                primary=lambda account: account.is_active,
            ),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Export"), url=portal_url("export_accounts"), icon_name="download", priority=10)]


class ExportAccountsView(AdminFormMixin, AdminView):
    """The list as a file, with a reason that is kept."""

    form_class = ExportForm
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

    def has_permission(self) -> bool:
        return self.operates

    def form_valid(self, form: forms.Form) -> HttpResponse:
        rows = export_accounts(by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return csv_response(f"tai-khoan-{self.today:%Y-%m-%d}", rows)

    def get_success_url(self) -> str:
        return portal_url("accounts")
