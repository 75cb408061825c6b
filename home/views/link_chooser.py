"""The window in which the address of a link is typed: one of our pages becomes a link to that page."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.models import Page

from home.editing.chosen_pages import public_data
from members.access.scope import scope_of_request


class OwnExternalLinkView(ExternalLinkView):
    """Wagtail's, which finds pages of suspended portals as well, and calls each by its latest draft."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """What Wagtail found, asked again: of another portal only what is public, by its public title.

        One query more where the address leads to a page.
        """
        answer = super().post(request)
        told = json.loads(answer.content)
        found = told.get("internal") or told.get("result") or {}
        if "id" not in found:
            return answer
        scope = scope_of_request(request)
        page = Page.objects.get(pk=found["id"])
        if scope.has_path(page.path):
            return answer
        if not scope.may_link(page):
            return self.render_chosen_response(self.get_result_data())
        public = found | public_data(page, scope)
        if "internal" not in told:
            return self.render_chosen_response(public)
        return self._ask(page, told | {"internal": public})

    def _ask(self, page: Page, told: dict[str, Any]) -> HttpResponse:
        """Whether the link shall lead to the page, though the address is not quite its own."""
        return render_modal_workflow(
            self.request,
            "wagtailadmin/chooser/confirm_external_to_internal.html",
            None,
            {
                "submitted_url": told["external"]["url"],
                "internal_url": page.specific.get_full_url(self.request),
                "page": told["internal"]["adminTitle"],
            },
            json_data={name: told[name] for name in ("step", "external", "internal")},
        )
