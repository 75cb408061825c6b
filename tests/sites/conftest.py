"""Two portals, since what could leak is the other one's."""

import pytest

from sites.models import Portal
from tests.factories import CITY, DISTRICT, make_portal


@pytest.fixture
def city() -> Portal:
    return make_portal(CITY)


@pytest.fixture
def district(city: Portal) -> Portal:
    return make_portal(DISTRICT)
