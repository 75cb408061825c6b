"""Sign-in with accounts of the city: whole, and with a provider that answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from authentication.city_identity.provider import current_provider, is_on, refusing_answers
from authentication.errors import IdentityNotProved, ProviderSilent
from cityportal.doctor.finding import Finding, listed

NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")


def check_city_sign_in() -> Iterator[Finding]:
    """Find settings that are missing where others are given."""
    missing = [name for name in NEEDED if not getattr(settings, name)]
    if missing and len(missing) < len(NEEDED):
        yield Finding(
            "city_sign_in_half",
            _("Nobody signs in with an account of the city: these are missing: %(names)s.")
            % {"names": listed(missing)},
            _("Give all three of %(names)s, or none.") % {"names": listed(NEEDED)},
        )


def check_provider() -> Iterator[Finding]:
    """Whether the discovery of the provider answers, is its own, and names addresses with HTTPS alone."""
    if not is_on():
        return
    address = f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration"
    try:
        with refusing_answers():
            current_provider().load_server_metadata()
    except ProviderSilent:
        yield Finding(
            "city_sign_in_silent",
            _("The sign-in of the city does not answer at %(address)s.") % {"address": address},
            _("Ask its operators; look at the firewall between this machine and it, and at OIDC_ISSUER."),
        )
    except IdentityNotProved:
        yield Finding(
            "city_sign_in_other",
            _("What %(address)s answers is not the discovery of OIDC_ISSUER, or names addresses without HTTPS.")
            % {"address": address},
            _(
                "Give OIDC_ISSUER exactly as the provider names itself under “issuer”, with or without the last slash; "
                "addresses without HTTPS are for its operators to put right."
            ),
        )
