"""A page is moved or deleted at the moment at which it is submitted: who comes second reads what the first one did."""

from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from audit.locking import atomic_refusing_deadlocks
from editorial.errors import PageStays
from editorial.review import actions as workflow
from editorial.review.locking import lock_page
from editorial.withdrawal import immovable as kept_pages
from home.models import NewsArticlePage
from tests.admin import browser, told
from tests.admin_forms import form_of
from tests.factories import CITY, make_article, make_member, make_portal, section_of
from tests.meanwhile import after, at_once, pausing_after

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def portal():
    return make_portal(CITY)


@pytest.fixture
def draft(portal):
    return make_article(portal, "Nộp vào lúc này", published=False)


@pytest.fixture
def section(portal):
    return section_of(portal, "gioi-thieu")


def submitting(page):
    author = browser(page.owner)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = form_of(author, address) | {"action-submit": "1", "body-count": "0"}
    return lambda: author.post(address, sent)


def bulk(action, page):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"


def moving(page, section):
    return reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]), {}


def moving_with_others(page, section):
    return bulk("move", page), {"chooser": section.pk}


def deleting(page, section):
    return reverse("wagtailadmin_pages:delete", args=[page.pk]), {}


def deleting_with_others(page, section):
    return bulk("delete", page), {}


WAYS = pytest.mark.parametrize("way", [moving, moving_with_others, deleting, deleting_with_others])


@WAYS
def test_page_that_is_being_submitted_stays_and_it_is_said_why(portal, draft, section, monkeypatch, way):
    submit, colleague, answers = submitting(draft), browser(make_member(portal)), []
    address, sent = way(draft, section)
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    refused = at_once(submit, after(submitted, lambda: answers.append(colleague.post(address, sent))))
    assert refused == [None, None]
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert Page.objects.get(pk=draft.pk).get_parent().pk == section_of(portal).pk
    assert "đang chờ duyệt" in told(answers[0])


def test_page_that_is_deleted_while_somebody_submits_it_is_gone_in_words(draft, section, monkeypatch):
    submit, colleague, answers = submitting(draft), browser(draft.owner), []
    address, sent = deleting(draft, section)
    held = pausing_after(monkeypatch, kept_pages, "lock_page")
    refused = at_once(lambda: colleague.post(address, sent), after(held, lambda: answers.append(submit())))
    assert refused == [None, None]
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert not WorkflowState.objects.exists()
    assert "vừa xóa trang này" in told(answers[0])


def test_program_that_moves_or_deletes_waits_for_who_submits(draft, section, monkeypatch):
    submit, page = submitting(draft), NewsArticlePage.objects.get(pk=draft.pk)
    submitted = pausing_after(monkeypatch, workflow, "tell_of_submission")
    _submitted, refused = at_once(submit, after(submitted, lambda: page.move(section, pos="last-child")))
    assert isinstance(refused, PageStays)
    with pytest.raises(PageStays), transaction.atomic():
        page.delete()


def test_of_two_who_wait_for_each_other_one_is_refused_in_words(portal, draft):
    other, met = make_article(portal, "Tin khác", published=False), [Event(), Event()]

    def hold(first, second, mine, theirs):
        with atomic_refusing_deadlocks():
            lock_page(first.pk)
            mine.set()
            theirs.wait(timeout=30)
            lock_page(second.pk)

    refused = at_once(lambda: hold(draft, other, *met), lambda: hold(other, draft, *reversed(met)))
    assert sorted(refusal.code for refusal in refused if refusal) == ["changed_meanwhile"]
