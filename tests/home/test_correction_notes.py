"""A change of a public page carries a note when it is submitted (Regulation 13.1.c)."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import NewsArticlePage, SectionPage
from tests.admin import browser, errors_at
from tests.factories import CITY, all_answered, make_article, make_head, make_portal, publish, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


def send(page, user, action="submit", **values):
    """Post the page editor's form as the browser does, with an action."""
    form = browser(user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    data = {
        "title": latest.title,
        "slug": latest.slug,
        "lead": latest.lead,
        "source_agency": getattr(latest, "source_agency", ""),
        "tags": "",
        "body": streamfield([]),
        "correction_note": form["correction_note"].value(),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    } | values
    if action != "save":
        data[f"action-{action}"] = "1"
    sent = nested_form_data(data)
    if hasattr(latest, "subject_fields"):
        sent["subject_fields"] = [row.pk for row in latest.subject_fields.all()]
    return browser(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def is_in_review(page):
    return type(page).objects.get(pk=page.pk).workflow_in_progress


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_change_without_a_note_is_not_submitted_and_nothing_typed_is_lost(portal):
    article = make_article(portal)
    response = send(article, article.owner, lead="Đổi lời dẫn.")
    assert "thay đổi" in errors_at(response, "correction_note")
    assert response.context["form"]["lead"].value() == "Đổi lời dẫn."
    assert not is_in_review(article)


def test_change_with_a_note_is_submitted(portal):
    article = make_article(portal)
    send(article, article.owner, lead="Đổi lời dẫn.", correction_note="Sửa lời dẫn cho rõ.")
    assert is_in_review(article)
    assert latest(article).correction_note == "Sửa lời dẫn cho rõ."


def test_draft_needs_no_note(portal):
    article = make_article(portal)
    send(article, article.owner, "save", lead="Đổi lời dẫn.")
    assert latest(article).lead == "Đổi lời dẫn."


def test_first_publication_needs_no_note(portal):
    draft = make_article(portal, published=False)
    send(draft, draft.owner, lead="Bản đầu.")
    assert is_in_review(draft)


def test_what_readers_do_not_see_needs_no_note(portal):
    article = make_article(portal)
    send(article, article.owner, review_date="2027-01-01")
    assert is_in_review(article)


def test_starter_page_needs_no_note_the_first_time(portal):
    home_page = section_of(portal, "gioi-thieu")
    assert home_page.live_revision is None
    send(home_page, make_article(portal).owner, lead="Giới thiệu quận.", kind="information")
    assert SectionPage.objects.get(pk=home_page.pk).workflow_in_progress


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_note_belongs_to_one_version(portal):
    article = make_article(portal)
    send(article, article.owner, lead="Lần một.", correction_note="Sửa lần một.")
    task_state = NewsArticlePage.objects.get().current_workflow_task_state
    task_state.task.specific.on_action(task_state, make_head(portal), "approve", **all_answered())
    assert NewsArticlePage.objects.get().correction_note == "Sửa lần một."
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert browser(article.owner).get(address).context["form"]["correction_note"].value() == ""
    send(article, article.owner, "save", lead="Lần hai.", correction_note="Sửa lần hai.")
    assert browser(article.owner).get(address).context["form"]["correction_note"].value() == "Sửa lần hai."


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_approver_decides_on_a_version_without_a_note(portal):
    article = make_article(portal)
    article.lead = "Đã trình từ trước."
    article.save_revision(user=article.owner)
    article.get_workflow().start(article, article.owner)
    decision = {"workflow-action-name": "approve", "workflow-action-extra-data": json.dumps(all_answered())}
    send(article, make_head(portal), "workflow-action", **decision)
    assert NewsArticlePage.objects.get().lead == "Đã trình từ trước."


def test_rich_text_written_down_otherwise_is_no_change(portal):
    article = make_article(portal, body=[("paragraph", "<p>Một hai.</p>")])
    block = article.body[0]
    send(article, article.owner, body=streamfield([("paragraph", rich_text("<p>Một hai.</p>"))]))
    assert is_in_review(article), block


def test_publishing_again_by_the_verb_keeps_working_for_what_has_no_form(portal):
    article = make_article(portal)
    article.lead = "Qua lệnh."
    article.save_revision(user=article.owner)
    assert publish(article, by=make_head(portal), author=article.owner).lead == "Qua lệnh."
