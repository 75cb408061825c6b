"""The look of a portal in the admin."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.settings.views import EditView

from editorial.views.proposing import TellsProposalMixin
from sites.models import Portal


class BrandingEditView(TellsProposalMixin, EditView):
    """Stands before Wagtail's at the same address (`cityportal.shadowed_urls`): says that a change was submitted."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A save asks whether the look is public once nobody opens the portal: else it would change past the board."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            list(Portal.objects.select_for_update(no_key=True).filter(site=kwargs["pk"]).values_list("pk"))
            return super().dispatch(request, *args, **kwargs)
