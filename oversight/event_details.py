"""Details of events about violations and coverage assignments, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.formatting import format_choice, format_day
from audit.kinds import register_details
from editorial.enums import TakedownReason

register_details(
    {
        "violation_kind": (_("Class of the violation"), partial(format_choice, TakedownReason)),
        "document": (pgettext_lazy("violation", "Document"), str),
        "due": (_("Answer due"), format_day),
        "place": (pgettext_lazy("event", "Place"), str),
        "begins": (pgettext_lazy("event", "Begins"), format_day),
        "item_due": (_("Item due"), format_day),
    }
)
