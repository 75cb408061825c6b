"""Refusals of this app: typed, coded, with a message for the person who asked."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class ImportForbidden(PortalRefusal):
    """The person may not add pages to the section, or the section is none of procedures in Vietnamese."""

    code = "import_forbidden"
    message = _("Procedures are imported into a section for them, by who may add pages to it.")


class ImportOutdated(PortalRefusal):
    """Pages of the section changed since the person looked at what an import would do."""

    code = "import_outdated"
    message = _("Somebody changed procedures of this section meanwhile. Look at what the import would do now.")


class PackForbidden(PortalRefusal):
    """The person may not add pages to the section, or the section is none for the press in Vietnamese."""

    code = "pack_forbidden"
    message = _("A press pack is prepared in a section for the press, by who may add pages to it.")


class PackNotPublic(PortalRefusal):
    """What is mailed to the press is what the board approved and citizens can read."""

    code = "pack_not_public"
    message = _("Only a press pack that is public can be sent.")


class NobodyToSend(PortalRefusal):
    code = "nobody_to_send"
    message = _("Every press agency on the list has been sent this pack, or the list is empty.")


class PressListForbidden(PortalRefusal):
    code = "press_list_forbidden"
    message = _("The list of press agencies is kept by who edits what the portal publishes.")


class AgencyListed(PortalRefusal):
    """The address is on the list of the portal."""

    code = "agency_listed"
    message = _("This address is on the list already.")


class AgencyEnded(PortalRefusal):
    code = "agency_ended"
    message = _("This press agency was taken off the list already.")


class ComparisonForbidden(PortalRefusal):
    """The person does not read the documents of all portals."""

    code = "comparison_forbidden"
    message = _("Legal documents of all portals are compared by operators and supervisors.")


class TextTooLong(PortalRefusal):
    """A draft does not hold the text of a file: `most` characters are taken."""

    code = "text_too_long"
    message = _(
        "The text of this file is longer than %(most)s characters, which is more than a draft takes. Move annexes to "
        "files of their own, or make the draft by hand and attach the file."
    )

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return str(self.message) % {"most": self.most}
