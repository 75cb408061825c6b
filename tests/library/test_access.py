"""A file is handed out where its portal is: not through another host, not before the portal opens."""

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client

from cityportal.media import serve_media
from sites.portal_states import suspend_portal
from tests.factories import AT, CITY, DISTRICT, WARD, make_member, make_operator, make_portal
from tests.fullest import make_document
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_portal(CITY)


@pytest.fixture
def district(city):
    return make_portal(DISTRICT)


def fetch(document, host, user=None):
    client = Client(headers={"host": host})
    if user is not None:
        client.force_login(user)
    return client.get(document.url).status_code


def test_document_is_read_on_the_host_of_its_portal_only(city, district):
    document = offered_on_a_page(make_document(district))
    assert fetch(document, district.host) == 200
    assert fetch(document, city.host) == 404


def test_document_of_a_portal_in_preparation_is_read_nowhere(district):
    ward = make_portal(WARD, opened=False)
    document = make_document(ward)
    assert {fetch(document, host) for host in (ward.host, district.host)} == {404}


def test_document_of_a_suspended_portal_is_read_nowhere(city, district, django_capture_on_commit_callbacks):
    document = offered_on_a_page(make_document(district))
    with django_capture_on_commit_callbacks(execute=True):
        suspend_portal(district, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    assert fetch(document, district.host) == 503
    assert fetch(document, city.host) == 404


def test_admin_host_hands_documents_to_those_who_work_with_them(city, district):
    document = make_document(district)
    assert fetch(document, settings.ADMIN_HOST) == 404
    assert fetch(document, settings.ADMIN_HOST, make_member(city)) == 404
    assert fetch(document, settings.ADMIN_HOST, make_member(district)) == 200


@pytest.mark.parametrize("folder", ["documents", "original_images"])
def test_stored_files_have_no_address_of_their_own_however_it_is_written(settings, tmp_path, rf, folder):
    settings.MEDIA_ROOT = tmp_path
    for name in (folder, "images"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.pdf").write_bytes(b"%PDF-1.4")
    assert serve_media(rf.get("/media/images/a.pdf"), "images/a.pdf").status_code == 200
    for way in ("{}", "./{}", "/{}", "x/../{}", "images/../{}", "../media/{}"):
        with pytest.raises(Http404):
            serve_media(rf.get("/media/"), way.format(f"{folder}/a.pdf"))
