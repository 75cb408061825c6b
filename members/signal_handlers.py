"""Registration only: rights follow the day at sign-in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from members.groups import bring_in_step


@receiver(user_logged_in, dispatch_uid="portals.bring_rights_in_step")
def bring_rights_in_step(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    bring_in_step(user, request.session, on=timezone.localdate())
