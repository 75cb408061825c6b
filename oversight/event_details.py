"""Details of events about violations, coverage assignments, incidents and maintenance, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.formatting import format_choice, format_day, format_yes
from audit.kinds import register_details
from editorial.enums import TakedownReason
from oversight.enums import IncidentKind

register_details(
    {
        "violation_kind": (_("Class of the violation"), partial(format_choice, TakedownReason)),
        "document": (pgettext_lazy("violation", "Document"), str),
        "due": (_("Answer due"), format_day),
        "place": (pgettext_lazy("event", "Place"), str),
        "begins": (pgettext_lazy("event", "Begins"), format_day),
        "ends": (pgettext_lazy("event", "Ends"), format_day),
        "item_due": (_("Item due"), format_day),
        "incident_kind": (_("Kind of incident"), partial(format_choice, IncidentKind)),
        "incident_began": (pgettext_lazy("incident", "Since"), format_day),
        "incident_ended": (_("Ended at"), format_day),
        "is_urgent": (pgettext_lazy("maintenance", "Urgent"), format_yes),
        "why_urgent": (_("Why it cannot wait"), str),
    }
)
