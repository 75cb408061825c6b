"""A page that is taken off by a proposal takes along what stands below it, as the board read it (13.1.g)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewEventKind
from editorial.errors import MoreWouldGo, TooManyPages
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.withdrawal import page_groups as together
from home.models import LinkedItemPage
from home.publication.pictures import make_files
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, publish, section_of
from tests.fullest import full_information, full_linked_item, make_image
from tests.proposals import act
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


def ask(page, portal, **values):
    return propose_unpublishing(page, by=make_member(portal), at=AT, reason="Hết hiệu lực", **values)


@remembered
def published(portal, parent, **values):
    page = full_information(portal, parent=parent)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=page.owner)
    return publish(page, by=make_head(portal), author=page.owner)


@pytest.fixture
def above(district):
    return published(district, section_of(district, "gioi-thieu"), title="Chức năng")


@pytest.fixture
def below(district, above):
    return published(district, above, title="Lĩnh vực đất đai")


def live(*pages):
    return list(Page.objects.live().filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_public_pages_below_go_with_it_each_with_its_event(district, above, below):
    change = act(ask(above, district), make_head(district))
    assert (change.state, live(above, below)) == (ProposalState.MADE, [])
    events = PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_UNPUBLISHED, portal=district).order_by("pk")
    assert [event.data for event in events] == [
        {"page": above.pk, "proposal": change.pk},
        {"page": below.pk, "proposal": change.pk},
    ]


def test_board_reads_what_goes_before_it_approves(district, above, below):
    change = ask(above, district)
    head, step = browser(make_head(district)), change.current_workflow_task_state
    shown = head.get(url("proposal", change.pk)).content.decode()
    assert "Lĩnh vực đất đai" in shown
    assert str(MoreWouldGo.message) not in shown
    decision = head.get(url("decide_proposal", change.pk, "approve", step.pk)).content.decode()
    assert "Các trang cùng bị gỡ: Lĩnh vực đất đai." in decision


def test_proposer_reads_it_too(district, above, below):
    shown = browser(make_member(district)).get(url("ask_unpublish", above.pk)).content.decode()
    assert "Lĩnh vực đất đai" in shown


def test_page_that_came_below_since_is_not_taken_unread(district, above):
    change = ask(above, district)
    below = published(district, above, title="Lĩnh vực mới")
    head = make_head(district)
    assert str(MoreWouldGo.message) in browser(head).get(url("proposal", change.pk)).content.decode()
    with pytest.raises(MoreWouldGo):
        act(change, head)
    assert live(above, below) == [above.pk, below.pk]
    assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.WAITING


def test_what_went_since_does_not_stop_it(district, above, below):
    change = ask(above, district)
    act(ask(below, district), make_head(district))
    assert act(change, make_head(district)).state == ProposalState.MADE


def test_more_than_one_decision_can_take_is_not_proposed(district, above, below, monkeypatch):
    monkeypatch.setattr(together, "TAKEN_TOGETHER", 1)
    with pytest.raises(TooManyPages):
        ask(above, district)
    response = browser(make_member(district)).post(url("ask_unpublish", above.pk), {"reason": "Hết hiệu lực"})
    assert response.status_code == 422
    assert not ProposedChange.objects.exists()


def in_english(article, portal, title="News"):
    """A public version of it in English."""
    english = article.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title, english.owner = title, article.owner
    english.save_revision(user=article.owner)
    return publish(english, by=make_head(portal), author=article.owner)


@each_case("with_versions", [True, False])
def test_versions_in_other_languages_go_where_the_proposer_asks(district, with_versions):
    article = make_article(district)
    english = in_english(article, district)
    act(ask(article, district, with_versions=with_versions), make_head(district))
    assert live(article, english) == ([] if with_versions else [english.pk])


def test_what_stands_below_a_version_in_another_language_is_listed_with_it(district, above, below):
    in_english(above, district)
    in_english(below, district, title="Land")
    for screen, person in (
        (url("ask_unpublish", above.pk), make_member(district)),
        (reverse("wagtailadmin_pages:unpublish", args=[above.pk]), make_head(district)),
    ):
        assert "Land" in browser(person).get(screen).content.decode()


def test_items_of_other_portals_and_files_of_pictures_go_with_what_stands_below(city, district, above):
    image = make_image(district)
    below = make_article(district, "Tin có ảnh", image=image)
    item = full_linked_item(city, parent=section_of(city), target=below)
    item = publish(item, by=make_head(city), author=make_member(city))
    make_files([image])
    assert image.renditions.exists()
    act(ask(section_of(district), district), make_head(district))
    assert not LinkedItemPage.objects.get(pk=item.pk).live
    assert not image.renditions.exists()
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_UNPUBLISHED, portal=city)
    assert (event.data["page"], event.actor) == (item.pk, None)
