"""The node that a portal's pages, permissions and workflow hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.permissions import ContainerPermissionTester

if TYPE_CHECKING:
    from accounts.models import User


class PortalContainerPage(Page):
    """Holds the Vietnamese and the English home of one portal, so that one set of rights covers both. Never routed."""

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types = ["home.PortalHomePage"]
    content_panels: list[str] = []
    promote_panels: list[str] = []
    settings_panels: list[str] = []

    class Meta:
        verbose_name = _("portal container")
        verbose_name_plural = _("portal containers")

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> Page:
        """Refuse: one container holds the homes of both languages.

        Raises:
            PermissionDenied: always.
        """
        raise PermissionDenied

    copy_for_translation.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates

    def permissions_for_user(self, user: User) -> ContainerPermissionTester:
        return ContainerPermissionTester(user, self)
