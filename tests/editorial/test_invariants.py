"""The invariant of 13.1.g, as the query that finds what breaks it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from editorial.enums import ApprovalKind
from editorial.integrity.invariants import public_that_differs, public_without_approval, unknown_to_the_index
from editorial.models import Approval
from editorial.tasks import repair_references
from home.models import NewsArticlePage, PortalBranding
from library.models import PortalDocument, PortalImage
from sites.models import Portal
from tests.each import each_case
from tests.factories import CITY, make_article, make_head, make_portal, publish, section_of
from tests.fullest import make_document, make_image
from tests.proposals import offered_on_a_page, shown_on_a_page

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


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


def test_it_is_one_query(district, django_assert_max_num_queries):
    list(public_without_approval())
    with django_assert_max_num_queries(1):
        list(public_without_approval())


# Public, approved, and something else today


def differing():
    return [(difference.model, difference.pk) for difference in public_that_differs()]


@pytest.mark.breaks_the_rule
def test_page_starter_page_and_footer_changed_by_hand_are_found(district):
    make_article(district, "Tin khác")
    article, section = make_article(district), section_of(district)
    NewsArticlePage.objects.filter(pk=article.pk).update(lead="Không ai duyệt.")
    Page.objects.filter(pk=section.pk).update(title="Không ai duyệt")
    Portal.objects.filter(pk=district.pk).update(phone="028 1")
    assert set(differing()) == {(Page, article.pk), (Page, section.pk), (Portal, district.pk)}


@pytest.mark.breaks_the_rule
def test_other_file_in_the_place_of_an_approved_one_is_found(district):
    image, unused = make_image(district, "Dùng"), make_image(district, "Không dùng")
    make_article(district, image=image)
    PortalImage.objects.filter(pk__in=[image.pk, unused.pk]).update(file_hash="0" * 40)
    assert differing() == [(PortalImage, image.pk)]


@pytest.mark.breaks_the_rule
def test_file_that_came_to_a_public_page_past_the_board_is_found(district):
    article = make_article(district)
    NewsArticlePage.objects.filter(pk=article.pk).update(image=make_image(district))
    assert differing() == [(Page, article.pk)]


@pytest.mark.breaks_the_rule
def test_file_that_is_gone_from_a_public_page_is_found(district):
    key = offered_on_a_page(make_document(district)).pk
    # Past the signal that keeps what is used.
    PortalDocument.objects.filter(pk=key)._raw_delete("default")
    assert differing() == [(PortalDocument, key)]


@pytest.mark.breaks_the_rule
def test_branding_that_was_approved_is_watched():
    branding = PortalBranding.objects.create(site=make_portal(CITY, opened=False).site)
    make_portal(CITY)
    PortalBranding.objects.filter(pk=branding.pk).update(accent="#00429d")
    assert differing() == [(PortalBranding, branding.pk)]
    PortalBranding.objects.all().delete()
    assert differing() == [(PortalBranding, branding.pk)]


@pytest.mark.breaks_the_rule
def test_what_was_approved_before_hashes_were_kept_is_passed_over(district):
    article = make_article(district, image=make_image(district))
    Approval._base_manager.update(content_hash="")
    Approval._base_manager.filter(content_type__model="portalimage").delete()
    NewsArticlePage.objects.filter(pk=article.pk).update(lead="Khác.")
    PortalImage.objects.update(description="Khác")
    assert differing() == []


def test_draft_of_a_public_page_differs_from_nothing(district):
    article = make_article(district)
    article.lead, article.image = "Bản nháp.", make_image(district)
    article.save_revision(user=article.owner)
    assert differing() == []


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_number_of_queries_does_not_grow_with_the_pages(district, django_assert_max_num_queries):
    make_article(district, image=make_image(district))
    list(public_that_differs())
    with CaptureQueriesContext(connection) as first:
        list(public_that_differs())
    for number in range(4):
        make_article(district, f"Tin {number}", image=make_image(district, f"Ảnh {number}"))
    with django_assert_max_num_queries(len(first)):
        list(public_that_differs())


@pytest.mark.breaks_the_rule
def test_page_that_moved_to_another_portal_is_found(district):
    article = make_article(district)
    article.move(section_of(Portal.objects.get(code=CITY.code)), pos="last-child")
    assert differing() == [(Page, article.pk)]


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("run", [repair_references, lambda: call_command("repair_references", stdout=StringIO())])
def test_night_repairs_what_public_pages_refer_to(district, run):
    image, other = (shown_on_a_page(make_image(district, title)) for title in ("Ảnh một", "Ảnh hai"))
    draft = make_article(district, "Nháp", published=False, image=image)
    ReferenceIndex.get_references_to(image).delete()
    assert [page.title for page in unknown_to_the_index()] == ["Tin có ảnh"]
    run()
    assert list(unknown_to_the_index()) == []
    assert ReferenceIndex.get_references_to(image).count() == ReferenceIndex.get_references_to(other).count() == 1
    assert not ReferenceIndex.get_references_for_object(draft).exists()


def test_task_says_how_many_it_repaired(district):
    shown_on_a_page(make_image(district))
    assert repair_references() == 0
    ReferenceIndex.objects.all().delete()
    assert repair_references() == 1
