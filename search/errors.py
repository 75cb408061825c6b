"""Refusals of search."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class GenerationIncomplete(PortalRefusal):
    """A generation of the index may not answer: it lacks rows, or does not find what it has."""

    code = "generation_incomplete"
    message = _(
        "The new index is not complete: %(missing)s public items are missing, and %(lost)s of the titles that were "
        "tried are not found. The index in use goes on answering."
    )

    def __init__(self, *, missing: int, lost: int) -> None:
        self.missing, self.lost = missing, lost
        super().__init__(missing, lost)

    def __str__(self) -> str:
        return str(self.message) % {"missing": self.missing, "lost": self.lost}


class RebuildingElsewhere(PortalRefusal):
    """Another process builds a generation, or let one answer meanwhile."""

    code = "rebuilding_elsewhere"
    message = _("Another process rebuilds the index. The index in use goes on answering.")


class NoFormerGeneration(PortalRefusal):
    code = "no_former_generation"
    message = _("There is no former index to go back to.")


class SynonymsForbidden(PortalRefusal, PermissionDenied):
    code = "synonyms_forbidden"
    message = _("Synonyms are common to all portals: the board of the city portal alone changes them.")


class SynonymWordless(PortalRefusal):
    code = "synonym_wordless"
    message = _("Both sides need words, eight at most.")


class SynonymOfItself(PortalRefusal):
    code = "synonym_of_itself"
    message = _(
        "The search takes both sides for the same words already: the place of the tone, i and y, and capitals make no "
        "difference."
    )


class SynonymKnown(PortalRefusal):
    code = "synonym_known"
    message = _("This synonym is in force already.")


class SynonymBackwards(PortalRefusal):
    code = "synonym_backwards"
    message = _("It cannot end before it begins.")


class NeverSuggestedForbidden(PortalRefusal, PermissionDenied):
    code = "never_suggested_forbidden"
    message = _("What is never suggested is common to all portals: the board of the city portal alone changes it.")


class NeverSuggestedWordless(PortalRefusal):
    """A phrase that no suggestion could have."""

    code = "never_suggested_wordless"
    message = _("Enter words, one phrase on a line and 150 characters at most: “%(phrase)s” is none.")

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        super().__init__(phrase)

    def __str__(self) -> str:
        return str(self.message) % {"phrase": self.phrase}


class NeverSuggestedTooMany(PortalRefusal):
    code = "never_suggested_too_many"
    message = _("The list has 500 phrases at most.")


class BestBetsForbidden(PortalRefusal, PermissionDenied):
    code = "best_bets_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board says what stands first in its search.")


class BestBetWordless(PortalRefusal):
    code = "best_bet_wordless"
    message = _("Enter what people type: one phrase on a line, eight words at most, thirty lines at most.")


class BestBetBackwards(PortalRefusal):
    code = "best_bet_backwards"
    message = _("It cannot end before it begins.")


class BestBetNowhere(PortalRefusal):
    code = "best_bet_nowhere"
    message = _("No public page stands at this address. Open the page and copy its address from the browser.")


class BestBetAddressRefused(PortalRefusal):
    code = "best_bet_address_refused"
    message = _(
        "Enter an address that begins with https:// on an official site of the state, or that of a portal of the city."
    )


class BestBetTooMany(PortalRefusal):
    code = "best_bet_too_many"
    message = _("This portal has a hundred best bets in force. Take away some that nobody needs.")


class ReindexingForbidden(PortalRefusal):
    code = "reindexing_forbidden"
    message = _("Only operators make the search index again.")
