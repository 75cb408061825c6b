"""One city of 400 portals for all tests of this folder: two sides with people and things, the rest copies."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sites.models import Portal
from tests.factories import make_portal
from tests.isolation.world import World, build_world
from tests.many_portals import copy_portal, let_planner_know
from tests.remembering import memory
from tests.scale.template import TEMPLATE

PORTALS = 400


@pytest.fixture(scope="package")
def big_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once, taken away after the last test; what a test changes is rolled back as ever."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        copy_portal(make_portal(TEMPLATE), PORTALS - Portal.objects.count())
        let_planner_know()
        with memory.standing():
            yield world
        transaction.set_rollback(True)
