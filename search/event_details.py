"""Details of events about the search, in words."""

from django.utils.translation import gettext_lazy as _

from audit.kinds import register_details

register_details({"former_synonym": (_("Former synonym"), str), "synonym": (_("Synonym"), str)})
