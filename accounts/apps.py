from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("Accounts")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens of accounts, with our form."""

    default = False
    user_viewset = "accounts.viewsets.AccountViewSet"
