"""A draft is saved as soon as it has a title; what is public is complete."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from editorial.errors import ContentBlocked
from home.models import LinkedItemPage, NewsArticlePage
from information.models import DocumentPage
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, publish, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(district):
    return browser(make_member(district))


def form(**values):
    """What the editor's form sends: only the title is filled, and the address by script, unless told otherwise."""
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return nested_form_data({"title": "Bản nháp", "slug": "ban-nhap", "body": streamfield([]), **values}) | comments


def autosave(client, where, values):
    return client.post(where, values, headers={"accept": "application/json"}).json()


def add_below(district, model):
    return reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, section_of(district).pk]
    )


@each_case("model", [NewsArticlePage, LinkedItemPage])
def test_draft_with_nothing_but_a_title_is_saved_by_itself(district, editor, model):
    answer = autosave(editor, add_below(district, model), form())
    assert answer["success"], answer
    assert model.objects.get(title="Bản nháp").live is False


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_title_has_a_field_of_several_lines_and_is_one_line(district, editor):
    where = add_below(district, NewsArticlePage)
    field = BeautifulSoup(editor.get(where).content, "html.parser").select_one("textarea[name=title]")
    assert field["maxlength"] == "255"
    assert {"w-autosize", "w-sync"} <= set(field["data-controller"].split())
    autosave(editor, where, form(title="Lát lại đá\r\n  đường Nguyễn Huệ\n"))
    assert NewsArticlePage.objects.filter(title="Lát lại đá đường Nguyễn Huệ").exists()


@pytest.mark.slow(reason="opens the page editor twice")
def test_what_the_board_is_not_asked_without_has_a_star(district, editor):
    starred = {}
    for model in (NewsArticlePage, DocumentPage):
        page = BeautifulSoup(editor.get(add_below(district, model)).content, "html.parser")
        starred[model] = {mark.parent.get_text(strip=True) for mark in page.select(".w-required-mark")}
    assert "Lĩnh vực*" in starred[NewsArticlePage]
    assert starred[DocumentPage] >= {"Lĩnh vực*", "Ngày ban hành*"}


def test_article_without_its_source_is_not_submitted_and_nothing_typed_is_lost(district, editor):
    """A new one, and a draft that was saved."""
    saved = draft(district, NewsArticlePage(title="Bản nháp"))
    for where in (add_below(district, NewsArticlePage), reverse("wagtailadmin_pages:edit", args=[saved.pk])):
        answer = editor.post(where, form(source_agency="   ", slug="khac", **{"action-submit": "1"}))
        assert answer.context["form"].errors.keys() == {"source_agency", "subject_fields"}
        assert answer.context["form"]["title"].value() == "Bản nháp"
    assert NewsArticlePage.objects.get() == saved
    assert not TaskState.objects.exists()


def draft(district, page):
    """A draft as an editor may save it: nothing but its title has been checked."""
    page.live, page.owner = False, make_member(district)
    section_of(district).add_child(instance=page)
    page.save_revision(user=page.owner, clean=False)
    return page


@each_case("blank", ["", "   "])
def test_article_without_its_source_is_never_public_and_blanks_around_it_are_not_kept(district, blank):
    page = draft(district, NewsArticlePage(title="Bản nháp", source_agency=blank))
    with pytest.raises(ContentBlocked):
        publish(page, by=make_head(district), author=page.owner)
    assert Page.objects.get(pk=page.pk).live is False
    assert make_article(district, source_agency=f"{blank}Phòng Y tế ").source_agency == "Phòng Y tế"


@pytest.mark.slow(reason="publishes two pages and sends the form of an item four times")
def test_linked_item_leads_to_another_portal_and_never_to_its_own(city, district, editor):
    own, other, where = make_article(district), make_article(city), add_below(district, LinkedItemPage)
    # A page or an address, even as a draft.
    both = form(target=other.pk, target_url="https://bo.example/tin")
    assert autosave(editor, where, both)["success"] is False
    for target in ("", own.pk):
        sent = form(source_agency="Sở Tư pháp", target=target, target_url="", **{"action-submit": "1"})
        assert editor.post(where, sent).context["form"].errors.keys() == {"target"}, target
    assert editor.post(where, sent | {"target": other.pk}).status_code == 302


def test_item_that_came_to_lead_to_its_own_portal_is_not_published(district):
    page = draft(district, LinkedItemPage(title="Tin", source_agency="Sở Tư pháp", target=make_article(district)))
    with pytest.raises(ValidationError):
        publish(page, by=make_head(district), author=page.owner)
    assert Page.objects.get(pk=page.pk).live is False
