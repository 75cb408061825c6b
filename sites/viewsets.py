"""Wagtail's views of pages and accounts, those replaced that say or do more than they should here."""

from __future__ import annotations

from typing import Any

from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.users.views.users import UserViewSet

from sites.filters import OwnPageFilterSet
from sites.forms.accounts import AccountCreateForm, AccountEditForm
from sites.views.account_edit import AccountEditView
from sites.views.explorer import OwnExplorerView
from sites.views.kept_pages import KeptDeleteView, KeptMoveConfirmView, KeptMoveView
from sites.views.pages import OwnEditView, ShownUsageView


class OwnPageViewSet(PageViewSet):
    """For every page type."""

    filterset_class = OwnPageFilterSet
    index_view_class = OwnExplorerView
    edit_view_class = OwnEditView
    usage_view_class = ShownUsageView
    delete_view_class = KeptDeleteView
    move_view_class = KeptMoveView
    move_confirm_view_class = KeptMoveConfirmView


class AccountViewSet(UserViewSet):
    """For operators."""

    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreateForm
