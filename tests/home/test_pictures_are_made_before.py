"""Files of pictures are made when what shows them becomes public: no reader waits for them."""

import pytest
from django.test import Client

from home.models import PortalBranding, SectionPage
from home.publication.pictures import BANNER_SPECS, LOGO_SPECS, SPECS
from library.models import PortalRendition
from provisioning.portal_states import open_portal
from tests.factories import (
    AT,
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_portal,
    publish_approved_page,
    section_of,
)
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


def wear(portal):
    logo, banner = make_image(portal, "Biểu trưng"), make_image(portal, "Băng hình")
    return PortalBranding.objects.create(site=portal.site, logo=logo, banner=banner)


def files_of(image):
    return set(image.renditions.values_list("filter_spec", flat=True))


@pytest.mark.slow(reason="publishes a page of each kind that shows pictures, with every block, and reads each")
def test_no_view_of_what_is_public_makes_a_file(city, district, django_capture_on_commit_callbacks):
    section, head = section_of(district), make_head(district)
    people = SectionPage.objects.get(path__startswith=district.container.path, kind="people")
    with django_capture_on_commit_callbacks(execute=True):
        for portal in (city, district):
            wear(portal)
        drafts = [
            make(district, parent=section) for make in (full_article, full_information, full_report, full_gallery)
        ]
        drafts += [full_contact(district), full_home(district), full_unit(district, parent=people)]
        article, *others, unit = (publish_approved_page(page, by=head) for page in drafts)
        person = publish_approved_page(full_person(district, parent=unit), by=head)
        item = full_linked_item(city, parent=section_of(city), target=article)
        item = publish_approved_page(item, by=make_head(city))
    before = set(PortalRendition.objects.values_list("file", flat=True))

    pages = [article, *others, unit, person, item, section, people, section_of(city)]
    addresses = [page.full_url.removeprefix("http://").split("/", 1) for page in pages]
    for portal in (district, city):
        addresses += [(portal.host, path) for path in ("", "portal.css", "tim-kiem/?q=ho", "rss.xml")]
    shown = set()
    for host, path in addresses:
        answer = Client(headers={"host": host}).get(f"/{path}")
        assert answer.status_code == 200, (host, path)
        text = answer.content.decode()
        shown |= {name for name in before if name in text}
    assert set(PortalRendition.objects.values_list("file", flat=True)) == before
    # All but what the archive of a press pack takes, in JPEG.
    assert {row.filter_spec for row in PortalRendition.objects.filter(file__in=shown)} >= SPECS | LOGO_SPECS


def test_files_of_a_look_are_made_once_the_portal_opens(city, django_capture_on_commit_callbacks):
    district = make_portal(DISTRICT, opened=False)
    with django_capture_on_commit_callbacks(execute=True):
        look = wear(district)
    assert files_of(look.logo) | files_of(look.banner) == set()
    with django_capture_on_commit_callbacks(execute=True):
        open_portal(district, by=make_head(district), at=AT, checklist=all_answered())
    assert (files_of(look.logo), files_of(look.banner)) == (LOGO_SPECS, BANNER_SPECS)


def test_page_is_public_where_a_picture_is_lost(portal, django_capture_on_commit_callbacks):
    lost = make_image(portal)
    lost.file.storage.delete(lost.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_article(portal, image=lost)
    assert page.live
    assert files_of(lost) == set()
