"""First steps on the dashboard, and putting a list of them away."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.ui.components import Component

from adminsite.enums import Audience
from adminsite.help.first_steps import StepSeen, open_lists, put_away_first_steps
from members.views.base import AdminView


class FirstStepsPanel(Component):
    """A list of five steps for each audience that a person belongs to; what is done is ticked."""

    class Media:
        css: ClassVar = {"all": ["css/admin/first-steps.css"]}

    name = "first_steps"
    template_name = "adminsite/first_steps_panel.html"
    order = 90

    def __init__(self, lists: dict[Audience, list[StepSeen]]) -> None:
        self.lists = lists

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        lists = [
            {"audience": audience, "steps": steps, "done": sum(step.is_done for step in steps)}
            for audience, steps in self.lists.items()
        ]
        return {"lists": lists, "csrf_token": parent_context.get("csrf_token")}


def add_first_steps_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard of whoever has a list that is neither through nor put away."""
    lists = open_lists(request.user, on=timezone.localdate())
    if lists:
        panels.append(FirstStepsPanel(lists))


class PutAwayFirstStepsView(AdminView):
    """Put a list of first steps away."""

    def has_permission(self) -> bool:
        return self.request.method == "POST"

    def post(self, request: HttpRequest, audience: str) -> HttpResponse:
        try:
            wanted = Audience(audience)
        except ValueError as error:
            raise Http404 from error
        put_away_first_steps(wanted, by=request.user, at=self.now)
        return redirect("wagtailadmin_home")
