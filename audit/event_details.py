"""Details that events of several apps have, in words."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry as log_actions

from audit.formatting import format_day
from audit.kinds import COMMON, LAST, register_details

register_details(
    {
        # What Wagtail calls an action of its log; the name itself where an upgrade took the action away.
        "action": (
            _("Action"),
            lambda name: str(log_actions.get_action_label(name)) if log_actions.action_exists(name) else name,
        ),
        "act": (_("What was done"), lambda value: gettext(str(value))),
        "item": (_("Item"), str),
        "title": (_("Title"), str),
        "list": (_("List"), str),
    },
    order=COMMON,
)
register_details(
    {
        "since": (pgettext_lazy("period", "From"), format_day),
        "until": (pgettext_lazy("period", "Until"), format_day),
        "last_day": (_("Last day"), format_day),
        "count": (_("Rows"), str),
        "why": (_("Because of"), str),
    },
    order=LAST,
)
