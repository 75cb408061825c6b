"""The order of the menu of a portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class MenuOrder(models.Model):
    """In which order a portal names its sections: in the menu, on its homes and in its site map.

    A portal that never sorted them has none: they stand in the order of the tree. Changed by `home.menu.sort_menu`.
    """

    portal = models.OneToOneField(
        "portals.Portal", on_delete=models.PROTECT, related_name="menu_order", verbose_name=_("portal")
    )
    sections = models.JSONField(
        _("order of the sections"), default=list, help_text=_("Translation keys: the same order in both languages.")
    )

    objects = PortalScopedQuerySet["MenuOrder"].as_manager()

    class Meta:
        verbose_name = _("order of the menu")
        verbose_name_plural = _("orders of menus")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
