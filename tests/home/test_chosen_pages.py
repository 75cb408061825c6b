"""The page editor names a chosen page of another portal as citizens know it, and nothing of its drafts."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage
from library.models import PortalDocument
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, section_of
from tests.fullest import make_document
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

SECRET = "Chưa ai được biết"


@pytest.fixture
@remembered
def article(city):
    """Public on the city portal, with a draft that has another title."""
    page = make_article(city, "Tin của Thành phố")
    page.title = SECRET
    page.save_revision(user=make_member(city))
    return type(page).objects.get(pk=page.pk)


def linking_pages(district, article):
    linked = LinkedItemPage(
        title="Tin liên kết", source_agency="Thành phố", target=article, live=False, owner=make_member(district)
    )
    section_of(district).add_child(instance=linked)
    links = {"title": "", "links": [{"title": "", "page": article.pk, "url": "", "text": ""}]}
    listing = make_article(district, "Tin có liên kết", published=False)
    listing.body = [("links", listing.body.stream_block.child_blocks["links"].to_python(links))]
    listing.save_revision(user=make_member(district))
    return [linked, listing]


def editor_of(page, person):
    """The page editor, in which blocks write their letters as JSON does."""
    shown = browser(person).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_title_of_a_draft_of_another_portal_is_not_shown_where_its_page_is_chosen(city, district, article):
    for page in linking_pages(district, article):
        shown = editor_of(page, make_member(district))
        assert "Tin của Thành phố" in shown
        assert SECRET not in shown
        assert reverse("wagtailadmin_pages:edit", args=[article.pk]) not in shown


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_page_of_another_portal_that_is_not_public_any_more_has_no_title(city, district, article):
    pages = linking_pages(district, article)
    reason = {"reason_class": TakedownReason.ERROR, "reason": "Sai"}
    take_down(article, by=make_head(city), at=timezone.now(), **reason)
    for page in pages:
        shown = editor_of(page, make_member(district))
        assert "Trang của cổng khác, không công khai" in shown
        assert SECRET not in shown
        assert "Tin của Thành phố" not in shown


def test_own_draft_is_named_by_its_latest_title(city, article):
    linked = make_article(city, "Tin có liên kết", published=False)
    links = {"title": "", "links": [{"title": "", "page": article.pk, "url": "", "text": ""}]}
    linked.body = [("links", linked.body.stream_block.child_blocks["links"].to_python(links))]
    linked.save_revision(user=make_member(city))
    assert SECRET in editor_of(linked, make_member(city))


@each_case("view", ["wagtailadmin_choose_page", "wagtailadmin_choose_page_search"])
def test_chooser_of_a_new_place_answers_alike_for_pages_of_others_and_for_none(city, district, article, view):
    client = browser(make_member(district))
    draft = make_article(city, published=False)
    asked = {"user_perms": "move_to", "page_type": "wagtailcore.Page"}
    for key in (article.pk, draft.pk, 9_999_999, "abc"):
        assert client.get(reverse(view), asked | {"target_pages[]": str(key)}).status_code == 403, key
    own = make_article(district, published=False)
    assert client.get(reverse(view), asked | {"target_pages[]": str(own.pk)}).status_code == 200


def text_with_link(portal, page):
    link = f'<p>Xem <a linktype="page" id="{page.pk}">tin này</a></p>'
    return make_article(portal, "Tin có liên kết trong văn bản", published=False, body=[("paragraph", link)])


def link_in_editor(page, person):
    """What the editor of running text is told of the only link."""
    shown = editor_of(page, person)
    for written, meant in (("&quot;", '"'), ('\\"', '"'), ("\\n", " ")):
        shown = shown.replace(written, meant)
    return json.loads(re.search(r'"data": (\{\s*"id".*?\})', shown)[1])


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_link_in_a_text_keeps_the_key_after_a_takedown_and_tells_nothing_of_the_draft(city, district, article):
    page = text_with_link(district, article)
    assert link_in_editor(page, make_member(district)) == {
        "id": article.pk, "url": article.full_url, "parentId": None
    }  # fmt: skip
    take_down(article, by=make_head(city), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    type(article).objects.filter(pk=article.pk).update(slug="chua-ai-duoc-biet")
    assert link_in_editor(page, make_member(district)) == {"id": article.pk, "url": None, "parentId": None}
    assert "chua-ai-duoc-biet" not in editor_of(page, make_member(district))


def test_link_in_a_text_tells_where_an_own_draft_stands(city, article):
    draft = make_article(city, "Nháp", published=False)
    told = link_in_editor(text_with_link(city, draft), make_member(city))
    assert (told["id"], told["parentId"]) == (draft.pk, draft.get_parent().pk)
    assert told["url"].endswith(f"/{draft.slug}/")


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_link_in_a_text_to_a_document_that_lies_elsewhere_does_not_name_its_file(city, district):
    document = make_document(district, "o-lai.pdf")
    link = f'<p>Xem <a linktype="document" id="{document.pk}">tệp</a></p>'
    page = make_article(district, "Tin có tệp", published=False, body=[("paragraph", link)])
    assert link_in_editor(page, make_member(district))["filename"].endswith(".pdf")
    PortalDocument.objects.filter(pk=document.pk).update(collection=city.collection)
    assert link_in_editor(page, make_member(district)) == {"id": document.pk}
