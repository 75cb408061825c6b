"""Wagtail's views of accounts, for operators."""

from __future__ import annotations

from typing import Any

from wagtail.users.views.users import UserViewSet

from accounts.forms import AccountEditForm


class AccountViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else super().get_form_class(for_update)
