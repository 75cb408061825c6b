"""A person with roles on 300 portals has screens that open, for as many queries as with one."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from members.access.scope import scope_of
from members.enums import MembershipScope, Role
from members.memberships import grant_membership
from members.models import Membership, PortalGroup
from sites.models import Portal
from tests.exhaustive_state import PRODUCT
from tests.factories import AT, make_article, make_user
from tests.fullest import make_image
from tests.scale.counting import counted

# Copies of portals are written past the board: by statement, under the approvals of their template.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.breaks_the_rule,
    pytest.mark.slow(reason="a city of 400 portals"),
    pytest.mark.when_changed(*PRODUCT, "tests/scale/*"),
]

MANY = 300
SCREENS = [
    "/admin/",
    reverse("wagtailadmin_explore_root"),
    reverse("wagtailadmin_pages:search") + "?q=tin",
    reverse("wagtailadmin_choose_page"),
    reverse("wagtailadmin_choose_page_search") + "?q=tin",
    reverse("wagtailadmin_api:pages:listing") + "?for_explorer=1&child_of=1",
    reverse("wagtailimages:index"),
    reverse("wagtailimages_chooser:choose"),
    reverse("wagtaildocs:index"),
    reverse("wagtaildocs_chooser:choose"),
]


@pytest.fixture
def on_many(big_city):
    """An editor, and administrator of one, of 300 copied portals and of the own one of the big city."""
    user = make_user("nhieu.noi")
    portals = list(Portal.objects.filter(code__startswith="xamau").exclude(code="xamau").order_by("pk")[:MANY])
    Membership.objects.bulk_create(
        Membership(
            user=user,
            scope=MembershipScope.PORTAL,
            portal=portal,
            role=Role.EDITOR,
            granted_at=AT,
            reason="Phân công",
            valid_from=AT.date(),
        )
        for portal in portals
    )
    groups = PortalGroup.objects.filter(portal__in=portals, role=Role.EDITOR).values_list("group_id", flat=True)
    user.groups.add(*groups)
    grant_membership(user, role=Role.EDITOR, portal=big_city.own.portal, reason="x", by=None, at=AT)
    return User.objects.get(pk=user.pk)


def browser(user):
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(user)
    return client


def test_scope_of_many_portals_is_one_condition(on_many, big_city):
    scope = scope_of(on_many, on=timezone.localdate())
    assert len(scope.portals) == MANY + 1
    pages = Page.objects.filter(scope.pages())
    assert pages.filter(depth=2).count() == MANY + 1
    assert not pages.filter(path__startswith=big_city.other.portal.container.path).exists()
    assert str(pages.query).count("LIKE") + str(pages.query).count("SUBSTR") <= 2


@pytest.mark.parametrize("url", SCREENS)
def test_screen_opens(on_many, big_city, url):
    status, html, _queries = counted(browser(on_many), url)
    assert status == 200
    assert big_city.other.mark not in html


@pytest.mark.parametrize("url", SCREENS)
def test_screen_costs_no_more_than_with_one_portal(on_many, big_city, url):
    """Lists may hold rows of more kinds, which are read by kind: a few more, never one for each portal."""
    one = counted(browser(big_city.own.people["editor"]), url)[2]
    many = counted(browser(on_many), url)[2]
    # Wagtail's API reads some rows of each page one by one: of 20 at most, however many portals there are.
    more = 120 if "/api/" in url else 40 if url == reverse("wagtailadmin_explore_root") else 12
    assert many <= one + more, (url, one, many)


def test_own_pages_and_files_are_found(on_many, big_city):
    make_article(big_city.own.portal, "Bài riêng có thể tìm", published=False)
    make_image(big_city.own.portal, "Ảnh riêng")
    client = browser(on_many)
    assert "Bài riêng có thể tìm" in counted(client, reverse("wagtailadmin_pages:search") + "?q=riêng")[1]
    assert "Ảnh riêng" in counted(client, reverse("wagtailimages:index"))[1]
    level = reverse("wagtailadmin_explore", args=[big_city.own.draft.get_parent().pk])
    assert "Bài riêng có thể tìm" in counted(client, level)[1]
    assert counted(client, reverse("wagtailadmin_pages:history", args=[big_city.own.draft.pk]))[0] == 200
    foreign = reverse("wagtailadmin_pages:history", args=[big_city.other.draft.pk])
    assert counted(client, foreign)[0] in {302, 403}
