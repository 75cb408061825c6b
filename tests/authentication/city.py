"""The city's sign-in in tests: a provider that runs here, and people who come back from it."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import WSGIApplication

import requests
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import app as provider_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

CLIENT_ID = "cityportal"


class City:
    """oidc-provider-mock on this machine, with a key of ours.

    Attributes:
        change: claims that its tokens have instead of its own.
        sign: makes the token of claims.
        discovery: what its discovery says instead.
        beside: what stands beside the ID token in the answer with it; None: that the answer lacks.
        wait: seconds before it answers.
    """

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "of-the-tests"})
        self.provider: WSGIApplication = provider_app(require_nonce=True)
        self.challenges: dict[str, str] = {}
        self.change: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.discovery: dict[str, Any] = {}
        self.beside: dict[str, Any] = {}
        self.wait = 0.0
        self.issuer = ""

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "of-the-tests"}, claims, self.key)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        time.sleep(self.wait)
        path = environ["PATH_INFO"]
        if path == "/jwks":
            return Response(json.dumps({"keys": [self.key.as_dict(private=False)]}))(environ, start_response)
        if path == "/.well-known/openid-configuration":
            told = json.loads(Response.from_app(self.provider, environ).get_data()) | self.discovery
            return Response(json.dumps(told))(environ, start_response)
        if path != "/oauth2/token":
            return self.provider(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        sent = {name: value for name, (value,) in parse_qs(body.decode()).items()}
        # Which the provider does not look at.
        if self.challenges.get(sent["code"]) != _challenge(sent["code_verifier"]):
            return Response(json.dumps({"error": "invalid_grant"}), status=400)(environ, start_response)
        answer = Response.from_app(self.provider, environ | {"wsgi.input": BytesIO(body)})
        told = json.loads(answer.get_data())
        if "id_token" in told:
            told["id_token"] = self.sign(_claims(told["id_token"]) | self.change)
        told = {name: value for name, value in (told | self.beside).items() if value is not None}
        return Response(json.dumps(told), status=answer.status_code)(environ, start_response)

    def answer(self, address: str, subject: str) -> str:
        """Sign in at the provider to which an address leads; where it leads back to, without the host."""
        asked = parse_qs(urlsplit(address).query)
        assert asked["code_challenge_method"] == ["S256"]
        led = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        back = urlsplit(led.headers["Location"])
        self.challenges[parse_qs(back.query)["code"][0]] = asked["code_challenge"][0]
        return f"{back.path}?{back.query}"

    def sign_in(self, client: Client, subject: str, **query: str) -> HttpResponse:
        """From the button to the answer."""
        return client.get(self.answer(client.get(reverse("city_sign_in"), query)["Location"], subject))


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


@contextmanager
def running_city() -> Iterator[City]:
    """The provider, on a port of its own."""
    city = City()
    server = make_server("localhost", 0, city, threaded=True)
    city.issuer = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield city
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
