"""Running the loader again on a city in which people have worked."""

from datetime import timedelta

import pytest
from wagtail.models import Page

from accounts.models import User
from cityportal.demo.city import load_city
from cityportal.demo.content import portal_contents
from home.models import NewsArticlePage
from members.enums import Role
from members.memberships import withdraw_membership
from members.models import Membership
from provisioning.portal_states import suspend_portal
from sites.enums import PortalState
from sites.models import Portal
from tests.demo.conftest import NOW, TINY, load_tiny
from tests.exhaustive_state import PRODUCT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="loads a demo city"),
    pytest.mark.when_changed(*PRODUCT, "cityportal/demo/*", "tests/demo/*"),
]


@pytest.mark.breaks_the_rule
def test_work_is_kept_and_only_what_is_missing_is_made():
    load_tiny()
    edited = Page.objects.get(slug="bai-co-ban-tieng-anh").specific
    edited.title = "Tiêu đề mới"
    edited.save_revision()
    edited.save()
    Page.objects.get(slug="bai-nhap").delete()
    portal = Portal.objects.get(code="thanhpho")
    Portal.objects.filter(pk=portal.pk).update(phone="1022")
    editor = User.objects.get(username="bientap.thanhpho")
    editor.first_name = "Bích"
    editor.set_password("another password of mine")
    editor.save()
    withdraw_membership(Membership.objects.get(user=editor), by=None, at=NOW, reason="Thử")
    department = Portal.objects.get(code="sotuphap")
    suspend_portal(department, by=None, at=NOW, reason="Thử", expected_return=None)

    assert load_tiny(NOW + timedelta(days=1)) == 1

    assert Page.objects.filter(slug="bai-nhap").count() == 1
    assert Page.objects.get(pk=edited.pk).title == "Tiêu đề mới"
    portal.refresh_from_db()
    department.refresh_from_db()
    editor.refresh_from_db()
    assert portal.phone == "1022"
    assert department.state == PortalState.SUSPENDED
    assert (editor.first_name, editor.check_password("another password of mine")) == ("Bích", True)
    assert (
        not Membership.objects.in_force(on=NOW.date() + timedelta(days=1))
        .filter(user=editor, role=Role.EDITOR)
        .exists()
    )


def test_pages_that_people_write_and_delete_while_portals_are_loaded_are_no_hindrance():
    """The city is served from its first portal on."""

    def work(name, count):
        if Portal.objects.count() == 1:
            section = Page.objects.get(slug="tin-tuc", url_path__startswith="/thanhpho/")
            section.add_child(instance=NewsArticlePage(title="Của người khác", slug="cua-nguoi-khac", live=False))
            Page.objects.get(slug="bai-nhap").delete()

    load_city(portal_contents(TINY), now=NOW, report=work)
    assert Page.objects.get(slug="cua-nguoi-khac").get_parent().slug == "tin-tuc"
    assert Page.find_problems() == ([], [], [], [], [])
