"""Comparing two versions of a page names what they refer to as the page editor does."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.blocks.lists import ListBlock
from home.models import LinkedItemPage, NewsArticlePage
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, section_of
from tests.fullest import make_document, make_image
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

PUBLIC, SECRET, UNNAMED = "Tin của Thành phố", "Chưa ai được biết", "Trang của cổng khác, không công khai"


@pytest.fixture
@remembered
def withdrawn(city):
    """Of the city portal, withdrawn and then given another title, as the page editor does it: in the row itself."""
    page = make_article(city, PUBLIC)
    take_down(page, by=make_head(city), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    NewsArticlePage.objects.filter(pk=page.pk).update(title=SECRET, draft_title=SECRET, slug="chua-ai-duoc-biet")
    return NewsArticlePage.objects.get(pk=page.pk)


def linked_item(portal, before, after):
    """Of which one version leads to one page and the next to another."""
    author = make_member(portal)
    page = LinkedItemPage(title="Tin liên kết", source_agency="x", target=before, live=False, owner=author)
    section_of(portal).add_child(instance=page)
    page.needs_target = False
    return two_versions(page, author, target=after)


def article_with(portal, kind, before, after):
    page = make_article(portal, "Tin có khối", published=False)
    page.body = block(page, kind, before)
    page.save_revision(user=make_member(portal))
    return two_versions(page, make_member(portal), body=block(page, kind, after))


def block(page, kind, value):
    return [(kind, page.body.stream_block.child_blocks[kind].to_python(value))]


def links(page):
    return {"title": "", "links": [{"title": "", "page": page.pk if page else None, "url": "", "text": ""}]}


def two_versions(page, author, **values):
    first = page.latest_revision or page.save_revision(user=author)
    for name, value in values.items():
        setattr(page, name, value)
    return page, first, page.save_revision(user=author)


def compared(person, page, first, second):
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    response = browser(person).get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("after", ["none", "same", "other"])
def test_target_of_another_portal_that_is_not_public_any_more_is_not_named(city, district, withdrawn, after):
    target = {"none": None, "same": withdrawn, "other": make_article(city, "Tin công khai")}[after]
    shown = compared(make_member(district), *linked_item(district, withdrawn, target)).get_text()
    assert SECRET not in shown
    if after != "same":
        assert UNNAMED in shown
    assert ("Tin công khai" in shown) == (after == "other")


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@each_case("is_added", [True, False])
def test_page_of_another_portal_in_a_block_is_named_as_citizens_know_it(city, district, withdrawn, is_added):
    public = make_article(city, PUBLIC)
    order = [links(public), links(withdrawn)] if is_added else [links(withdrawn), links(public)]
    shown = compared(make_member(district), *article_with(district, "links", *order)).get_text(" ")
    assert [words in shown for words in (PUBLIC, UNNAMED, SECRET)] == [True, True, False]


@pytest.mark.slow(reason="publishes two pages and compares versions of a third")
def test_own_page_is_named_by_its_row(city, withdrawn):
    public = make_article(city, PUBLIC)
    shown = compared(make_member(city), *article_with(city, "links", links(public), links(withdrawn))).get_text()
    assert (SECRET in shown, UNNAMED in shown) == (True, False)


@pytest.mark.slow(reason="compares versions with a file and with a picture, before and after")
def test_files_that_lie_elsewhere_are_neither_named_nor_shown(city, district):
    """As from before decision 0051, or by a statement past the models."""
    image, document = make_image(district, "Ảnh ở lại"), make_document(district, "o-lai.pdf")
    files = {"title": "", "documents": [{"document": document.pk, "title": ""}]}
    listed = article_with(district, "documents", {"title": "", "documents": []}, files)
    pictured = two_versions(make_article(district, published=False), make_member(district), image=image)

    def shown():
        of_files, of_pictures = (compared(make_member(district), *page) for page in (listed, pictured))
        return "o-lai.pdf" in of_files.get_text(), bool(of_pictures.select(".preview-image img[src]"))

    assert shown() == (True, True)
    for row in (image, document):
        type(row).objects.filter(pk=row.pk).update(collection=city.collection)
    assert shown() == (False, False)


def lists_in(block):
    children = getattr(block, "child_blocks", {}).values() if not hasattr(block, "child_block") else [block.child_block]
    yield from [block] if isinstance(block, blocks.ListBlock) else []
    for child in children:
        yield from lists_in(child)


def test_every_list_of_blocks_is_compared_item_by_item():
    fields = [field for model in get_page_models() for field in model._meta.fields if isinstance(field, StreamField)]
    found = [block for field in fields for block in lists_in(field.stream_block)]
    assert found
    assert {type(block) for block in found} == {ListBlock}
