"""The rule of each admin address of requests about personal data and of ratings: those of portals on whose boards the
person sits."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody
from members.access.scope import Scope
from participation.models import DataRequest, PageFeedback
from participation.permissions import kept_registers

NAMESPACE: Final = "data_requests"


def kept(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The request is one to a portal on whose board the person sits."""
    portals = kept_registers(request.user, on=timezone.localdate())
    return DataRequest.objects.for_portals(portals).filter(pk=kwargs["request_id"]).exists()


OF_A_REQUEST = ("request", "read", "respond", "answer", "refuse", "correct", "erase")
register_admin_rules({f"{NAMESPACE}:register": anybody})
register_admin_rules({f"{NAMESPACE}:{name}": kept for name in OF_A_REQUEST})


def of_own_readers(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The feedback is on a page of a portal on whose board the person sits."""
    portals = kept_registers(request.user, on=timezone.localdate())
    return PageFeedback.objects.for_portals(portals).filter(pk=kwargs["feedback_id"]).exists()


# The lists ask by themselves.
register_admin_rules({f"ratings_admin:{name}": anybody for name in ("pages", "pages_results", "words")})
register_admin_rules({f"ratings_admin:{name}": of_own_readers for name in ("page", "seen", "done")})
