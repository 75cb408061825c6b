#!/usr/bin/env python
"""Django's command line for cityportal."""

import os
import sys


def main() -> None:
    """Run an administrative command, with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityportal.settings.development")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- a clear message if missing
    except ImportError as error:
        message = "Django is not installed here. Run 'make demo' (or 'make test') once: it sets up .venv."
        raise SystemExit(message) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
