"""Details of events about the search, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import register_details

register_details(
    {
        "best_bet": (_("Best bet"), str),
        "former_best_bet": (_("Former best bet"), str),
        "former_index": (_("Former index"), str),
        "former_synonym": (_("Former synonym"), str),
        "index": (pgettext_lazy("search", "Index"), str),
        "passed_over": (_("Could not be read"), str),
        "never_suggested": (_("Never suggested from now on"), str),
        "suggested_again": (_("May be suggested again"), str),
        "synonym": (_("Synonym"), str),
    }
)
