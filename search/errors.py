"""Refusals of search."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class ReindexingForbidden(PortalRefusal):
    code = "reindexing_forbidden"
    message = _("Only operators make the search index again.")
