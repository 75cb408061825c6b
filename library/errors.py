"""Refusals of this app: typed, coded, with a message for the person who asked."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class FileStays(PortalRefusal, PermissionDenied):
    """Wagtail's screens, which know nothing of it, answer as to a missing permission."""

    code = "file_stays"
    message = _(
        "A page of its portal, a draft or a former version of one, or a proposal uses this, so it stays in the library "
        "of that portal. Upload it to the other library anew."
    )
