"""What holds for the tests of `sites`: the apps above it are silent."""

from collections.abc import Iterator

import pytest

from sites import notices


@pytest.fixture(autouse=True)
def _no_notes_of_apps_above() -> Iterator[None]:
    """What the apps above tell as the day begins depends on the day, and is tried there."""
    kept = notices._daily[:]
    notices._daily.clear()
    yield
    notices._daily[:] = kept
