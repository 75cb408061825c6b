"""The world that walks and attacks share."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from tests.isolation.world import World, build_world
from tests.many_portals import let_planner_know
from tests.remembering import memory


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for a module, in a transaction around those of its tests: it takes longer than most of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        let_planner_know()
        with memory.standing():
            yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: World, db: None) -> World:
    """As it was built: each test has rows of its own, which are rolled back, and objects of its own."""
    return deepcopy(_built)
