"""Count what the acts of a review cost on plain Wagtail: the blocks of the page come in as JSON, the counts go out."""

import json
import os
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bare.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- apps are ready
    from django.test.utils import setup_test_environment  # noqa: PLC0415 -- apps are ready

    call_command("migrate", run_syncdb=True, verbosity=0)
    setup_test_environment()
    from tests.bare.world import costs  # noqa: PLC0415 -- apps are ready

    found = costs(json.load(sys.stdin))
    for act, statements in found.items():
        print(act, statements.report(), file=sys.stderr)  # noqa: T201 -- shown where a test fails
    print(json.dumps({act: (len(statements), statements.repeated) for act, statements in found.items()}))  # noqa: T201 -- the answer


if __name__ == "__main__":
    main()
