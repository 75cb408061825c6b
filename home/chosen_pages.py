"""The page that a field or block names, as the page editor shows it: of another portal only what citizens see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from sites.scope import current_scope


class OwnPageChooser(AdminPageChooser):
    """Wagtail's, which shows the title of the latest draft, and where the page stands, whosever page it is."""

    def get_value_data_from_instance(self, instance: Page) -> dict[str, Any]:
        """What is shown of the chosen page. One query more for a page of another portal."""
        scope = current_scope()
        if scope.has_path(instance.path):
            data: dict[str, Any] = super().get_value_data_from_instance(instance)
            return data
        is_public = Page.objects.filter(scope.linkable_pages(), pk=instance.pk).exists()
        title = instance.title if is_public else _("A page of another portal that is not public")
        return {"id": instance.pk, self.display_title_key: title, "edit_url": "", "parent_id": None}
