"""Wagtail's views of pages and accounts, those replaced that say or do more than they should here."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import UserViewSet

from adminsite.filters import ScopedPageFilterSet
from adminsite.views.explorer import ExplorerView
from adminsite.views.kept_pages import KeptDeleteView, KeptMoveConfirmView, KeptMoveView
from adminsite.views.pages import PageCreateView, ScopedEditView, ShownUsageView, SittingsHistoryView
from authentication.forms.accounts import AccountCreateForm, AccountEditForm
from authentication.views.account_edit import AccountCreateView, AccountEditView


class ScopedPageViewSet(PageViewSet):
    """For every page type."""

    filterset_class = ScopedPageFilterSet
    index_view_class = ExplorerView
    add_view_class = PageCreateView
    edit_view_class = ScopedEditView
    history_view_class = SittingsHistoryView
    usage_view_class = ShownUsageView
    delete_view_class = KeptDeleteView
    move_view_class = KeptMoveView
    move_confirm_view_class = KeptMoveConfirmView


class AccountViewSet(UserViewSet):
    """For operators. No account is deleted, since what a person did keeps its name: a suspension closes it."""

    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreateForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]


class NoGroupViewSet(GroupViewSet):
    """No screens: groups and their members follow from roles and seats (`members.groups`), for superusers too."""

    add_to_settings_menu = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return []

    def register_admin_url_finder(self) -> None:
        """There is no address to find."""
