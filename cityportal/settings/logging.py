"""One line to stderr for what happened, a traceback for what broke: whoever runs the process keeps the stream."""

from .env import env

# For people, or for programs that collect logs: json.
LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "cityportal.log_formats.JSONFormatter"},
    },
    "filters": {
        "refusals": {"()": "cityportal.log_filters.RefusalsInOneLine"},
        "secrets": {"()": "cityportal.log_filters.SecretsMasked"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["refusals", "secrets"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own configuration mails errors to ADMINS, of which we have none, and prints the rest with DEBUG only.
        "django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO"), "propagate": False},
        # What it says of each word that it does not know in a file is of use to nobody.
        "pypdf": {"level": "ERROR"},
        # Each request of Django's own server, for development: its own handler would write addresses as they are.
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Scanners ask for hosts that are not ours all day long; the answer is a page of ours.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
