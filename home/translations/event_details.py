"""Labels of the details of events about English versions."""

from django.utils.translation import gettext_lazy as _

from audit.kinds import register_details

register_details(
    {
        "former_term": (_("Former official name"), str),
        "segments": (_("Texts"), "; ".join),
        "term": (_("Official name"), str),
    }
)
