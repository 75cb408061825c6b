"""The copied portals of these tests are what provisioning makes."""

from dataclasses import replace

import pytest
from wagtail.models import Collection, Page

from provisioning.provisioning import provision_portal
from sites.models import Portal
from tests.factories import AT, CITY, make_portal
from tests.isolation.rows import all_rows, changes
from tests.many_portals import copy_portal, rows_of
from tests.scale.template import TEMPLATE

# Copies of portals are written past the board: by statement, under the approvals of their template.
pytestmark = [pytest.mark.django_db, pytest.mark.breaks_the_rule, pytest.mark.both_engines]


@pytest.fixture
def template(db):
    make_portal(CITY)
    return make_portal(TEMPLATE)


def spec_of(number):
    facts = {name: getattr(TEMPLATE, name) for name in ("name_vi", "governing_body", "managing_agency")}
    facts["operating_unit"] = TEMPLATE.operating_unit
    named = {name: text.replace(TEMPLATE.name_vi, f"{TEMPLATE.name_vi} {number:03}") for name, text in facts.items()}
    return replace(
        TEMPLATE,
        code=f"{TEMPLATE.code}{number:03}",
        name_en=f"{TEMPLATE.name_en} {number:03}",
        host=f"{TEMPLATE.code}{number:03}.hochiminhcity.localhost",
        **named,
    )


def test_provisioning_finds_nothing_to_complete_in_a_copy(template):
    copy_portal(template, 3)
    before = all_rows()
    provision_portal(spec_of(2), at=AT)
    assert changes(before, all_rows()) == set()


def test_copy_has_as_many_rows_as_its_template(template):
    (copy,) = copy_portal(template, 1)
    counts = [{model: len(rows) for model, rows in rows_of(portal)} for portal in (template, copy)]
    assert counts[0] == counts[1]
    assert sum(counts[0].values()) > 100


def test_trees_are_sound_and_grow_on(template):
    copies = copy_portal(template, 2)
    assert [set(tree.find_problems()[0]) for tree in (Page, Collection)] == [set(), set()]
    assert all(problems == [] for tree in (Page, Collection) for problems in tree.find_problems())
    assert copies[0].host == "xamau001.hochiminhcity.localhost"
    provision_portal(spec_of(3), at=AT)
    assert Portal.objects.filter(code__startswith=TEMPLATE.code).count() == 4
