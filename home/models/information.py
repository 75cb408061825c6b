"""Lasting information."""

from django.utils.translation import gettext_lazy as _

from .base import ContentPage


class InformationPage(ContentPage):
    """A page of lasting information: functions, history, a plan, a procedure, a report."""

    parent_page_types = ["home.SectionPage", "home.InformationPage", "home.PortalHomePage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
