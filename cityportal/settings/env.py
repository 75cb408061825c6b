"""The one place that reads environment variables, and an optional `.env` file beside `manage.py`."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Database, uploads and mail files of a laptop; nothing in it is tracked.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
