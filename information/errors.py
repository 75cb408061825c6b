"""Refusals of this app: typed, coded, with a message for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sites.errors import PortalRefusal


class ImportForbidden(PortalRefusal):
    """The person may not add pages to the section, or the section is none of procedures in Vietnamese."""

    code = "import_forbidden"
    message = _("Procedures are imported into a section for them, by who may add pages to it.")


class ImportOutdated(PortalRefusal):
    """Pages of the section changed since the person looked at what an import would do."""

    code = "import_outdated"
    message = _("Somebody changed procedures of this section meanwhile. Look at what the import would do now.")


__all__ = ["ImportForbidden", "ImportOutdated"]
