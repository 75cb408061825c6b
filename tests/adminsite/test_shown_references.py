"""The page editor and the screen of references count what the person may know, and no drafts of other portals."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.admin import browser
from tests.factories import make_article, make_head

pytestmark = pytest.mark.django_db


def link_to(page):
    return [("paragraph", f'<p><a linktype="page" id="{page.pk}">Xem</a></p>')]


def shown(portal, name, page):
    return browser(make_head(portal)).get(reverse(name, args=[page.pk])).content.decode()


def test_draft_of_another_portal_is_neither_counted_nor_listed(city, district):
    page = make_article(district, "Lịch tiếp công dân")
    make_article(district, "Bản nháp của quận", body=link_to(page), published=False)
    make_article(city, "Tin của thành phố", body=link_to(page))
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    assert "Được tham chiếu 2 lần" in shown(district, "wagtailadmin_pages:edit", page)
    listed = shown(district, "wagtailadmin_pages:usage", page)
    assert "Bản nháp của quận" in listed
    assert "Bản nháp của thành phố" not in listed
    assert len(BeautifulSoup(listed, "html.parser").select("table tbody tr")) == 2


def test_page_to_which_only_drafts_of_others_link_is_linked_by_nobody(city, district):
    page = make_article(district, "Lịch tiếp công dân")
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    assert "Được tham chiếu 0 lần" in shown(district, "wagtailadmin_pages:edit", page)


def test_draft_of_another_portal_is_not_counted_where_a_page_is_deleted(city, district):
    page, other = make_article(district, "Lịch tiếp công dân", published=False), make_article(district, published=False)
    make_article(district, "Bản nháp của quận", body=link_to(page), published=False)
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    make_article(city, "Bản nháp khác của thành phố", body=link_to(other), published=False)
    assert "Có 1 tham chiếu" in shown(district, "wagtailadmin_pages:delete", page)
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    told = browser(make_head(district)).get(f"{several}?id={page.pk}&id={other.pk}").content.decode()
    assert "Có 1 tham chiếu" in told
    assert "Có 0 tham chiếu" in told
    assert "Có 2 tham chiếu" not in told
