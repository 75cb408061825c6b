"""Lasting information."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import ContentPage


class InformationPage(ContentPage):
    """A page of lasting information: functions, history, a plan, a procedure, a report."""

    parent_page_types = ["home.SectionPage", "home.InformationPage", "home.PortalHomePage"]
    subpage_types = ["home.InformationPage"]
    page_description = _("Lasting information: functions, a plan, a procedure, a report.")

    # The checks miss a lead here.
    needs_lead = True

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import pages_below  # noqa: PLC0415 -- reads the page types of this package

        context = super().get_context(request, *args, **kwargs)
        context["children"] = pages_below(self)
        return context
