"""Production starts only with what it needs, and says what is missing."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from cityportal.checks import check_swappable_models

ROOT = Path(__file__).resolve().parent.parent.parent
SOUND = {
    "SECRET_KEY": "k" * 60,
    "BASE_DOMAIN": "example.vn",
    "CELERY_BROKER_URL": "redis://localhost/2",
    "PERSONAL_DATA_KEYS": f"{'k' * 43}=",
}


def start(read="", **environment):
    """Load the settings of production in a process of their own, and print one of them."""
    return run("-c", f"from django.conf import settings; settings.DEBUG; print(settings.{read})", **environment)


def run(*arguments, **environment):
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603 -- our own interpreter and code
        [sys.executable, *arguments],
        env=known | {"DJANGO_SETTINGS_MODULE": "cityportal.settings.production"} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "SECRET_KEY"),
        (SOUND | {"SECRET_KEY": "short"}, "SECRET_KEY must be a random string"),
        ({"SECRET_KEY": "k" * 60}, "BASE_DOMAIN"),
        (SOUND | {"CELERY_BROKER_URL": ""}, "CELERY_BROKER_URL must name the broker"),
        (SOUND | {"PERSONAL_DATA_KEYS": ""}, "PERSONAL_DATA_KEYS must hold the key"),
        (SOUND | {"PERSONAL_DATA_KEYS": f"{'k' * 43}=,short"}, "PERSONAL_DATA_KEYS: number 2 is no key"),
        (SOUND | {"PERSONAL_DATA_KEPT_MONTHS": "0"}, "PERSONAL_DATA_KEPT_MONTHS is 0"),
        (SOUND | {"DRAFT_GIVEN_UP_MONTHS": "0"}, "DRAFT_GIVEN_UP_MONTHS is 0"),
        (SOUND | {"SECURITY_CONTACTS": "antoan@example.vn"}, "SECURITY_CONTACTS must be addresses"),
        (SOUND | {"CLAMD_URL": "clamav:3310"}, "CLAMD_URL must be"),
        (SOUND | {"PUBLIC_SCHEME": "ftp"}, "PUBLIC_SCHEME is 'ftp'"),
        (SOUND | {"HOSTNAME_PROFILE": "three-tier"}, "HOSTNAME_PROFILE is 'three-tier'"),
        (SOUND | {"SIGN_IN_TRIES": "0"}, "SIGN_IN_TRIES is 0"),
        (SOUND | {"SECOND_FACTOR_GRACE_DAYS": "-1"}, "SECOND_FACTOR_GRACE_DAYS is -1"),
        # More than a calendar has: each screen of who has the duty would fail.
        (SOUND | {"SECOND_FACTOR_GRACE_DAYS": "4000000"}, "SECOND_FACTOR_GRACE_DAYS is 4000000"),
        (SOUND | {"OIDC_ISSUER": "http://dangnhap.example.vn"}, "OIDC_ISSUER is http://dangnhap.example.vn"),
        (SOUND | {"SESSION_IDLE_MINUTES": "-5"}, "SESSION_IDLE_MINUTES is -5"),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(environment, named):
    started = start("DEBUG", **environment)
    assert started.returncode != 0
    assert named in started.stderr


@pytest.mark.parametrize(
    ("read", "environment", "value"),
    [
        ("DEBUG", {}, "False"),
        ("ADMIN_BASE_URL", {}, "https://quantri.example.vn"),
        ("WAGTAILADMIN_BASE_URL", {"PUBLIC_PORT": "8443"}, "https://quantri.example.vn:8443"),
        ("ADMIN_HOST", {"ADMIN_HOST": "QuanTri.Example.vn"}, "quantri.example.vn"),
        ("HOST_SUFFIX", {}, ".vn"),
        ("SESSION_COOKIE_SECURE", {}, "True"),
        ("SESSION_IDLE_MINUTES", {}, "15"),
        ("SESSION_IDLE_MINUTES_OF_OPERATORS", {"SESSION_IDLE_MINUTES": "30"}, "5"),
        ("SESSION_COOKIE_HTTPONLY", {}, "True"),
        ("SESSION_COOKIE_SAMESITE", {}, "Lax"),
        ("CSRF_COOKIE_SECURE", {}, "True"),
        ("CSRF_COOKIE_HTTPONLY", {}, "True"),
        ("CSRF_COOKIE_SAMESITE", {}, "Lax"),
        ("SESSION_COOKIE_AGE", {}, "28800"),
        ("SESSION_COOKIE_AGE", {"SESSION_HOURS": "4"}, "14400"),
        ("SERVE_MEDIA", {}, "False"),
        # No other process could end copies of pages in the memory of one.
        ("PAGE_CACHE_SECONDS", {}, "0"),
        ("PAGE_CACHE_SECONDS", {"CACHE_URL": "redis://localhost/1"}, "600"),
        ("IS_DEMO", {}, "False"),
        ("CHECK_EXTERNAL_LINKS", {}, "True"),
        ("CHECK_EXTERNAL_LINKS", {"CHECK_EXTERNAL_LINKS": "off"}, "False"),
        (
            "SECOND_FACTOR_ROLES",
            {},
            "['operator', 'supervisor', 'city_editor', 'portal_admin', 'head', 'deputy']",
        ),
        ("SECOND_FACTOR_ROLES", {"SECOND_FACTOR_ROLES": ""}, "[]"),
    ],
)
def test_production_has_safe_values(read, environment, value):
    started = start(read, **SOUND, **environment)
    assert started.stdout.strip() == value, started.stderr


@pytest.mark.slow(reason="loads the product with the settings of production, in a process of its own")
def test_check_for_deployment_finds_nothing_to_warn_of():
    environment = SOUND | {"SECRET_KEY": "".join(map(chr, range(48, 123)))}
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert (checked.returncode, "3 silenced" in checked.stdout) == (0, True), checked.stderr


def test_key_that_is_wrong_is_not_written_out():
    started = start("DEBUG", **SOUND | {"PERSONAL_DATA_KEYS": "matkhaucuatoi"})
    assert "matkhaucuatoi" not in started.stdout + started.stderr


def test_what_breaks_is_written_to_the_error_stream():
    assert settings.LOGGING["loggers"]["django"]["handlers"] == ["stderr"]
    assert logging.getLogger("django.request").getEffectiveLevel() <= logging.ERROR


@pytest.mark.django_db
def test_stale_form_on_the_admin_host_is_answered_in_vietnamese():
    client = Client(headers={"host": settings.ADMIN_HOST}, enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "biểu mẫu bạn gửi đã mở quá lâu" in response.content.decode()


@pytest.mark.django_db
def test_admin_host_is_no_place_for_crawlers():
    client = Client(headers={"host": settings.ADMIN_HOST})
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert client.get("/admin").status_code == 301


SWAPPED = ["accounts.User", "library.PortalDocument", "library.PortalImage", "library.PortalRendition"]


def test_user_and_files_are_ours():
    assert check_swappable_models() == []


@pytest.mark.parametrize("label", SWAPPED)
def test_model_that_is_not_ours_is_named(monkeypatch, label):
    kept = [model for model in apps.get_models() if model._meta.label != label]
    monkeypatch.setattr(apps, "get_models", lambda: kept)
    assert [(error.id, label in error.msg) for error in check_swappable_models()] == [("cityportal.E001", True)]
