"""What holds for the tests of this room: the rooms above are silent; and who administers a portal."""

import pytest

from members.enums import Role
from tests.admin import browser
from tests.factories import make_member
from tests.quiet_day import _no_notes_of_rooms_above  # noqa: F401 -- a fixture


@pytest.fixture
def administrator(district):
    """The browser of the portal's administrator."""
    return browser(make_member(district, Role.PORTAL_ADMIN))
