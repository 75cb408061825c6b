"""The identity provider of the city: OpenID Connect by Authlib, with discovery, state, nonce and PKCE.

Of what a provider sends, this alone is read: who it is, and how the person proved it (0170).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import is_secure_transport
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from authentication.errors import IdentityNotProved, ProviderSilent

logger = logging.getLogger(__name__)

# By a key of the provider: whoever knows the secret of the client signs nothing with it.
SIGNATURES: Final = [f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)]
# Seconds by which clocks may differ; between leading a person away and the answer; for which keys are kept.
LEEWAY, ANSWERED_WITHIN, KEPT_FOR = 60, 600, 3600
LONGEST_SUBJECT = 255
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider named.

    Attributes:
        has_second_factor: the token has one of `OIDC_SECOND_FACTOR_VALUES` in `acr` or `amr`.
    """

    issuer: str
    subject: str
    has_second_factor: bool = False


def is_on() -> bool:
    """Whether people may sign in with accounts of the city."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID and settings.OIDC_CLIENT_SECRET)


def provider_name() -> str:
    """The name of accounts of the city on screens."""
    return settings.OIDC_NAME or _("the account of the city")


class Provider(DjangoOAuth2App):
    """Authlib's client, which believes the discovery of its own issuer alone, and ID tokens alone."""

    def __init__(self, issuer: str, **options: Any) -> None:
        super().__init__(DjangoIntegration("city"), "city", **options)
        self.issuer = issuer

    def load_server_metadata(self) -> dict[str, Any]:
        """Read the discovery once; one that is wrong, again the next time.

        Raises:
            ValueError: it is that of another issuer, or names an endpoint in plain HTTP.
        """
        metadata: dict[str, Any] = super().load_server_metadata()
        message = ""
        if metadata.get("issuer") != self.issuer:
            message = f"The discovery of {self.issuer} names another issuer."
        elif not all(is_secure_transport(str(metadata.get(name))) for name in ENDPOINTS):
            message = f"The discovery of {self.issuer} names an endpoint without HTTPS."
        if message:
            self.server_metadata.clear()
            raise ValueError(message)
        metadata["id_token_signing_alg_values_supported"] = SIGNATURES
        return metadata

    def fetch_access_token(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Exchange the code, and leave "userinfo" to what Authlib verifies of the ID token.

        Raises:
            ValueError: the answer has no ID token.
        """
        token: dict[str, Any] = super().fetch_access_token(*args, **kwargs)
        token.pop("userinfo", None)
        if "id_token" not in token:
            raise ValueError("id_token")
        return token


@lru_cache(maxsize=4)
def provider_of(issuer: str, client_id: str, secret: str, scopes: str, timeout: int, _hour: int) -> Provider:
    return Provider(
        issuer,
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": scopes, "code_challenge_method": "S256", "default_timeout": timeout},
    )


def current_provider() -> Provider:
    """The provider of the settings, with its discovery and keys as they were within the hour."""
    return provider_of(
        settings.OIDC_ISSUER,
        settings.OIDC_CLIENT_ID,
        settings.OIDC_CLIENT_SECRET,
        " ".join(dict.fromkeys(["openid", *settings.OIDC_SCOPES])),
        settings.OIDC_TIMEOUT_SECONDS,
        int(time.time() // KEPT_FOR),
    )


def address_at_provider(request: HttpRequest, *, state: str, asked: dict[str, str], kept: dict[str, str]) -> str:
    """The address at the provider to which a person is led.

    Args:
        asked: parameters of the provider.
        kept: what the session keeps until the answer.

    Raises:
        ProviderSilent: it does not answer.
        IdentityNotProved: it answers something else.
    """
    provider, answered_at = current_provider(), settings.ADMIN_BASE_URL + reverse("city_answer")
    with refusing_answers():
        sent: dict[str, Any] = provider.create_authorization_url(answered_at, state=state, **asked)
    provider.save_authorize_data(request, redirect_uri=answered_at, at=int(time.time()), **kept, **sent)
    return sent["url"]


def kept_for_answer(request: HttpRequest) -> dict[str, Any]:
    """Read what the session kept for the answer that a request brings.

    Raises:
        IdentityNotProved: this session asked for no such answer, or too long ago.
    """
    state = request.GET.get("state", "")
    kept = current_provider().framework.get_state_data(request.session, state) if state else None
    if kept is None or time.time() - kept["at"] >= ANSWERED_WITHIN:
        raise IdentityNotProved
    return kept


def prove_identity(request: HttpRequest) -> Identity:
    """Let the provider say whose answer a request brings. No answer is taken twice.

    Raises:
        ProviderSilent, IdentityNotProved: see above.
    """
    provider = current_provider()
    expected = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        with refusing_answers():
            claims = provider.authorize_access_token(request, claims_options=expected, leeway=LEEWAY)["userinfo"]
            subject = claims["sub"]
            if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
                raise ValueError("sub")
    finally:
        provider.framework.clear_state_data(request.session, request.GET.get("state", ""))
    said = {value for value in (claims.get("acr"), *(claims.get("amr") or [])) if isinstance(value, str)}
    return Identity(provider.issuer, subject, not said.isdisjoint(settings.OIDC_SECOND_FACTOR_VALUES))


@contextmanager
def refusing_answers() -> Iterator[None]:
    """Turn what goes wrong with a provider into two refusals; the log says what it was, and no token."""
    try:
        yield
    except RequestException as error:
        logger.warning("The identity provider does not answer: %s", type(error).__name__)
        raise ProviderSilent from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        logger.warning("What the identity provider said was not accepted: %r", str(error)[:200])
        raise IdentityNotProved from error
