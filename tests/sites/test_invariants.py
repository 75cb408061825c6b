"""The invariant of 13.1.g, as the query that finds what breaks it."""

import pytest
from wagtail.models import Page

from sites.enums import ApprovalKind
from sites.invariants import public_without_approval
from sites.models import Approval
from tests.factories import CITY, DISTRICT, make_article, make_head, make_portal, publish, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    make_portal(CITY)
    return make_portal(DISTRICT)


def test_opened_and_reviewed_pages_are_approved(district):
    article = make_article(district)
    make_article(district, "Nháp", published=False)
    article.lead = "Cập nhật."
    article.save_revision(user=article.owner)
    publish(article, by=make_head(district), author=article.owner)
    assert list(public_without_approval()) == []


@pytest.mark.breaks_the_rule
def test_page_made_public_by_hand_is_found(district):
    draft = make_article(district, "Nháp", published=False)
    Page.objects.filter(pk=draft.pk).update(live=True)
    assert [page.pk for page in public_without_approval()] == [draft.pk]


@pytest.mark.breaks_the_rule
def test_version_that_nobody_approved_is_found(district):
    article = make_article(district)
    article.lead = "Không ai duyệt."
    article.save_revision(user=article.owner).publish(skip_permission_checks=True)
    assert [page.pk for page in public_without_approval()] == [article.pk]


@pytest.mark.breaks_the_rule
def test_opening_does_not_cover_a_later_version(district):
    section = section_of(district)
    section.save_revision(user=make_head(district)).publish(skip_permission_checks=True)
    assert [page.pk for page in public_without_approval()] == [section.pk]


@pytest.mark.breaks_the_rule
def test_approval_of_another_page_covers_nothing(district):
    article, draft = make_article(district), make_article(district, "Nháp", published=False)
    Page.objects.filter(pk=draft.pk).update(live=True, live_revision=article.live_revision_id)
    assert [page.pk for page in public_without_approval()] == [draft.pk]


@pytest.mark.breaks_the_rule
def test_review_without_its_version_is_no_opening(district):
    article = make_article(district)
    # Past the model, which refuses to change what was approved.
    Approval._base_manager.filter(object_id=str(article.pk), kind=ApprovalKind.REVIEW).update(revision=None)
    Page.objects.filter(pk=article.pk).update(live_revision=None)
    assert [page.pk for page in public_without_approval()] == [article.pk]


@pytest.mark.breaks_the_rule
def test_container_is_never_public(district):
    Page.objects.filter(pk=district.container_id).update(live=True)
    assert [page.pk for page in public_without_approval()] == [district.container_id]


def test_it_is_one_query(district, django_assert_num_queries):
    list(public_without_approval())
    with django_assert_num_queries(1):
        list(public_without_approval())
