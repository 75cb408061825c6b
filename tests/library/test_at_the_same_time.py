"""A picture is changed at the moment at which a board approves what shows it: it is public as approved, or not yet."""

from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from editorial.errors import FilesElsewhere
from editorial.forms import proposals
from editorial.models import ProposedChange
from editorial.review import actions as workflow
from editorial.review.locking import lock_files_seen
from home.models import ContactPage, NewsArticlePage
from library import signal_handlers
from library.errors import FileStays
from library.files import kept as kept_files
from library.models import PortalImage
from provisioning import portal_states
from provisioning.opening import what_opens
from provisioning.portal_states import open_portal
from sites.enums import PortalState
from sites.models import Portal
from tests.admin import browser
from tests.admin_forms import form_of
from tests.factories import (
    CITY,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish,
)
from tests.fullest import make_image
from tests.meanwhile import after, at_once, pausing_after, until_somebody_waits

# SQLite lets one write at a time: there is nothing to prove. What is public must be as approved: after each test it is
# asked (tests/conftest.py).
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CHANGED = "Mô tả tráo vào phút cuối"


@pytest.fixture
def closed():
    """A portal in preparation whose contact page shows a picture."""
    portal = make_portal(CITY, opened=False)
    page = ContactPage.objects.get(path__startswith=portal.vietnamese_home.path)
    page.map_image = make_image(portal)
    page.save_revision(user=make_member(portal))
    return portal


def changing(image, portal):
    client = browser(make_member(portal))
    sent = {"title": image.title, "description": CHANGED, "description_en": "", "credit": image.credit}
    return lambda: client.post(reverse("wagtailimages:edit", args=[image.pk]), sent | {"rights_note": "", "tags": ""})


def opening(portal):
    head, seen = make_head(portal), what_opens(portal, at=timezone.now())
    return lambda: open_portal(portal, by=head, at=timezone.now(), checklist=all_answered(), seen=seen)


def is_changed(image):
    return PortalImage.objects.get(pk=image.pk).description == CHANGED


def state_of(portal):
    return Portal.objects.get(pk=portal.pk).state


def test_portal_does_not_open_with_a_picture_that_was_changed_since_the_board_looked(closed, monkeypatch):
    image = make_image(closed)
    change, open_it = changing(image, closed), opening(closed)
    _changed, refused = at_once(change, after(pausing_after(monkeypatch, proposals, "needs_proposal"), open_it))
    assert (refused.code, state_of(closed)) == ("opening_changed", PortalState.PREPARING)
    assert (is_changed(image), ProposedChange.objects.count()) == (True, 0)


def test_picture_that_is_changed_while_the_portal_opens_waits_for_the_board(closed, monkeypatch):
    image = make_image(closed)
    change, open_it = changing(image, closed), opening(closed)
    looked = pausing_after(monkeypatch, portal_states, "what_opens")
    assert at_once(open_it, after(looked, change)) == [None, None]
    assert state_of(closed) == PortalState.LIVE
    assert (is_changed(image), ProposedChange.objects.count()) == (False, 1)


def draft_with(image, portal):
    return make_article(portal, "Tin có ảnh", published=False, image=image)


@pytest.mark.slow(reason="two connections, of which one waits")
def test_picture_is_not_changed_by_what_was_asked_before_its_page_was_submitted(portal, monkeypatch):
    image = make_image(portal)
    draft, head, change = draft_with(image, portal), make_head(portal), changing(image, portal)
    asked = pausing_after(monkeypatch, proposals, "needs_proposal")
    assert at_once(change, after(asked, lambda: publish(draft, by=head, author=draft.owner))) == [None, None]
    assert NewsArticlePage.objects.get(pk=draft.pk).live
    assert (is_changed(image), ProposedChange.objects.count()) == (False, 1)


def test_page_is_not_approved_with_a_picture_that_became_another_meanwhile(portal):
    image, written = make_image(portal), Event()

    def write():
        with transaction.atomic():
            PortalImage.objects.filter(pk=image.pk).update(description=CHANGED)
            written.set()
            until_somebody_waits()

    def look():
        with transaction.atomic():
            lock_files_seen({PortalImage: {image.pk}})

    _written, refused = at_once(write, after(written, look))
    assert refused.code == "version_changed"


@pytest.mark.slow(reason="two connections, of which one waits")
def test_picture_that_is_changed_while_its_page_is_approved_waits_for_the_board(portal, monkeypatch):
    image = make_image(portal)
    draft, head, change = draft_with(image, portal), make_head(portal), changing(image, portal)
    held = pausing_after(monkeypatch, workflow, "lock_files_seen")

    assert at_once(lambda: publish(draft, by=head, author=draft.owner), after(held, change)) == [None, None]
    assert NewsArticlePage.objects.get(pk=draft.pk).live
    assert (is_changed(image), ProposedChange.objects.count()) == (False, 1)


def test_picture_that_is_changed_while_its_page_is_submitted_waits_for_the_board(portal, monkeypatch):
    image = make_image(portal)
    draft, change = draft_with(image, portal), changing(image, portal)
    author = browser(draft.owner)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    sent = form_of(author, address) | {"action-submit": "1", "body-count": "0"}
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    assert at_once(lambda: author.post(address, sent), after(submitted, change)) == [None, None]
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count() == 2
    assert (is_changed(image), ProposedChange.objects.count()) == (False, 1)


def test_page_is_not_approved_without_a_picture_that_is_deleted_at_that_moment(portal, monkeypatch):
    image = make_image(portal)
    draft, head = draft_with(image, portal), make_head(portal)
    # As whoever uploads it has it kept.
    image.get_file_hash()
    asked = pausing_after(monkeypatch, signal_handlers, "is_relied_on")
    _deleted, refused = at_once(
        PortalImage.objects.get(pk=image.pk).delete, after(asked, lambda: publish(draft, by=head, author=draft.owner))
    )
    assert refused.code == "version_changed"
    assert not PortalImage.objects.filter(pk=image.pk).exists()
    assert not NewsArticlePage.objects.get(pk=draft.pk).live


# SQLite lets one write at a time: there is nothing to prove.


@pytest.fixture
def image(district):
    return make_image(district, "Ảnh cho bài")


@pytest.fixture
def article(district):
    return make_article(district, "Bài thêm ảnh", published=False)


def submitting(article, image, editor):
    @transaction.atomic
    def submit():
        page = NewsArticlePage.objects.get(pk=article.pk)
        page.image = image
        page.save_revision(user=editor)
        page.get_workflow().start(page, editor)

    return submit


def giving_away(image, portal):
    @transaction.atomic
    def give():
        row = PortalImage.objects.get(pk=image.pk)
        row.collection = portal.collection
        row.save()

    return give


def test_who_gives_a_picture_away_waits_for_who_submits_it(city, district, article, image, monkeypatch):
    editor = make_member(district)
    reached = pausing_after(monkeypatch, workflow, "record_event")
    refusals = at_once(submitting(article, image, editor), after(reached, giving_away(image, city)))
    assert [type(refusal) for refusal in refusals] == [type(None), FileStays]
    assert PortalImage.objects.get(pk=image.pk).collection_id == district.collection_id


def test_who_submits_a_picture_waits_for_who_gives_it_away(city, district, article, image, monkeypatch):
    editor = make_member(district)
    reached = pausing_after(monkeypatch, kept_files, "is_named")
    refusals = at_once(giving_away(image, city), after(reached, submitting(article, image, editor)))
    assert [type(refusal) for refusal in refusals] == [type(None), FilesElsewhere]
    assert not NewsArticlePage.objects.get(pk=article.pk).workflow_in_progress
