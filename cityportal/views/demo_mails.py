"""The mails of the demo, which nobody sends: for operators, in development alone."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from cityportal.demo.mails import listed_mails
from members.views.base import AdminView

SHOWN: Final = 50


class DemoMailsView(AdminView, TemplateView):
    """List the mails of the demo, the newest first, with their links."""

    header_icon = "mail"
    page_title = pgettext_lazy("admin menu", "Mails of the demo")
    template_name = "cityportal/demo_mails.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.LISTED_MAILS_DIR is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mails = listed_mails(settings.LISTED_MAILS_DIR, most=SHOWN)
        return super().get_context_data(mails=mails, shown=SHOWN, **kwargs)
