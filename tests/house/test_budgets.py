"""A page stays light on a slow line: what every visitor downloads has a budget."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
STATIC = PROJECT / "cityportal" / "static"

# Bytes as served without compression, all files of the kind together; those of the admin are no citizen's.
BUDGETS = {"css": 60_000, "js": 20_000}


@pytest.mark.parametrize("kind", BUDGETS)
def test_files_of_public_pages_keep_their_budget(kind):
    files = [path for path in STATIC.rglob(f"*.{kind}") if "admin" not in path.parts]
    sizes = {str(path.relative_to(STATIC)): path.stat().st_size for path in files}
    assert sizes, f"no {kind} below {STATIC}: the budget would hold for nothing"
    assert sum(sizes.values()) < BUDGETS[kind], sizes


def test_fonts_are_compressed_subsets():
    fonts = {
        path.name: path.stat().st_size for path in STATIC.rglob("fonts/*") if path.suffix in {".ttf", ".otf", ".woff"}
    }
    assert fonts == {}, "fonts are served as woff2 only"
