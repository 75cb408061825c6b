"""Refusals of this app."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class ItemsImportForbidden(PortalRefusal):
    code = "items_import_forbidden"
    message = _("Operators alone import items of other systems, into a section of news of the city portal.")


class SourcesForbidden(PortalRefusal):
    code = "sources_forbidden"
    message = _("Only those who approve on the board of the portal, and operators, set the sources of its items.")


class SourceNowhere(PortalRefusal):
    code = "source_nowhere"
    message = _("Paste the address of a public section of this portal that takes linked items.")


class SourceEnded(PortalRefusal):
    code = "source_ended"
    message = _("Somebody ended this source meanwhile: it is read no more.")


class SourceDoubled(PortalRefusal):
    code = "source_doubled"
    message = _("The portal has a source of this address already.")


class TooManySources(PortalRefusal):
    code = "too_many_sources"
    message = _("The portal has %(most)d sources already, and no more are read. End one of them first.")

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return str(self.message) % {"most": self.most}


class PeriodWrong(PortalRefusal):
    code = "period_wrong"
    message = _("The period ends before it begins, or its last day is not over yet.")


class PeriodTooLong(PortalRefusal):
    code = "period_too_long"
    message = _("A sheet for so many days and portals is too large: ask for fewer days, or for one portal.")


class ArchiveForbidden(PortalRefusal):
    code = "archive_forbidden"
    message = _("Operators alone make and take away archive packages.")


class NothingToArchive(PortalRefusal):
    code = "nothing_to_archive"
    message = _("Nothing of this portal became public in that year.")


class PackageNotReady(PortalRefusal):
    code = "package_not_ready"
    message = _("This package cannot be downloaded: it is not made yet, or its file was deleted.")


class LogNotRead(PortalRefusal):
    """A file that breaks off would give a day that is too small."""

    code = "log_not_read"
    message = _(
        "The log %(path)s cannot be read: %(why)s. Nothing was counted. Name files that are there, whole and readable."
    )

    def __init__(self, path: object, *, why: str) -> None:
        super().__init__()
        self.path, self.why = path, why

    def __str__(self) -> str:
        return str(self.message) % {"path": self.path, "why": self.why}
