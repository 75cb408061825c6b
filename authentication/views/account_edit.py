"""Wagtail's screens of one account, for operators."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.views.users import CreateView, EditView

from accounts.models import User
from adminviews.forms.text import ReasonForm
from authentication.actions import create_account, told_if_taken
from authentication.errors import AddressTaken, UserNameTaken
from authentication.sign_ins import mail_new_password
from authentication.views.holding import HoldsAccountsMixin
from members.views.base import AdminFormMixin, AdminView
from sites.errors import TargetGone


class SaysWhatIsTakenMixin:
    """A name that somebody took since the form found it free is told beside its field, and nothing typed is lost."""

    taken: ClassVar[dict[str, str]] = {UserNameTaken.code: "username", AddressTaken.code: "email"}

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (UserNameTaken, AddressTaken) as refusal:
            form.add_error(self.taken[refusal.code], str(refusal))
            # Wagtail keeps what stands above the form when it asks.
            self.is_valid(form)
            return self.form_invalid(form)


class AccountCreateView(SaysWhatIsTakenMixin, HoldsAccountsMixin, CreateView):
    """A new account. Its person gets a link to choose the password: nobody else ever knows it."""

    form: Any
    success_message = gettext_lazy("“%(object)s” has an account, and gets a mail with a link to choose a password.")

    def save_instance(self) -> User:
        return create_account(self.form.instance, by=self.request.user, at=timezone.now())


class AccountEditView(SaysWhatIsTakenMixin, HoldsAccountsMixin, EditView):
    """Who a person is. What decides about access is changed by verbs, each with its reason."""

    form: Any
    object: Any

    def save_instance(self) -> User:
        with told_if_taken(self.form.instance):
            return super().save_instance()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def hold(self, request: HttpRequest, **kwargs: Any) -> None:
        """Lock the account that is shown too.

        Raises:
            TargetGone: it was deleted meanwhile.
        """
        held = self.hold_accounts(request, also=self.object)
        if self.object.pk not in held:
            raise TargetGone
        self.object = held[self.object.pk]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        # Of Wagtail's own form, which takes two switches off the own account.
        del kwargs["editing_self"]
        return kwargs


class MailNewPasswordView(AdminFormMixin, AdminView):
    """A person gets the link for a new password: nobody else knows what it becomes."""

    form_class = ReasonForm
    page_title = gettext_lazy("Mail a link for a new password")
    submit_label = gettext_lazy("Send the link")
    header_icon = "mail"

    def has_permission(self) -> bool:
        return self.operates

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects, pk=self.kwargs["account_id"], is_active=True)

    def get_introduction(self) -> list[str]:
        told = _("%(person)s gets a mail at %(email)s with a link that works once. That you sent it is recorded.")
        return [told % {"person": self.account, "email": self.account.email}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        mail_new_password(self.account, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("The link was mailed to %(email)s.") % {"email": self.account.email})

    def get_success_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=[self.account.pk])
