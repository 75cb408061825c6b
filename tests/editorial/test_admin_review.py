"""Board members are told what their decision did, and why they may not take one."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from editorial.errors import ApprovedAlready
from editorial.models import Approval
from home.models import NewsArticlePage
from members.enums import Seat
from tests.admin import browser, is_refused, told
from tests.editorial.review_variants import TWO, change
from tests.factories import CITY, all_answered, make_article, make_head, make_operator, make_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


def in_review(portal, *, author=None):
    article = make_article(portal, "Lịch tiêm chủng", published=False)
    if author:
        article.lead = "Sửa một chữ."
        article.save_revision(user=author)
    article.get_workflow().start(article, article.owner)
    return article


def decide(client, article, action, **data):
    task_state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, action, task_state.pk])
    return client.post(address, (all_answered() if action == "approve" else {}) | data)


def test_approval_from_the_dashboard_says_that_the_page_is_public(portal):
    article = in_review(portal)
    assert "Lịch tiêm chủng" in told(decide(browser(make_head(portal)), article, "approve"))
    assert NewsArticlePage.objects.get(pk=article.pk).live


def test_return_from_the_dashboard_says_that_the_page_went_back(portal):
    response = decide(browser(make_head(portal)), in_review(portal), "reject", comment="Thiếu nguồn")
    assert "Lịch tiêm chủng" in told(response)


def test_a_failed_return_is_not_called_a_success(portal):
    article = in_review(portal)
    decide(browser(article.owner), article, "reject", comment="Thiếu nguồn")
    assert article.current_workflow_task_state.status == "in_progress"


def test_own_work_is_not_approved_by_who_sends_a_whole_decision(portal):
    head = make_head(portal)
    article = in_review(portal, author=head)
    assert is_refused(decide(browser(head), article, "approve"))
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_who_approved_first_is_not_the_second_by_sending_the_decision_again(portal):
    change(portal, TWO)
    article, head = in_review(portal), make_head(portal)
    assert "lượt thứ nhất" in told(decide(browser(head), article, "approve"))
    article = NewsArticlePage.objects.get(pk=article.pk)
    assert str(ApprovedAlready.message) in told(decide(browser(head), article, "approve"))
    assert not NewsArticlePage.objects.get(pk=article.pk).live
    assert Approval.objects.filter(revision=article.latest_revision_id, approved_by=head).count() == 1


def test_editor_of_the_version_reads_why_approval_is_missing(portal):
    head = make_head(portal)
    article = in_review(portal, author=head)
    page = browser(head).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert "tham gia soạn phiên bản này" in told(page)


def buttons_below_the_editor(user, article):
    """Words of the buttons, the one that shows first."""
    page = browser(user).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    footer = BeautifulSoup(page.content, "html.parser").select_one("footer")
    return [words for button in footer.select("button") if (words := button.get_text(" ", strip=True))]


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_who_may_approve_is_shown_the_approval_first_and_everybody_else_saving(portal):
    article = in_review(portal)
    assert buttons_below_the_editor(make_head(portal), article)[0] == "Phê duyệt và xuất bản"
    deputy = make_head(portal, seat=Seat.DEPUTY)
    article.lead = "Sửa một chữ."
    article.save_revision(user=deputy)
    assert "Lưu bản nháp" in buttons_below_the_editor(deputy, article)[0]


def test_version_swapped_during_the_review_is_not_approved_unseen(portal):
    article = in_review(portal)
    article.lead = "Bản khác, sau khi đã trình."
    article.save_revision(user=article.owner)
    response = decide(browser(make_head(portal)), article, "approve")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "thay đổi sau khi trình" in told(response)
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_item_without_its_source_is_refused_with_the_reason(portal):
    article = make_article(portal, "Thiếu nguồn", published=False)
    article.source_agency = ""
    article.save_revision(user=article.owner, clean=False)
    article.get_workflow().start(article, article.owner)
    response = decide(browser(make_head(portal)), article, "approve")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert told(response)
    assert not NewsArticlePage.objects.get(pk=article.pk).live


def test_actions_by_the_internal_api_are_closed_to_everybody(portal):
    article = in_review(portal)
    first = article.revisions.order_by("pk").first()
    address = f"/admin/api/main/pages/{article.pk}/action/revert_to_page_revision/"
    for user in (article.owner, make_head(portal), make_operator()):
        before = article.revisions.count()
        browser(user).post(address, {"revision_id": first.pk}, content_type="application/json")
        assert article.revisions.count() == before


def test_others_read_nothing_of_the_kind(portal):
    article = in_review(portal)
    page = browser(make_head(portal)).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert told(page) == ""
