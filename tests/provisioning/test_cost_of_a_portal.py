"""What one more portal costs in statements: its provisioning with the starter tree, and its opening."""

import pytest
from wagtail.models import Collection, PageLogEntry, ReferenceIndex

from home.models import SectionPage
from provisioning.installation import ensure_installation
from provisioning.portal_states import open_portal
from provisioning.provisioning import provision_portal
from tests.factories import AT, CITY, DEPARTMENT, DISTRICT, all_answered, found_board, make_head, make_portal
from tests.statements import counted_statements

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.slow(reason="each case makes portals with all their pages"),
]

PROVISIONING_AND_OPENING = 220
PROVISIONING = 150
PROVISIONING_AGAIN = 40
OPENING = 45
REPEATS = 10


@pytest.fixture(autouse=True)
def city():
    make_portal(CITY)


def test_one_more_portal_is_provisioned_and_opened():
    with counted_statements() as whole:
        ensure_installation()
        with counted_statements() as provisioning:
            portal = provision_portal(DEPARTMENT, at=AT)
        found_board(portal)
        head = make_head(portal)
        with counted_statements() as opening:
            open_portal(portal, by=head, at=AT, checklist=all_answered())
    whole.check(PROVISIONING_AND_OPENING)
    provisioning.check(PROVISIONING, repeats=REPEATS)
    opening.check(OPENING, repeats=REPEATS)


def test_one_more_portal_costs_the_same_however_many_collections_come_after_it():
    root = Collection.get_first_root_node()
    with counted_statements() as alone:
        provision_portal(DEPARTMENT, at=AT)
    for number in range(20):
        root.add_child(name=f"Ỷ {number}")
    with counted_statements() as among_many:
        provision_portal(DISTRICT, at=AT)
    among_many.check(len(alone))


def test_portal_that_is_complete_is_provisioned_again():
    provision_portal(DEPARTMENT, at=AT)
    with counted_statements() as statements:
        provision_portal(DEPARTMENT, at=AT)
    statements.check(PROVISIONING_AGAIN)


def test_starter_pages_are_found_by_the_search_of_the_admin():
    portal = provision_portal(DISTRICT, at=AT)
    pages = portal.container.get_descendants()
    assert [page.url_path for page in SectionPage.objects.filter(pk__in=pages).search("ngân sách")] == [
        f"{portal.container.url_path}vi/ngan-sach/"
    ]


def test_starter_pages_are_nobodys_work():
    before = ReferenceIndex.objects.count(), PageLogEntry.objects.count()
    pages = provision_portal(DISTRICT, at=AT).container.get_descendants(inclusive=True)
    assert (ReferenceIndex.objects.count(), PageLogEntry.objects.count()) == before
    assert not pages.exclude(owner=None).exists()
    assert not pages.exclude(latest_revision=None).exists()
    assert not SectionPage.find_problems()[0]
