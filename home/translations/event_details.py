"""Details of events about English versions, in words."""

from django.utils.translation import gettext_lazy as _

from audit.kinds import register_details

register_details(
    {
        "former_term": (_("Former official name"), str),
        "segments": (_("Texts"), "; ".join),
        "term": (_("Official name"), str),
    }
)
