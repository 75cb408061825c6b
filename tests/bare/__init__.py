"""The acts of a review on a page type of plain Wagtail, in a process of its own that knows none of our apps."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
# Asked once in a process: the answer depends on the kinds of blocks, not on who asks.
_costs: dict[str, tuple[int, int]] = {}


def bare_costs(
    body: list[dict[str, Any]], *, images: list[int], documents: list[int], page: int
) -> dict[str, tuple[int, int]]:
    """Number of statements and of exact repeats of each act on a page of plain Wagtail with these blocks.

    `images`, `documents` and `page` are the keys of the rows that the blocks name.
    """
    if not _costs:
        given = json.dumps({"body": body, "images": images, "documents": documents, "page": page})
        ran = subprocess.run(
            [sys.executable, "-m", "tests.bare.acts"],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        print(ran.stderr)  # noqa: T201 -- shown where a test fails
        _costs.update(json.loads(ran.stdout.splitlines()[-1]))
    return _costs
