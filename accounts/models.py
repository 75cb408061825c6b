from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who works in the admin. One person has one account, on however many portals.

    `last_name` holds the family name and middle name ("Nguyễn Thị Mai"), `first_name` the given name ("Lan"):
    Wagtail's account form needs both columns, and the name is always shown in Vietnamese order.
    """

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stub of AbstractUser.Meta says str
        verbose_name_plural = _("users")  # type: ignore[assignment]  # likewise
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message=_("Another account has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    def get_full_name(self) -> str:
        """Family name, middle name, given name: "Nguyễn Thị Mai Lan"."""
        return f"{self.last_name} {self.first_name}".strip()
