"""A file is handed out where its portal is: not through another host, not before the portal opens."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage
from provisioning.portal_states import suspend_portal
from tests.factories import (
    AT,
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    publish_approved_page,
)
from tests.fullest import make_document
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


def fetch(document, host, user=None):
    client = Client(headers={"host": host})
    if user is not None:
        client.force_login(user)
    return client.get(document.url).status_code


@pytest.mark.both_engines
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


def corrected_without(document, portal):
    """A public article whose former version offers the file, and whose version of today does not."""
    text = f'<p><a linktype="document" id="{document.pk}">Kế hoạch</a></p>'
    article = make_article(portal, "Tin có tệp", body=[("paragraph", text)])
    article.body, article.correction_note = [("paragraph", "<p>Kế hoạch đã đổi.</p>")], "Bỏ tệp cũ."
    article.save_revision(user=article.owner)
    return publish_approved_page(article, by=make_head(portal))


@pytest.mark.both_engines
def test_document_of_a_former_version_is_read_as_long_as_that_version(city, district):
    document = make_document(district)
    article = corrected_without(document, district)
    former = Client(headers={"host": district.host}).get(f"{article.get_url_parts()[2]}phien-ban/1/")
    assert document.url in former.content.decode()
    assert fetch(document, district.host) == 200
    assert fetch(document, city.host) == 404
    article.unpublish()
    assert fetch(document, district.host) == 404


def test_document_stays_gone_after_a_takedown_when_the_page_comes_back(district):
    document = make_document(district)
    article = corrected_without(document, district)
    why = {"reason_class": TakedownReason.PERSONAL_DATA, "reason": "Tệp có số căn cước."}
    take_down(article, by=make_head(district), at=timezone.now(), **why)
    assert fetch(document, district.host) == 404
    article = NewsArticlePage.objects.get(pk=article.pk)
    article.save_revision(user=article.owner)
    assert publish_approved_page(article, by=make_head(district)).live
    assert fetch(document, district.host) == 404


def test_document_that_was_uploaded_or_stands_in_a_draft_is_read_nowhere(district):
    document = make_document(district)
    text = f'<p><a linktype="document" id="{document.pk}">Kế hoạch</a></p>'
    make_article(district, "Nháp", published=False, body=[("paragraph", text)])
    assert fetch(document, district.host) == 404


def test_document_is_sent_as_it_is_stored_and_kept_by_no_cache_of_the_admin(city, district):
    document = offered_on_a_page(make_document(district))
    public = Client(headers={"host": district.host}).get(document.url)
    assert public.status_code == 200
    assert "Content-Encoding" not in public
    inside = Client(headers={"host": settings.ADMIN_HOST})
    inside.force_login(make_member(district))
    answer = inside.get(document.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Content-Encoding" not in answer
