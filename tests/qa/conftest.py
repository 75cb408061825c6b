"""People of the board that several modules ask for."""

import pytest

from members.enums import Seat
from tests.factories import make_head


@pytest.fixture
def head(district):
    return make_head(district)


@pytest.fixture
def deputy(district):
    return make_head(district, seat=Seat.DEPUTY)
