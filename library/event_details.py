"""Details of events about files, in words."""

from django.utils.translation import gettext_lazy as _

from audit.kinds import register_details

register_details(
    {
        "bytes_before": (_("SHA-1 of the former file"), str),
        "bytes_after": (_("SHA-1 of the file"), str),
        "content_before": (_("Hash that was approved"), str),
        "content_after": (_("Hash that stands for it"), str),
    }
)
