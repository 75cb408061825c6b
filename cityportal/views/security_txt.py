"""/.well-known/security.txt (RFC 9116): the contacts for reports of a vulnerability."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sites.middleware import SECURITY_TXT

# Answered anew each day, so that it is never stale; RFC 9116 asks for less than a year.
VALID: Final = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer on the host of a portal, whatever its state, and on that of the admin.

    Raises:
        Http404: the operator has named no contact.
    """
    if not settings.SECURITY_CONTACTS:
        raise Http404
    root = request.portal.root_url if request.portal else settings.ADMIN_BASE_URL
    return HttpResponse(lines_of(root, at=timezone.now()), content_type="text/plain; charset=utf-8")


def lines_of(root: str, *, at: datetime) -> str:
    """The file for a host: the same from midnight to midnight (UTC).

    Args:
        root: the address of the host, without a slash at its end.
    """
    expires = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + VALID
    fields = [
        *(("Contact", contact) for contact in settings.SECURITY_CONTACTS),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", ", ".join(code for code, _name in settings.LANGUAGES)),
        ("Canonical", root + SECURITY_TXT),
        *([("Policy", settings.SECURITY_POLICY_URL)] if settings.SECURITY_POLICY_URL else []),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields)
