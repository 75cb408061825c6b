"""Production: refuses to start without its secrets; everything over HTTPS."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .env import env

SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50 or "not-secret" in SECRET_KEY:
    message = "SECRET_KEY must be a random string of at least 50 characters, and not the one of the demo."
    raise ImproperlyConfigured(message)

BASE_DOMAIN = env.str("BASE_DOMAIN")
ADMIN_HOST = env.str("ADMIN_HOST", default=f"quantri.{BASE_DOMAIN}")
HOST_SUFFIX = env.str("HOST_SUFFIX", default=".vn")
PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", default="https")
PUBLIC_PORT = env.int("PUBLIC_PORT", default=443)
WAGTAILADMIN_BASE_URL = ADMIN_BASE_URL = f"{PUBLIC_SCHEME}://{ADMIN_HOST}"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
