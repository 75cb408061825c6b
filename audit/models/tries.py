"""How often something was tried of late."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TryCount(models.Model):
    """Tries of one kind by one name or network since a moment. Whose they are cannot be read from the row."""

    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"), default=0)
    since = models.DateTimeField(_("since"), db_index=True)

    class Meta:
        verbose_name = _("count of tries")
        verbose_name_plural = _("counts of tries")

    def __str__(self) -> str:
        return f"{self.number} {self.since:%Y-%m-%d %H:%M}"
