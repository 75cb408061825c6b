"""Wagtail's screens of one account, for operators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.users.views.users import EditView

from accounts.models import User
from sites.errors import TargetGone
from sites.views.holding import HoldsAccountsMixin


class AccountEditView(HoldsAccountsMixin, EditView):
    """Who a person is. What decides about access is changed by verbs, each with its reason."""

    object: Any

    def hold_accounts(self, request: HttpRequest, *others: int) -> dict[int, User]:
        """Lock the account that is shown too.

        Raises:
            TargetGone: it was deleted meanwhile.
        """
        held = super().hold_accounts(request, self.object.pk, *others)
        if self.object.pk not in held:
            raise TargetGone
        self.object = held[self.object.pk]
        return held

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        # Of Wagtail's own form, which takes two switches off the own account.
        del kwargs["editing_self"]
        return kwargs
