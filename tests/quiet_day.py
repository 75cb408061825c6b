"""A day on which only roles that end and duties that are vacant are told of: what other apps tell as the day begins
depends on the day."""

from collections.abc import Iterator

import pytest

from notifications import notices
from notifications.member_notices import note_ending_roles, note_vacancies_of_the_day


@pytest.fixture(autouse=True)
def _no_notes_of_rooms_above() -> Iterator[None]:
    """What the rooms above tell as the day begins is tried there."""
    # What is registered stays: no public function takes it back.
    kept = notices._daily[:]
    notices._daily[:] = [note_ending_roles, note_vacancies_of_the_day]
    yield
    notices._daily[:] = kept
