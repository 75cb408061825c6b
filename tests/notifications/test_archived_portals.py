"""What is asked of a portal after it was archived."""

import pytest

from editorial.errors import NotForCity
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from editorial.review.queue import queues
from editorial.withdrawal.actions import can_take_down
from home.models import NewsArticlePage
from notifications.notice_mail import send_digests
from provisioning.portal_states import archive_portal, suspend_portal
from sites.enums import PortalState
from sites.errors import PortalArchived
from tests.admin import browser, is_refused, url
from tests.factories import AT, make_article, make_head, make_member, make_operator, section_of
from tests.fullest import make_image
from tests.proposals import shown_on_a_page

pytestmark = pytest.mark.django_db


def test_nothing_is_submitted_or_proposed_on_an_archived_portal(city, district):
    article, draft = make_article(district), make_article(district, "Nháp", published=False)
    image = shown_on_a_page(make_image(district, "Ảnh"))
    member = make_member(district)
    archive_portal(district, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=city)
    with pytest.raises(PortalArchived):
        propose_unpublishing(article, by=member, at=AT, reason="Cũ")
    for row, values, by in ((image, {"title": "Ảnh khác"}, member), (district, {"phone": "1022"}, make_operator())):
        with pytest.raises(PortalArchived):
            propose_change(row, values, by=by, at=AT)
    with pytest.raises(NotForCity):
        propose_to_city(article, by=member, at=AT)
    draft = NewsArticlePage.objects.get(pk=draft.pk)
    assert (draft.has_workflow, draft.get_workflow()) == (False, None)
    assert section_of(district).has_workflow is False
    assert not ProposedChange.objects.exists()
    # Its board still withdraws what must go.
    assert can_take_down(make_head(district), article, on=AT)


def test_proposer_is_told_though_the_portal_is_archived(city, district, mailoutbox):
    change = propose_unpublishing(make_article(district), by=make_member(district), at=AT, reason="Cũ")
    archive_portal(district, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=city)
    mailoutbox.clear()
    send_digests(at=AT)
    (body,) = [message.body for message in mailoutbox if message.to == [make_member(district).email]]
    assert f"{change} (Cổng đã lưu trữ.)" in body


def test_screens_offer_and_take_what_the_verbs_do(city, district):
    article, client = make_article(district), browser(make_member(district))
    offered = ("ask_unpublish", "propose_to_city")
    assert [is_refused(client.get(url(name, article.pk))) for name in offered] == [False, False]
    suspend_portal(district, by=None, at=AT, reason="Bảo trì", expected_return=None)
    client = browser(make_member(district))
    assert [is_refused(client.get(url(name, article.pk))) for name in offered] == [False, True]
    assert names_on(client, article) == {"ask_unpublish"}
    district.refresh_from_db()
    archive_portal(district, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=city)
    assert [is_refused(client.get(url(name, article.pk))) for name in offered] == [True, True]
    assert names_on(client, article) == set()


def names_on(client, page):
    """What the screen of a page offers to propose."""
    text = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    return {name for name in ("ask_unpublish", "propose_to_city") if url(name, page.pk) in text}


def test_picture_of_an_archived_portal_is_not_changed(city, district):
    image = shown_on_a_page(make_image(district, "Ảnh"))
    client = browser(make_member(district))
    archive_portal(district, by=make_operator(), at=AT, legal_basis="Nghị quyết 1685", successor=city)
    answer = client.post(f"/admin/images/{image.pk}/", {"title": "Ảnh khác", "description": "Ảnh"})
    assert "đã lưu trữ" in answer.content.decode()
    image.refresh_from_db()
    assert image.title == "Ảnh"


def test_what_was_left_waiting_on_an_archived_portal_is_seen_by_the_supervisor(district):
    article = make_article(district, published=False)
    article.get_workflow().start(article, article.owner)
    district.state = PortalState.ARCHIVED
    district.save()
    assert [queue.portal_id for queue in queues()] == [district.pk]
