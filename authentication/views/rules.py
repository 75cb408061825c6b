"""The rules of contribution, accepted before anything else of the admin opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from members.contribution_rules import accept_rules, rules_in_force
from members.forms.people import AcceptRulesForm
from members.models import ContributionRules
from members.views.base import AdminFormMixin, AdminView


class AcceptRulesView(AdminFormMixin, AdminView):
    """For everybody, about nobody but the person who asks. Leads to `?next=`, where the person wanted to go."""

    form_class = AcceptRulesForm
    page_title = gettext_lazy("Rules of contribution")
    submit_label = gettext_lazy("Accept the rules")
    template_name = "sites/accept_rules.html"
    header_icon = "doc-full"
    introduction = (
        gettext_lazy("Whoever works on the portals follows these rules. Accept them before your first step here."),
    )

    def has_permission(self) -> bool:
        return True

    @cached_property
    def rules(self) -> ContributionRules:
        return rules_in_force(on=self.today, language=get_language())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"rules": self.rules}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        accept_rules(self.request.user, rules=self.rules, at=self.now)
        return self.succeed(_("You accepted the rules of contribution."))

    def get_success_url(self) -> str:
        wanted = self.request.GET.get("next", "")
        is_own = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return wanted if is_own else reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accepted_at = self.request.user.rules_accepted_at
        return super().get_context_data(rules=self.rules, accepted_at=accepted_at, **kwargs)
