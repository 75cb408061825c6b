"""One hash for what the public sees: the same for the version that was approved and the row that is public."""

import pytest
from wagtail.models import Page, Revision

from editorial.enums import ApprovalKind
from editorial.errors import NotApproved
from editorial.integrity import content_hash as content_hashes
from editorial.integrity.content_hash import PAGE_BOOKKEEPING, content_hash_of, content_hashes_of, page_hashes
from editorial.models import Approval
from editorial.review.publication import publish_approved
from home.editing.forms import find_or_make_tags
from home.models import NewsArticlePage, PortalBranding, SubjectField
from library.models import PortalImage
from sites.models import Portal
from tests.each import each_case
from tests.factories import AT, CITY, make_article, make_head, make_portal, publish, section_of
from tests.fullest import every_block, make_document, make_image

pytestmark = pytest.mark.django_db


def full_article(portal, **values):
    """An article with every block, tags and fields, saved as a version."""
    article = make_article(
        portal, published=False, body=every_block(portal), image=make_image(portal), correction_note="Sửa số", **values
    )
    article.tags = find_or_make_tags(portal, ["Thuế", "Đất đai"])
    article.subject_fields = SubjectField.objects.all()[:2]
    article.save_revision(user=article.owner)
    return NewsArticlePage.objects.get(pk=article.pk)


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_version_and_public_row_have_one_hash(district):
    article = full_article(district)
    approved = content_hash_of(article.latest_revision.as_object())
    public = publish(article, by=make_head(district), author=article.owner)
    assert content_hash_of(public) == content_hash_of(Page.objects.get(pk=public.pk)) == approved
    assert content_hashes_of(NewsArticlePage, [public.pk]) == {public.pk: approved}
    assert page_hashes({public.pk: NewsArticlePage}) == {public.pk: approved}


@pytest.mark.both_engines
def test_row_that_was_saved_again_after_its_blocks_were_read_has_the_same_hash(district):
    article = full_article(district)
    before = content_hash_of(article)
    list(article.body)
    article.save()
    assert content_hash_of(NewsArticlePage.objects.get(pk=article.pk)) == before


CHANGES = {
    "title": "Khác",
    "slug": "khac",
    "lead": "Khác.",
    "search_description": "Khác",
    "image": None,
    "body": [{"type": "paragraph", "value": "<p>Khác</p>"}],
    "tags": [],
    "correction_note": "",
}


def test_what_readers_see_changes_the_hash(district):
    revision = full_article(district).latest_revision
    before = content_hash_of(revision.as_object())
    for name, value in CHANGES.items():
        article = revision.as_object()
        setattr(article, name, value)
        assert content_hash_of(article) != before, name


@each_case("name", ["draft_title", "expire_at", "locked", "latest_revision", "path", "review_date"])
def test_bookkeeping_changes_no_hash(district, name):
    article = make_article(district, published=False)
    before = content_hash_of(article)
    setattr(article, name, {"draft_title": "x", "locked": True, "path": "00010001"}.get(name))
    assert content_hash_of(article) == before


def test_empty_new_column_changes_no_hash(district, monkeypatch):
    article = make_article(district, published=False)
    with_empty = content_hash_of(article)
    # As if the column were new: which columns a model has cannot be changed by a test.
    monkeypatch.setitem(content_hashes._bookkeeping, NewsArticlePage, frozenset({"author_name"}))
    assert article.author_name == ""
    assert content_hash_of(article) == with_empty


def test_every_column_that_wagtail_gives_a_page_is_sorted():
    """An upgrade that brings one fails here: is it content or bookkeeping?"""
    columns = {field.name for field in Page._meta.concrete_fields} - PAGE_BOOKKEEPING - {"id"}
    assert columns == {"title", "slug", "seo_title", "search_description", "show_in_menus"}


def test_bytes_and_description_of_a_file_count_and_its_place_does_not(district, city):
    image = make_image(district)
    before = content_hash_of(image)
    image.collection = city.collection
    assert content_hash_of(image) == before
    image.file_hash = "0" * 40
    with_other_bytes = content_hash_of(image)
    assert with_other_bytes != before
    image.description = "Người khác"
    assert content_hash_of(image) not in {before, with_other_bytes}


def test_footer_of_a_portal_counts_and_its_state_does_not(district):
    before = content_hash_of(district)
    district.suspended_reason = "Bảo trì"
    assert content_hash_of(district) == before
    district.phone = "028 1"
    assert content_hash_of(district) != before


@pytest.mark.both_engines
def test_many_rows_take_few_queries(district, django_assert_max_num_queries):
    keys = [make_article(district, f"Tin {number}", published=False).pk for number in range(4)]
    with django_assert_max_num_queries(3):
        assert len(content_hashes_of(NewsArticlePage, keys)) == 4


# What an approval records


@pytest.mark.both_engines
def test_approval_keeps_the_hash_of_what_was_approved(district):
    article = make_article(district)
    approval = Approval.objects.get(object_id=str(article.pk), content_type__model="page")
    assert approval.content_hash == content_hash_of(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_approval_covers_the_files_of_the_page_once(district):
    image, document = make_image(district), make_document(district)
    body = [{"type": "paragraph", "value": f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>'}]
    first = make_article(district, "Một", image=image, body=body)
    make_article(district, "Hai", image=image, body=body)
    files = Approval.objects.exclude(content_type__model__in=["page", "portal"])
    assert {(row.content_object, row.content_hash, row.revision) for row in files} == {
        (image, content_hash_of(image), first.live_revision),
        (document, content_hash_of(document), first.live_revision),
    }
    assert {(row.portal, row.kind, row.approved_by) for row in files} == {
        (district, ApprovalKind.REVIEW, make_head(district))
    }


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_changed_file_is_approved_anew_with_the_next_page(district):
    image = make_image(district)
    image.get_file_hash()
    make_article(district, "Một", image=image).unpublish()
    PortalImage.objects.filter(pk=image.pk).update(description="Người khác")
    make_article(district, "Hai", image=image)
    approvals = Approval.objects.filter(content_type__model="portalimage", object_id=str(image.pk))
    assert len({row.content_hash for row in approvals}) == 2


def test_opening_keeps_hashes_of_pages_facts_and_branding():
    portal = make_portal(CITY, opened=False)
    branding = PortalBranding.objects.create(site=portal.site, logo=make_image(portal))
    make_portal(CITY)
    opening = Approval.objects.filter(kind=ApprovalKind.OPENING)
    assert not opening.filter(content_hash="").exists()
    for row in (section_of(portal), Portal.objects.get(), branding, branding.logo):
        model = "page" if isinstance(row, Page) else row._meta.model_name
        assert opening.get(content_type__model=model, object_id=str(row.pk)).content_hash == content_hash_of(row)


# What is not as approved is not published


@pytest.mark.breaks_the_rule
def test_version_changed_after_the_approval_is_not_published(district):
    article = make_article(district, published=False)
    publish(article, by=make_head(district), author=article.owner).unpublish()
    revision = NewsArticlePage.objects.get(pk=article.pk).latest_revision
    revision.content = revision.content | {"lead": "Không ai duyệt."}
    # Past the model, which refuses to change what was approved.
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    with pytest.raises(NotApproved):
        publish_approved(revision, by=None, at=AT)
    assert not NewsArticlePage.objects.get().live


def test_version_approved_before_hashes_were_kept_is_published(district):
    article = make_article(district)
    Approval._base_manager.filter(object_id=str(article.pk)).update(content_hash="")
    article.unpublish()
    publish_approved(article.latest_revision, by=None, at=AT)
    assert NewsArticlePage.objects.get().live
