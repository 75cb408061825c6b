"""Files of pictures are made when what shows them becomes public: no reader waits for them."""

import pytest
from django.test import Client

from home.models import PortalBranding, SectionPage
from home.publication.pictures import BANNER_SPECS, LOGO_SPECS, SPECS
from library.models import PortalRendition
from provisioning.portal_states import open_portal
from tests.factories import AT, CITY, DISTRICT, all_answered, make_head, make_member, make_portal, publish, section_of
from tests.fullest import (
    full_article,
    full_contact,
    full_gallery,
    full_home,
    full_information,
    full_linked_item,
    full_person,
    full_report,
    full_unit,
    make_image,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(django_capture_on_commit_callbacks):
    """Publish pages of a portal, and let what follows the commit happen."""

    def publish_all(portal, *drafts):
        with django_capture_on_commit_callbacks(execute=True):
            return [publish(page, by=make_head(portal), author=make_member(portal)) for page in drafts]

    return publish_all


@pytest.fixture
def dressed(django_capture_on_commit_callbacks):
    """Two portals with a look of their own."""
    portals = make_portal(CITY), make_portal(DISTRICT)
    with django_capture_on_commit_callbacks(execute=True):
        for portal in portals:
            wear(portal)
    return portals


def wear(portal):
    logo, banner = make_image(portal, "Biểu trưng"), make_image(portal, "Băng hình")
    return PortalBranding.objects.create(site=portal.site, logo=logo, banner=banner)


def files_of(image):
    return set(image.renditions.values_list("filter_spec", flat=True))


@pytest.mark.slow(reason="publishes a page of each kind that shows pictures, with every block, and reads each")
def test_no_view_of_what_is_public_makes_a_file(dressed, published):
    city, portal = dressed
    section = section_of(portal)
    people = SectionPage.objects.get(path__startswith=portal.container.path, kind="people")
    [article, *others, unit] = published(
        portal,
        full_article(portal, parent=section),
        full_information(portal, parent=section),
        full_report(portal, parent=section),
        full_gallery(portal, parent=section),
        full_contact(portal),
        full_home(portal),
        full_unit(portal, parent=people),
    )
    persons = published(portal, full_person(portal, parent=unit))
    linked = published(city, full_linked_item(city, parent=section_of(city), target=article))
    before = set(PortalRendition.objects.values_list("file", flat=True))

    sections = [section, people, section_of(city)]
    urls = [page.full_url for page in (article, *others, unit, *persons, *linked, *sections)]
    for host in (portal.host, city.host):
        urls += [f"http://{host}{path}" for path in ("/", "/portal.css", "/tim-kiem/?q=ho", "/rss.xml")]
    shown = set()
    for url in urls:
        _scheme, _empty, host, path = url.split("/", 3)
        answer = Client(headers={"host": host}).get(f"/{path}")
        assert answer.status_code == 200, url
        shown |= {name for name in before if name in answer.content.decode()}
    assert set(PortalRendition.objects.values_list("file", flat=True)) == before
    # All but what the archive of a press pack takes, in JPEG.
    assert {row.filter_spec for row in PortalRendition.objects.filter(file__in=shown)} >= SPECS | LOGO_SPECS


def test_files_of_a_look_are_made_once_the_portal_opens(django_capture_on_commit_callbacks):
    make_portal(CITY)
    district = make_portal(DISTRICT, opened=False)
    with django_capture_on_commit_callbacks(execute=True):
        look = wear(district)
    assert files_of(look.logo) | files_of(look.banner) == set()
    with django_capture_on_commit_callbacks(execute=True):
        open_portal(district, by=make_head(district), at=AT, checklist=all_answered())
    assert (files_of(look.logo), files_of(look.banner)) == (LOGO_SPECS, BANNER_SPECS)


@pytest.mark.slow(reason="publishes a page with every block")
def test_page_is_public_where_a_picture_is_lost(dressed, published):
    _city, portal = dressed
    draft = full_article(portal, parent=section_of(portal))
    draft.image.file.storage.delete(draft.image.file.name)
    [page] = published(portal, draft)
    assert page.live
