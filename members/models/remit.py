"""The columns that hold the remit of a supervisor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.enums import Role
from members.remits import Remit


class WithRemit(models.Model):
    """A role, given or offered, that for a supervisor may hold on part of the portals (Regulation 6.2)."""

    remit_portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("supervised portal"),
        null=True,
        blank=True,
        help_text=_("With those below it. This and the agency empty: all portals."),
    )
    remit_agency = models.CharField(
        _("supervised portals of the agency"),
        max_length=250,
        blank=True,
        help_text=_("The managing agency, as in the registry of portals."),
    )

    class Meta:
        abstract = True

    @property
    def remit(self) -> Remit | None:
        """None: all portals, or another role."""
        if self.remit_portal_id is None and not self.remit_agency:
            return None
        return Remit(self.remit_portal_id, self.remit_agency)


# Only supervisors have one, and it is either a portal or an agency.
REMIT_CONDITION = models.Q(remit_portal=None, remit_agency="") | (
    models.Q(role=Role.SUPERVISOR) & (models.Q(remit_portal=None) | models.Q(remit_agency=""))
)


def remit_columns(remit: Remit | None) -> dict[str, int | str | None]:
    """Values of the columns for a remit."""
    return {"remit_portal_id": remit.portal_id, "remit_agency": remit.agency} if remit is not None else {}
