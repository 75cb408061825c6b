"""The small city that several modules read: loaded once, and written again for each module after that."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page

from cityportal.demo.city import load_city
from cityportal.demo.content import portal_contents
from tests.remembering import built_once

TINY = Path(__file__).parent / "content"
# 10:00 in the city, so that what is written at 23:59 today is still to come.
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def load_tiny(now: datetime = NOW) -> int:
    """The city and one department, with a page of each kind and state."""
    return load_city(portal_contents(TINY), now=now, report=lambda name, count: None)


# For modules that begin with it (`for_a_module`).
load_tiny_once = built_once(load_tiny)


def pass_the_editor(page: Page) -> None:
    """Check what the page editor would check. The loader itself does not, for speed."""
    page.full_clean()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            field.stream_block.clean(field.value_from_object(page))


@contextmanager
def for_a_module(blocker: object) -> Iterator[None]:
    """The database for all tests of a module."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _tiny_city(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with for_a_module(django_db_blocker):
        load_tiny_once()
        yield
