"""What persons did with the help of the first days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpMark(models.Model):
    """A guide that a person opened, or a list of first steps that the person put away. Of an account, on no portal."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="help_marks", verbose_name=_("person")
    )
    subject = models.CharField(_("guide or list"), max_length=40)
    made_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("mark of help")
        verbose_name_plural = _("marks of help")
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="adminsite_helpmark_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.subject}"
