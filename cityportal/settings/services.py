"""Outside services. Each has an embedded default; one environment variable switches to the real one."""

from .env import VAR_DIR, env

# Database: SQLite in var/, or DATABASE_URL=postgres://user:password@host/name
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Cache: memory of the process, or CACHE_URL=redis://host:6379/1
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://cityportal")}
CACHES["default"]["KEY_PREFIX"] = "cityportal"

# Background work: at once in the same process, or CELERY_BROKER_URL=redis://host:6379/2 with workers
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"

# Mail: printed on the console, or EMAIL_URL=smtp+tls://user:password@host:587
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cityportal@localhost")
