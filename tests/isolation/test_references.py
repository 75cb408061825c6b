"""Ids of another portal typed into a page by hand: refused in every place a page can refer from, drafts included."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import NewsArticlePage
from home.reference_forms import FOREIGN_REFERENCE
from library.models import PortalDocument
from sites.models import ProposedChange
from tests.admin_forms import draftail
from tests.isolation.rows import all_rows, changes
from tests.isolation.walks import browser

# Takes long, and asks no engine what the tests of the verbs do not ask.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


# That Wagtail now tells the editor of comments on the own page.
VISIT = {"wagtailcore.PageSubscription"}

PLACES = {
    "picture of the page": lambda side: {"image": side.image.pk},
    "picture in a figure": lambda side: body("figure", {
        "picture": {"image": side.image.pk, "alt_text": "a", "decorative": ""}, "caption": "", "credit": "",
    }),
    "link in a text to a page": lambda side: link_to(side.draft),
    "link in a text to a file": lambda side: body("paragraph", draftail(("DOCUMENT", {"id": side.document.pk}))),
    "file in a list": lambda side: body("documents", {
        "title": "Tệp", "documents-count": "1", "documents-0-deleted": "", "documents-0-order": "0",
        "documents-0-value-document": side.document.pk, "documents-0-value-title": "",
    }),
}  # fmt: skip


def body(kind, value):
    return {"body": streamfield([(kind, value)])}


def link_to(page):
    return body("paragraph", draftail(("LINK", {"id": page.pk, "parentId": 1})))


def save(user, page, values):
    """Save a draft as the page editor does."""
    return save_by(browser(user), page, values)


def save_by(client, page, values, **extra):
    facts = {
        "title": page.title, "slug": page.slug, "lead": page.lead, "body": streamfield([]), "tags": "",
        "source_agency": page.source_agency, "comments": inline_formset([]),
    }  # fmt: skip
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(facts | values), **extra)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_public_of_another_portal_is_refused_in_a_draft(world, place):
    client = browser(world.own.people["editor"])
    before = all_rows()
    response = save_by(client, world.own.draft, PLACES[place](world.other))
    assert response.status_code == 200
    errors = response.context["form"].errors.as_data()
    assert any(FOREIGN_REFERENCE in error for messages in errors.values() for error in messages)
    assert world.other.mark not in response.content.decode()
    assert {label for label, _key in changes(before, all_rows())} <= VISIT


@pytest.mark.parametrize("place", PLACES)
def test_draft_that_is_saved_by_itself_refuses_it_too(world, place):
    client, values = browser(world.own.people["editor"]), PLACES[place](world.other)
    before = all_rows()
    response = save_by(client, world.own.draft, values, headers={"accept": "application/json"})
    assert response.json()["success"] is False
    assert world.other.mark not in response.content.decode()
    assert {label for label, _key in changes(before, all_rows())} <= VISIT


def nothing_like(side):
    """A side whose things do not exist."""
    none = SimpleNamespace(pk=987654321)
    return SimpleNamespace(image=none, draft=none, document=none)


def told(response):
    """What a form that was refused says, field by field."""
    return response.status_code, response.context["form"].errors.as_json()


@pytest.mark.parametrize("wrong", [{}, {"title": ""}, {"title": "", "action-submit": "1"}], ids=["", "title", "submit"])
@pytest.mark.parametrize("place", PLACES)
def test_what_is_of_another_portal_and_what_does_not_exist_are_answered_alike(world, place, wrong):
    """Also beside another error: then nothing of the page is read, and its choosers are shown all the same."""
    client = browser(world.own.people["editor"])
    foreign = save_by(client, world.own.draft, PLACES[place](world.other) | wrong)
    missing = save_by(client, world.own.draft, PLACES[place](nothing_like(world.other)) | wrong)
    assert told(foreign) == told(missing)
    assert world.other.mark not in foreign.content.decode()


@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize("view", ["chosen", "chosen_multiple"])
def test_chooser_answers_alike_for_rows_of_others_and_for_none(world, kind, view):
    client = browser(world.own.people["editor"])
    name = {"image": "wagtailimages_chooser", "document": "wagtaildocs_chooser"}[kind]
    answers = []
    for key in (getattr(world.other, kind).pk, 987654321):
        if view == "chosen":
            response = client.get(reverse(f"{name}:chosen", args=[key]))
        else:
            response = client.get(reverse(f"{name}:chosen_multiple"), {"id": key})
        answers.append((response.status_code, response.get("Location"), response.content))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("place", PLACES)
def test_the_same_of_the_own_portal_is_saved(world, place):
    response = save(world.own.people["editor"], world.own.draft, PLACES[place](world.own))
    assert response.status_code == 302, response.content.decode()[:3000]


def test_public_page_of_another_portal_may_be_linked(world):
    link = link_to(world.other.public)
    assert save(world.own.people["editor"], world.own.draft, link).status_code == 302


def test_link_to_a_page_taken_down_since_does_not_lock_the_page(world):
    link = link_to(world.other.public)
    save(world.own.people["editor"], world.own.draft, link)
    world.other.public.unpublish(user=world.other.people["head"])
    page = NewsArticlePage.objects.get(pk=world.own.draft.pk)
    assert save(world.own.people["editor"], page, link | {"lead": "Sửa sau đó."}).status_code == 302


def test_link_to_a_file_deleted_since_does_not_lock_the_page(world):
    link = PLACES["link in a text to a file"](world.own)
    editor = world.own.people["editor"]
    save(editor, world.own.draft, link)
    PortalDocument.objects.filter(pk=world.own.document.pk)._raw_delete("default")
    page = NewsArticlePage.objects.get(pk=world.own.draft.pk)
    assert save(editor, page, link | {"lead": "Sửa sau đó."}).status_code == 302


@pytest.mark.parametrize("place", ["picture of the page", "picture in a figure", "link in a text to a file"])
def test_stored_file_of_another_portal_is_refused_all_the_same(world, place):
    """As a page has it that was copied from there before that was refused."""
    file = world.own.document if "file" in place else world.own.image
    sent, editor = PLACES[place](world.own), world.own.people["editor"]
    assert save(editor, world.own.draft, sent).status_code == 302
    type(file).objects.filter(pk=file.pk).update(collection=world.other.portal.collection)
    page = NewsArticlePage.objects.get(pk=world.own.draft.pk)
    assert save(editor, page, sent | {"lead": "Sửa sau đó."}).status_code == 200
    type(file).objects.filter(pk=file.pk).update(collection=world.own.portal.collection)


@pytest.mark.parametrize("name", ["logo", "banner"])
def test_look_of_a_portal_takes_no_picture_of_another(world, name):
    client = browser(world.own.people["portal_admin"])
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", world.own.portal.site_id])
    facts = {"accent": "#a31d24", "hairline": "#c8a04a", "drawing": "", "logo": "", "banner": ""}
    refused = client.post(address, facts | {name: world.other.image.pk})
    assert refused.status_code == 200
    assert world.other.mark not in refused.content.decode()
    # An open portal's look is proposed: the board is asked for an own picture only.
    looks = ProposedChange.objects.filter(content_type__model="portalbranding")
    assert not looks.exists()
    assert client.post(address, facts | {name: world.own.image.pk}).status_code == 302
    assert [look.values[name] for look in looks] == [world.own.image.pk]


@pytest.mark.parametrize(("role", "reaches"), [("editor", False), ("portal_admin", False), ("city_editor", True)])
def test_own_file_is_put_into_no_library_of_another_portal(world, role, reaches):
    client = browser(world.person(role))
    facts = {"title": world.own.document.title, "collection": world.other.portal.collection_id}
    client.post(reverse("wagtaildocs:edit", args=[world.own.document.pk]), facts)
    world.own.document.refresh_from_db()
    assert (world.own.document.collection_id == world.other.portal.collection_id) is reaches
