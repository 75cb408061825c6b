"""Conditions on trees find what Wagtail's find, and stay flat."""

import pytest
from django.db.models import Q
from wagtail.models import Collection, Page

from sites.tree import FEW, ancestors, below, outermost
from tests.each import each_case
from tests.factories import CITY, DEPARTMENT, DISTRICT, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def paths(model, condition):
    return set(model.objects.filter(condition).values_list("path", flat=True))


def test_places_below_others_are_left_out():
    assert outermost(["00010002", "0001", "00010002", "0002"]) == ["0001", "0002"]
    assert outermost(["000100020001", "00010002", "00010003"]) == ["00010002", "00010003"]


def test_ancestors_are_the_places_above():
    assert ancestors("000100020003", step=4) == ["0001", "00010002"]
    assert ancestors("0001", step=4) == []


@each_case("padding", [0, FEW])
def test_few_and_many_places_find_the_same(padding):
    """Places that do not exist push the condition into its form for many."""
    portals = [make_portal(spec, opened=False) for spec in (CITY, DEPARTMENT, DISTRICT)]
    deep = Page.objects.filter(path__startswith=portals[1].container.path, depth=4).first()
    wanted = [portals[0].container.path, deep.path]
    never = [f"0009{number:04}" for number in range(padding)]
    expected = {path for path in Page.objects.values_list("path", flat=True) if path.startswith(tuple(wanted))}
    assert paths(Page, below([*wanted, *never])) == expected
    assert paths(Page, ~below([*wanted, *never])) == paths(Page, Q()) - expected
    collection = portals[0].collection
    assert paths(Collection, below([collection.path, *never])) == {collection.path}


def test_no_place_finds_nothing_and_a_thousand_places_are_one_condition():
    make_portal(CITY, opened=False)
    assert paths(Page, below([])) == set()
    found = Page.objects.filter(below(f"0001{number:04}" for number in range(1, 2000)))
    assert found.count() == Page.objects.filter(depth__gte=2).count()
