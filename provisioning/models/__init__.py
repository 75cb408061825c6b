"""Models of this app."""

from provisioning.models.portal_import import PortalImport, PortalImportRow

__all__ = ["PortalImport", "PortalImportRow"]
