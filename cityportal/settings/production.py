"""Production: refuses to start without its secrets; everything over HTTPS."""

from datetime import date

from django.core.exceptions import ImproperlyConfigured

from cityportal.security_level.requirements import limits

from .env import env

_limits = limits(level=3, on=date.today())  # noqa: DTZ011 -- before time zones are set; a day early does no harm

# What differs from a laptop wherever the operator says nothing. Set before the topics read it.
_differs = {
    "HOST_SUFFIX": ".vn",
    "PUBLIC_SCHEME": "https",
    "PUBLIC_PORT": "443",
    "CHECK_EXTERNAL_LINKS": "on",
    "SECOND_FACTOR_ROLES": "operator,supervisor,city_editor,portal_admin,head,deputy",
}
# As security of level 3 asks for on the day of the start (cityportal/data/security_requirements.csv), if it does.
_names = {
    "SESSION_IDLE_MINUTES": "idle_minutes",
    "SESSION_IDLE_MINUTES_OF_OPERATORS": "idle_minutes_of_administrators",
}
_differs |= {_name: str(_limits[_code]) for _name, _code in _names.items() if _code in _limits}
for _name, _value in _differs.items():
    env.ENVIRON.setdefault(_name, _value)

from .base import *  # noqa: E402, F403 -- see above

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or "not-secret" in SECRET_KEY:
    message = "SECRET_KEY must be a random string of at least 50 characters, and not the one of the demo."
    raise ImproperlyConfigured(message)

BASE_DOMAIN = env.str("BASE_DOMAIN")

# One that follows from SECRET_KEY lies wherever that lies, and changes with it: all that was sealed would be lost.
if not PERSONAL_DATA_KEYS:  # noqa: F405 -- of the topics
    message = "PERSONAL_DATA_KEYS must hold the key that seals personal data; .env.example says how to make one."
    raise ImproperlyConfigured(message)

# Without workers the mail of a new password is sent by the process that answered, and the time that it is busy tells
# whether an address has an account (Regulation 8.8). Pictures would be made, and links followed, inside requests.
if CELERY_TASK_ALWAYS_EAGER:  # noqa: F405 -- of the topics
    message = "CELERY_BROKER_URL must name the broker of background work, and a worker must run beside the web server."
    raise ImproperlyConfigured(message)

# Copies of pages in the memory of a process: no worker and no other process could end them.
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):  # noqa: F405 -- of the topics
    PAGE_CACHE_SECONDS = 0

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
# Also for hosts below these that are none of ours: the city decides, once all of them answer over HTTPS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
# What `check --deploy` would have otherwise, and why not, says docs/decisions/0162: the subdomains above, frames of our
# own hosts, and the list of domains that browsers ship with.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
# From inside the network, past nginx.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take cookies so named from this host alone, over HTTPS: a portal cannot set those of the admin.
SESSION_COOKIE_NAME = f"__Host-{SESSION_COOKIE_NAME}"  # noqa: F405 -- of the topics
CSRF_COOKIE_NAME = f"__Host-{CSRF_COOKIE_NAME}"  # noqa: F405 -- of the topics
