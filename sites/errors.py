"""Refusals of portals and their tree."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class WrongState(PortalRefusal):
    code = "wrong_state"
    message = _("The portal is not in a state that allows this.")


class TargetGone(PortalRefusal):
    code = "target_gone"
    message = _("What this proposal is about does not exist any more, or is not public any more. Return the proposal.")


class PortalArchived(PortalRefusal):
    code = "portal_archived"
    message = _("This portal is archived: nothing new becomes public on it. Its board can withdraw a page.")


class NamesRefused(PortalRefusal):
    """The other names of a portal are too many, or too long."""

    code = "names_refused"
    message = _("One name on a line, of at most 100 characters, and at most 300 names.")


class LinksRefused(PortalRefusal):
    """The links of a portal are not a list of addresses with names."""

    code = "links_refused"
    message = _("These are not links: each needs a name and a whole address, from https:// on.")
