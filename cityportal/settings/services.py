"""Outside services. Each has an embedded default; one environment variable switches to the real one."""

import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .env import VAR_DIR, env

# Database: SQLite in var/, or DATABASE_URL=postgres://user:password@host/name
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        # Seconds. The demo holds the lock while it loads a portal, and whoever signs in meanwhile waits.
        "timeout": 60,
    }
else:
    # A machine that does not answer is given up, and citizens are told so (home.errors.broken).
    DATABASES["default"]["ENGINE"] = "cityportal.services.postgresql"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)  # seconds
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Cache: memory of the process, or CACHE_URL=redis://host:6379/1
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://cityportal")}
CACHES["default"]["KEY_PREFIX"] = "cityportal"
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Copies of pages are among them.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 5_000}
# Seconds that a copy of a public page is given while nothing that it shows changes; 0: none is kept.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=600)
# Where each nginx in front purges its copies: PAGE_PROXIES=http://host:8083,http://other:8083; empty:
# none keeps any.
PAGE_PROXIES = env.list("PAGE_PROXIES", default=[])
if any(not re.fullmatch(r"http://[^\s/:]+:\d{1,5}", proxy) for proxy in PAGE_PROXIES):
    message = "PAGE_PROXIES must be addresses such as http://host:8083, between commas."
    raise ImproperlyConfigured(message)
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Without Redis pages are slower, not gone: each asks the database what it would have found here.
    CACHES["default"]["OPTIONS"] = CACHES["default"].get("OPTIONS", {}) | {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.5,  # seconds
        "SOCKET_TIMEOUT": 0.5,
        # One that hangs is asked once, not by every question of a request.
        "REDIS_CLIENT_CLASS": "cityportal.cache_client.ImpatientRedis",
    }
    DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# /metrics for Prometheus, for whoever sends this token (Authorization: Bearer …); empty: the address answers 404.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# Errors go to Sentry, without what people typed (cityportal/monitoring/sentry.py); empty: nowhere.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
# From so many percent on, doctor calls a disk nearly full.
DISK_WARNING_PERCENT = env.int("DISK_WARNING_PERCENT", default=85)

# Search: the database, or SEARCH_URL=https://name:password@host:9200/alias of Elasticsearch 9; the database answers
# while that does not. SEARCH_CA_FILE names the certificate of its authority.
SEARCH_URL = env.str("SEARCH_URL", default="")
SEARCH_CA_FILE = env.str("SEARCH_CA_FILE", default="")

# Virus scanner: none, or CLAMD_URL=tcp://host:3310 or unix:/run/clamav/clamd.ctl of clamd; then each file that a form
# takes waits until it answered.
CLAMD_URL = env.str("CLAMD_URL", default="")
if CLAMD_URL and not re.fullmatch(r"tcp://[^\s/]+:\d{1,5}|unix:/\S+", CLAMD_URL):
    message = "CLAMD_URL must be tcp://host:port or unix:/path."
    raise ImproperlyConfigured(message)

# Background work: at once in the same process, or CELERY_BROKER_URL=redis://host:6379/2 with workers
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
if CELERY_TASK_ALWAYS_EAGER:
    # Nothing is sent there; without a name Celery warns that it takes RabbitMQ on this machine.
    CELERY_BROKER_URL = "memory://localhost/"
CELERY_TASK_EAGER_PROPAGATES = True
# A broker that does not answer is given up at once: whoever saves a page waits a moment (audit/on_commit.py).
# Celery connects again by itself where the broker was restarted meanwhile.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
if CELERY_BROKER_URL.startswith(("redis:", "rediss:")):
    CELERY_BROKER_TRANSPORT_OPTIONS = {  # seconds
        "socket_connect_timeout": 0.5,
        "socket_timeout": 1.5,
        # After it what a worker took and never began is given out again: longer than any task waits (accounts/mail.py).
        "visibility_timeout": 1800,
    }
CELERY_WORKER_CONSUMER = "cityportal.services.consumer:LastingConsumer"
# Workers wait for the broker as long as it takes.
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
# What Wagtail and modelsearch enqueue goes the same way.
TASKS = {
    "default": {
        "BACKEND": "cityportal.tasks.CeleryBackend"
        if not CELERY_TASK_ALWAYS_EAGER
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# The folder of mails that the admin lists instead of sending them: development names one.
LISTED_MAILS_DIR: Path | None = None
# Mail: printed on the console, or EMAIL_URL=smtp+tls://user:password@host:587
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# Seconds that a mail server may take to answer.
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cityportal@localhost")
