"""The look of a portal in the admin."""

from __future__ import annotations

from wagtail.contrib.settings.views import EditView

from sites.views.proposing import TellsProposalMixin


class BrandingEditView(TellsProposalMixin, EditView):
    """Stands before Wagtail's at the same address (`cityportal.shadowed_urls`): says that a change was submitted."""
