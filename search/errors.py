"""Refusals about what the search knows."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class SynonymsForbidden(PortalRefusal, PermissionDenied):
    code = "synonyms_forbidden"
    message = _("Synonyms are common to all portals: the board of the city portal alone changes them.")


class SynonymWordless(PortalRefusal):
    code = "synonym_wordless"
    message = _("Both sides need words, eight at most.")


class SynonymOfItself(PortalRefusal):
    code = "synonym_of_itself"
    message = _(
        "The search takes both sides for the same words already: marks, i and y and capitals make no difference."
    )


class SynonymKnown(PortalRefusal):
    code = "synonym_known"
    message = _("This synonym is in force already.")


class SynonymBackwards(PortalRefusal):
    code = "synonym_backwards"
    message = _("It cannot end before it begins.")
