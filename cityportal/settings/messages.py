"""For `make messages` only: Django writes new messages to the first locale folder, which must be ours."""

from .env import BASE_DIR
from .test import *  # noqa: F403

LOCALE_PATHS = [BASE_DIR / "cityportal" / "locale"]
