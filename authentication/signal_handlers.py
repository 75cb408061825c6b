"""Registration only: what is recorded of signing in and of accounts."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from authentication.actions import note_name, record_rename
from authentication.second_factor.duty import note_duty
from authentication.second_factor.session import WAY
from authentication.session_time import begin_session
from authentication.sign_ins import record_failed_sign_in, record_sign_in


@receiver(user_logged_in, dispatch_uid="portals.begin_session")
def begin_time_of_session(request: HttpRequest, **kwargs: Any) -> None:
    begin_session(request.session, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="portals.note_duty")
def note_duty_of_a_second_factor(user: Any, **kwargs: Any) -> None:
    note_duty(user, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="portals.record_sign_in")
def record_signing_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record_sign_in(user, at=timezone.now(), way=request.session.get(WAY, ""))


@receiver(user_login_failed, dispatch_uid="portals.record_failed_sign_in")
def record_failing_to_sign_in(credentials: Any, **kwargs: Any) -> None:
    record_failed_sign_in(str(credentials.get("username", "")), at=timezone.now())


@receiver(pre_save, sender=User, dispatch_uid="portals.note_name")
def note_name_of_account(instance: User, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if not raw:
        note_name(instance, written=update_fields)


@receiver(post_save, sender=User, dispatch_uid="portals.record_rename")
def record_renaming(instance: User, **kwargs: Any) -> None:
    record_rename(instance, at=timezone.now())
