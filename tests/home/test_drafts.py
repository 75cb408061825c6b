"""A draft is saved as soon as it has a title; what is public is complete."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from editorial.errors import ContentBlocked
from home.models import LinkedItemPage, NewsArticlePage
from sites.models import Portal
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, publish, section_of

pytestmark = pytest.mark.django_db

EDIT = "wagtailadmin_pages:edit"


@pytest.fixture
def editor(district, settings):
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(make_member(district))
    return client


def form(**values):
    """What the editor's form sends: only the title is filled, and the address by script, unless told otherwise."""
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return nested_form_data({"title": "Bản nháp", "slug": "ban-nhap", "body": streamfield([]), **values}) | comments


def send(client, where, values, *, as_autosave=False):
    return client.post(where, values, headers={"accept": "application/json"} if as_autosave else {})


def add_below(district, model):
    return reverse("wagtailadmin_pages:add", args=["home", model._meta.model_name, section_of(district).pk])


@each_case("model", [NewsArticlePage, LinkedItemPage])
def test_draft_with_nothing_but_a_title_is_saved_by_itself(district, editor, model):
    response = send(editor, add_below(district, model), form(), as_autosave=True)
    assert response.json()["success"], response.json()
    assert model.objects.get(title="Bản nháp").live is False


def test_title_has_a_field_of_several_lines_and_is_one_line(district, editor):
    page = BeautifulSoup(editor.get(add_below(district, NewsArticlePage)).content, "html.parser")
    field = page.select_one("textarea[name=title]")
    assert field["maxlength"] == "255"
    assert {"w-autosize", "w-sync"} <= set(field["data-controller"].split())
    typed = form(title="Lát lại đá\r\n  đường Nguyễn Huệ\n")
    send(editor, add_below(district, NewsArticlePage), typed, as_autosave=True)
    assert NewsArticlePage.objects.filter(title="Lát lại đá đường Nguyễn Huệ").exists()


def test_article_without_its_source_is_not_submitted_and_nothing_typed_is_lost(district, editor):
    answer = send(editor, add_below(district, NewsArticlePage), form(source_agency="   ", **{"action-submit": "1"}))
    assert answer.context["form"].errors.keys() == {"source_agency", "subject_fields"}
    assert answer.context["form"]["title"].value() == "Bản nháp"
    assert not NewsArticlePage.objects.filter(title="Bản nháp").exists()


def draft(district, page):
    """A draft as an editor may save it: nothing but its title has been checked."""
    page.live, page.owner = False, make_member(district)
    section_of(district).add_child(instance=page)
    page.save_revision(user=page.owner, clean=False)
    return page


def test_saved_draft_without_its_source_is_not_submitted(district, editor):
    page = draft(district, NewsArticlePage(title="Bản nháp"))
    answer = send(editor, reverse(EDIT, args=[page.pk]), form(slug=page.slug, **{"action-submit": "1"}))
    assert answer.context["form"].errors.keys() == {"source_agency", "subject_fields"}
    assert not TaskState.objects.exists()


@each_case("blank", ["", "   "])
def test_article_without_its_source_is_never_public(district, blank):
    page = draft(district, NewsArticlePage(title="Bản nháp", source_agency=blank))
    with pytest.raises(ContentBlocked):
        publish(page, by=make_head(district), author=page.owner)
    assert Page.objects.get(pk=page.pk).live is False


def test_blanks_around_the_source_are_not_kept(district):
    assert make_article(district, source_agency="  Phòng Y tế Quận 1 ").source_agency == "Phòng Y tế Quận 1"


def submitted(district, editor, **values):
    """Errors of the form of a linked item that is sent to the board."""
    values = form(**{"source_agency": "Sở Tư pháp", "target": "", "target_url": "", "action-submit": "1"} | values)
    answer = send(editor, add_below(district, LinkedItemPage), values)
    return {} if answer.status_code == 302 else dict(answer.context["form"].errors)


def test_linked_item_without_a_target_is_not_submitted(district, editor):
    assert submitted(district, editor).keys() == {"target"}


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_linked_item_leads_to_another_portal_and_never_to_its_own(district, editor):
    own, other = make_article(district), make_article(Portal.objects.get(code="thanhpho"))
    assert submitted(district, editor, target=own.pk).keys() == {"target"}
    assert submitted(district, editor, target=other.pk) == {}


def test_item_that_came_to_lead_to_its_own_portal_is_not_published(district):
    page = draft(district, LinkedItemPage(title="Tin", source_agency="Sở Tư pháp", target=make_article(district)))
    with pytest.raises(ValidationError):
        publish(page, by=make_head(district), author=page.owner)
    assert Page.objects.get(pk=page.pk).live is False


def test_linked_item_takes_a_page_or_an_address_even_as_a_draft(district, editor):
    target = make_article(Portal.objects.get(code="thanhpho"))
    values = form(target=target.pk, target_url="https://bo.example/tin")
    answer = send(editor, add_below(district, LinkedItemPage), values, as_autosave=True)
    assert answer.json()["success"] is False
