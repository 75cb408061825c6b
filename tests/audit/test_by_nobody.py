"""What follows on one portal from what somebody does on another names nobody of that other portal."""

from contextlib import contextmanager

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, PageLogEntry

from audit.client_address import request_from
from audit.enums import AuditEventKind
from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind, TakedownReason
from editorial.proposals.actions.proposal import propose_to_city, propose_unpublishing
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage
from members.enums import Role
from tests.admin import browser
from tests.factories import AT, make_article, make_head, make_member, publish, section_of
from tests.proposals import act

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.7"


@pytest.fixture
def article(city):
    return make_article(city, "Tin của Thành phố")


@pytest.fixture
def item(district, article):
    """A public item of the district that stands for an article of the city, changed and submitted anew."""
    author = make_member(district)
    page = LinkedItemPage(title="Tin liên kết", source_agency="x", target=article, live=False, owner=author)
    section_of(district).add_child(instance=page)
    page.save_revision(user=author)
    page = publish(page, by=make_head(district), author=author)
    page.get_workflow().start(page, author)
    return page


@pytest.fixture
def head(city, article, item):
    """The head of the city's board, who has a telling name."""
    person = make_head(city)
    person.first_name = "TenRieng"
    person.save(update_fields=["first_name"])
    return person


@contextmanager
def in_admin(person):
    """As in a request of somebody who is signed in."""
    with LogContext(user=person), request_from(ADDRESS):
        yield


def events_of(portal, kind):
    return PortalEvent.objects.filter(portal=portal, kind=kind)


@contextmanager
def naming_nobody(item, *actions):
    """What is done to the item meanwhile stands in its history with nobody."""
    before = list(PageLogEntry.objects.filter(page=item.pk).values_list("pk", flat=True))
    yield
    entries = PageLogEntry.objects.filter(page=item.pk).exclude(pk__in=before)
    assert {entry.action for entry in entries} >= {"wagtail.unpublish", *actions}
    assert {entry.user for entry in entries} == {None}


def read_by(person, item):
    client = browser(person)
    shown = client.get(reverse("wagtailadmin_pages:history", args=[item.pk])).content.decode()
    return shown + client.get(reverse("wagtailadmin_reports:site_history")).content.decode()


@pytest.mark.slow(reason="publishes an article and an item that follows it, and reads two histories")
def test_item_that_follows_a_takedown_names_nobody_of_the_other_portal(city, district, article, item, head):
    with naming_nobody(item, "wagtail.workflow.cancel"), in_admin(head):
        take_down(article, by=head, at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    for kind in (ReviewEventKind.ITEM_TAKEN_DOWN, AuditEventKind.WORKED_ON):
        event = events_of(district, kind).first()
        assert (event.actor, event.address) == (None, None)
    assert "TenRieng" not in read_by(make_head(district), item)
    assert PageLogEntry.objects.get(page=article.pk, action="wagtail.unpublish").user == head
    assert events_of(city, ReviewEventKind.ITEM_TAKEN_DOWN).get().address == ADDRESS


@pytest.mark.slow(reason="publishes an article and an item that follows it, and reads two histories")
def test_item_that_follows_a_proposal_names_nobody_of_the_other_portal(city, district, article, item, head):
    change = propose_unpublishing(article, by=make_member(city), at=AT, reason="Hết hạn")
    with naming_nobody(item), in_admin(head):
        act(change, head)
    event = events_of(district, ReviewEventKind.ITEM_UNPUBLISHED).get()
    assert (event.actor, event.address) == (None, None)
    assert "TenRieng" not in read_by(make_head(district), item)


def test_proposal_to_the_city_that_ends_with_its_page_names_nobody_of_the_other_portal(city, district):
    article, head = make_article(district, "Tin của Quận"), make_head(district)
    change = propose_to_city(article, by=make_member(district), at=AT)
    with in_admin(head):
        take_down(article, by=head, at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    change.refresh_from_db()
    assert change.state == ProposalState.DROPPED
    assert ModelLogEntry.objects.get(object_id=str(change.pk), action="wagtail.workflow.cancel").user is None
    event = events_of(city, ReviewEventKind.CHANGE_OVERTAKEN).get()
    assert (event.actor, event.address) == (None, None)


@pytest.mark.slow(reason="two people of the city ask seven screens each")
def test_who_offers_an_item_to_the_city_is_named_there_to_its_board_alone(city, district):
    editor = make_member(district)
    type(editor).objects.filter(pk=editor.pk).update(first_name="TenRieng")
    editor = type(editor).objects.get(pk=editor.pk)
    with LogContext(user=editor):
        change = propose_to_city(make_article(district, "Tin của Quận"), by=editor, at=timezone.now())
    reports = [reverse(f"own_reports:{name}") for name in ("site_history", "workflow", "workflow_tasks")]
    screens = [reverse(f"portals_admin:{name}") for name in ("audit", "proposals")]
    own = [reverse("wagtailadmin_home"), reverse("portals_admin:proposal", args=[change.pk])]
    named = {
        (role, address)
        for role in (Role.PORTAL_ADMIN, Role.EDITOR)
        for address in [*reports, *screens, *own]
        if "TenRieng" in browser(make_member(city, role)).get(address).content.decode()
    }
    assert named == set()
    record = browser(make_member(city, Role.PORTAL_ADMIN)).get(screens[0]).content.decode()
    assert ("nhân sự của cổng khác" in record, "đơn vị vận hành" in record) == (True, False)
    assert "TenRieng" in browser(make_head(city)).get(own[1]).content.decode()
