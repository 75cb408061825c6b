"""Ids of another portal typed into a page by hand: refused in every place a page can refer from, drafts included."""

from itertools import product
from types import SimpleNamespace

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from editorial.models import ProposedChange
from home.editing.reference_forms import FOREIGN_REFERENCE
from home.models import NewsArticlePage
from library.models import PortalDocument
from tests.admin_forms import draftail
from tests.isolation.rows import undone, watched_rows
from tests.isolation.walks import browser

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="writes a draft for each place of a reference")]


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


def refused(world, place, **extra):
    """What an editor is answered who types a thing of the other portal into a place, and what that changed."""
    client = browser(world.own.people["editor"])
    with undone(), watched_rows() as changed_rows:
        response = save_by(client, world.own.draft, PLACES[place](world.other), **extra)
        return response, {label for label, _key in changed_rows()} - VISIT


def test_what_is_not_public_of_another_portal_is_refused_in_a_draft(world):
    failures = []
    for place in PLACES:
        response, changed = refused(world, place)
        errors = response.context["form"].errors.as_data() if response.context else {}
        is_told = any(FOREIGN_REFERENCE in error for messages in errors.values() for error in messages)
        answer = (response.status_code, is_told, world.other.mark in response.content.decode(), changed)
        if answer != (200, True, False, set()):
            failures.append((place, answer))
    assert failures == []


def test_draft_that_is_saved_by_itself_refuses_it_too(world):
    failures = []
    for place in PLACES:
        response, changed = refused(world, place, headers={"accept": "application/json"})
        answer = (response.json()["success"], world.other.mark in response.content.decode(), changed)
        if answer != (False, False, set()):
            failures.append((place, answer))
    assert failures == []


def nothing_like(side):
    """A side whose things do not exist."""
    none = SimpleNamespace(pk=987654321)
    return SimpleNamespace(image=none, draft=none, document=none)


def told(response):
    """What a form that was refused says, field by field."""
    return response.status_code, response.context["form"].errors.as_json()


WRONG = ({}, {"title": ""}, {"title": "", "action-submit": "1"})


def test_what_is_of_another_portal_and_what_does_not_exist_are_answered_alike(world):
    """Also beside another error: then nothing of the page is read, and its choosers are shown all the same."""
    client, failures = browser(world.own.people["editor"]), []
    for place, wrong in product(PLACES, WRONG):
        with undone():
            foreign = save_by(client, world.own.draft, PLACES[place](world.other) | wrong)
            missing = save_by(client, world.own.draft, PLACES[place](nothing_like(world.other)) | wrong)
        if told(foreign) != told(missing) or world.other.mark in foreign.content.decode():
            failures.append((place, wrong, told(foreign), told(missing)))
    assert failures == []


def test_choosers_answer_alike_for_rows_of_others_and_for_none(world):
    client, failures = browser(world.own.people["editor"]), []
    for kind, name in (("image", "wagtailimages_chooser"), ("document", "wagtaildocs_chooser")):
        for ask in (
            lambda key, name=name: client.get(reverse(f"{name}:chosen", args=[key])),
            lambda key, name=name: client.get(reverse(f"{name}:chosen_multiple"), {"id": key}),
        ):
            answers = [ask(key) for key in (getattr(world.other, kind).pk, 987654321)]
            one, other = ((answer.status_code, answer.get("Location"), answer.content) for answer in answers)
            if one != other:
                failures.append((answers[0].request["PATH_INFO"], one, other))
    assert failures == []


def test_the_same_of_the_own_portal_is_saved(world):
    failures = []
    for place in PLACES:
        with undone():
            response = save(world.own.people["editor"], world.own.draft, PLACES[place](world.own))
        if response.status_code != 302:
            failures.append((place, response.content.decode()[:3000]))
    assert failures == []


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
    # Django's own deletion would take the link with it.
    PortalDocument.objects.filter(pk=world.own.document.pk)._raw_delete("default")
    page = NewsArticlePage.objects.get(pk=world.own.draft.pk)
    assert save(editor, page, link | {"lead": "Sửa sau đó."}).status_code == 302


def test_stored_file_of_another_portal_is_refused_all_the_same(world):
    """As a page has it that was copied from there before that was refused."""
    editor, answers = world.own.people["editor"], {}
    for place in ("picture of the page", "picture in a figure", "link in a text to a file"):
        file, sent = world.own.document if "file" in place else world.own.image, PLACES[place](world.own)
        with undone():
            saved = save(editor, world.own.draft, sent)
            type(file).objects.filter(pk=file.pk).update(collection=world.other.portal.collection)
            page = NewsArticlePage.objects.get(pk=world.own.draft.pk)
            again = save(editor, page, sent | {"lead": "Sửa sau đó."})
        answers[place] = (saved.status_code, again.status_code)
    assert answers == dict.fromkeys(answers, (302, 200))


def test_look_of_a_portal_takes_no_picture_of_another(world):
    client = browser(world.own.people["portal_admin"])
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", world.own.portal.site_id])
    facts = {"accent": "#a31d24", "hairline": "#c8a04a", "drawing": "", "logo": "", "banner": ""}
    # An open portal's look is proposed: the board is asked for an own picture only.
    looks = ProposedChange.objects.filter(content_type__model="portalbranding")
    failures = []
    for name in ("logo", "banner"):
        with undone():
            refused = client.post(address, facts | {name: world.other.image.pk})
            answer = (refused.status_code, world.other.mark in refused.content.decode(), looks.exists())
            taken = client.post(address, facts | {name: world.own.image.pk})
            proposed = (taken.status_code, [look.values[name] for look in looks.all()])
        if (answer, proposed) != ((200, False, False), (302, [world.own.image.pk])):
            failures.append((name, answer, proposed))
    assert failures == []


def test_own_file_is_put_into_no_library_of_another_portal(world):
    facts = {"title": world.own.document.title, "collection": world.other.portal.collection_id}
    reached = set()
    for role in ("editor", "portal_admin", "city_editor"):
        with undone():
            browser(world.person(role)).post(reverse("wagtaildocs:edit", args=[world.own.document.pk]), facts)
            world.own.document.refresh_from_db()
        if world.own.document.collection_id == world.other.portal.collection_id:
            reached.add(role)
    assert reached == {"city_editor"}
