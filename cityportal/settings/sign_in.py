"""Signing in: how often something may be tried, how long a session lasts, what cookies and passwords must be."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .env import env

LOGIN_URL = "wagtailadmin_login"
WAGTAILADMIN_USER_LOGIN_FORM = "authentication.forms.sign_in.CountedSignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "authentication.forms.sign_in.CountedResetForm"  # noqa: S105 -- the name of a class

# Wrong passwords for one name from one address, and for all names from one address, wrong codes of the second factor
# likewise; IPv6 counts by its /64 network.
SIGN_IN_TRIES = env.int("SIGN_IN_TRIES", default=5)
SIGN_IN_TRIES_PER_ADDRESS = env.int("SIGN_IN_TRIES_PER_ADDRESS", default=100)
# Requests for a new password, and answers to invitations, from one address.
FORM_TRIES_PER_ADDRESS = env.int("FORM_TRIES_PER_ADDRESS", default=30)
# Minutes in which they are counted, and after which the count begins again.
SIGN_IN_WAIT_MINUTES = env.int("SIGN_IN_WAIT_MINUTES", default=15)

# Wrong codes of the second factor for one account, wherever they come from, in the same minutes.
SECOND_FACTOR_TRIES = env.int("SECOND_FACTOR_TRIES", default=5)
# Roles and seats (`members.enums`) whose holders must have a second factor, and days from the first sign-in for which
# they may still work without.
SECOND_FACTOR_ROLES = [name.strip() for name in env.list("SECOND_FACTOR_ROLES", default=[]) if name.strip()]
SECOND_FACTOR_GRACE_DAYS = env.int("SECOND_FACTOR_GRACE_DAYS", default=14)

# Sign-in with accounts of the city by OpenID Connect; off without all of the first three. The address below which the
# provider has /.well-known/openid-configuration, exactly as its tokens name it.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
# What these accounts are called on screens.
OIDC_NAME = env.str("OIDC_NAME", default="")
# Asked for besides "openid"; nothing that they bring is read.
OIDC_SCOPES = [name.strip() for name in env.list("OIDC_SCOPES", default=[]) if name.strip()]
# Values of `acr` or `amr` that stand for our second factor; empty: our own code is asked for.
OIDC_SECOND_FACTOR_VALUES = [name.strip() for name in env.list("OIDC_SECOND_FACTOR_VALUES", default=[]) if name.strip()]
OIDC_TIMEOUT_SECONDS = env.int("OIDC_TIMEOUT_SECONDS", default=5)

# Minutes without a step after which a person is signed out, and hours after which everybody is.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
# The same for operators, whose session opens everything.
SESSION_IDLE_MINUTES_OF_OPERATORS = env.int("SESSION_IDLE_MINUTES_OF_OPERATORS", default=SESSION_IDLE_MINUTES)
SESSION_HOURS = env.int("SESSION_HOURS", default=8)
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60  # seconds
SESSION_COOKIE_NAME = "cityportal_session"
CSRF_COOKIE_NAME = "cityportal_csrf"
# Scripts read the token from the page.
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "home.errors.stale_form"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "authentication.sign_ins.PasswordChangeRecorder"},
]

_positive = {
    "SIGN_IN_TRIES": SIGN_IN_TRIES,
    "SIGN_IN_TRIES_PER_ADDRESS": SIGN_IN_TRIES_PER_ADDRESS,
    "FORM_TRIES_PER_ADDRESS": FORM_TRIES_PER_ADDRESS,
    "SIGN_IN_WAIT_MINUTES": SIGN_IN_WAIT_MINUTES,
    "SECOND_FACTOR_TRIES": SECOND_FACTOR_TRIES,
    "SESSION_IDLE_MINUTES": SESSION_IDLE_MINUTES,
    "SESSION_IDLE_MINUTES_OF_OPERATORS": SESSION_IDLE_MINUTES_OF_OPERATORS,
    "SESSION_HOURS": SESSION_HOURS,
    "OIDC_TIMEOUT_SECONDS": OIDC_TIMEOUT_SECONDS,
}
# Keys that come by plain HTTP are whoever's stands in between.
_issuer = urlsplit(OIDC_ISSUER)
if OIDC_ISSUER and _issuer.scheme != "https" and _issuer.hostname not in {"localhost", "127.0.0.1"}:
    message = f"OIDC_ISSUER is {OIDC_ISSUER}: its address has to begin with https://."
    raise ImproperlyConfigured(message)
# A time of grace without an end is a duty that nobody has.
if not 0 <= SECOND_FACTOR_GRACE_DAYS <= 365:
    message = f"SECOND_FACTOR_GRACE_DAYS is {SECOND_FACTOR_GRACE_DAYS}: give a number from 0 to 365."
    raise ImproperlyConfigured(message)
# Counts are kept for a day (`audit.throttling.KEPT_FOR`).
if SIGN_IN_WAIT_MINUTES > 24 * 60:
    message = f"SIGN_IN_WAIT_MINUTES is {SIGN_IN_WAIT_MINUTES}: give at most 1440, one day."
    raise ImproperlyConfigured(message)
for _name, _value in _positive.items():
    if _value < 1:
        message = f"{_name} is {_value}: give a number of 1 or more."
        raise ImproperlyConfigured(message)
