"""What holds for the tests of this room: the rooms above are silent."""

from tests.quiet_day import _no_notes_of_rooms_above  # noqa: F401 -- a fixture
