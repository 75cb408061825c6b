"""What is answered to persons to whom one screen alone opens, until they have done what it asks."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from accounts.models import User
from authentication.session_time import OPENED
from sites.middleware import ADMIN_PREFIX

# What such a screen is drawn with, and the ways out.
AROUND_A_SCREEN: Final = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_localize:javascript_catalog",
    }
)


def signed_in_person(request: HttpRequest) -> User | None:
    """Who is signed in; nobody on hosts of portals, which know no sessions and are not asked."""
    portal = request.portal  # type: ignore[attr-defined]  # set by PortalMiddleware
    if portal is not None or not request.path_info.startswith(OPENED):
        return None
    return request.user if isinstance(request.user, User) else None


def lead_to(screen: str, request: HttpRequest, *, keep_next: bool = False) -> HttpResponse:
    """Lead a person who asks for another screen to this one.

    Args:
        keep_next: whether the address says where the person wanted to go.

    Raises:
        PermissionDenied: to what is no step of a person to a screen: scripts, forms that were open, files.
    """
    is_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    if request.method != "GET" or not request.path_info.startswith(ADMIN_PREFIX) or is_script:
        raise PermissionDenied
    response = redirect(screen)
    if keep_next and request.path_info != ADMIN_PREFIX:
        query = QueryDict(mutable=True)
        query["next"] = request.get_full_path()
        response["Location"] += f"?{query.urlencode(safe='/')}"
    return response
