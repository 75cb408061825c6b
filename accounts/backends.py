"""Who signs in, and with what rights."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from accounts.models import User


class GroupRightsBackend(ModelBackend):
    """Django's, for an admin whose rights come from groups alone, and which asks for the profile on every screen."""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, with the profile that says the language."""
        user = User._default_manager.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        # Django 5.2: private. A right given to a person directly is a finding of `doctor`, and is no right.
        return Permission.objects.none()
