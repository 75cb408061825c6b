"""Who changes the look of a portal: its administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.permission_policies.sites import SitePermissionPolicy

from members.access.roles import roles_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import GroupSitePermission

    from accounts.models import AnyUser


class BrandingPermissionPolicy(SitePermissionPolicy):
    """Wagtail's, which every screen asks for its menu: of who administers no portal no right is looked for."""

    def get_all_permissions_for_user(self, user: AnyUser) -> QuerySet[GroupSitePermission]:
        rows: QuerySet[GroupSitePermission] = super().get_all_permissions_for_user(user)
        return rows if roles_of(user, on=timezone.localdate()).administered else rows.none()
