"""Comments in the page editor: who writes and resolves them, and what they leave alone."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageSubscription, get_page_models

from editorial.models import Approval
from home.editing.comments import LONGEST, CommentTooLong, PageCommentPanel
from home.models import NewsArticlePage, PortalContainerPage
from members.enums import Seat
from tests.admin import browser, told
from tests.admin_forms import whole_form_of
from tests.editorial.review_variants import TWO, act, change, is_live, submit
from tests.factories import make_article, make_head, make_member, publish_approved_page, section_of
from tests.home.branches import english_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(district):
    article = make_article(district, published=False)
    article.save_revision(user=article.owner)
    return article


def edit_address(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def sent(*comments, prefix="comments"):
    """What the editor sends of comments: of each what differs from a new one on the title without words."""
    kept = [comment for comment in comments if comment.get("id")]
    values = {f"{prefix}-TOTAL_FORMS": len(comments), f"{prefix}-INITIAL_FORMS": len(kept)}
    for number, comment in enumerate(comments):
        one = {"id": "", "text": "", "contentpath": "title", "position": ""} | comment
        replies = one.pop("replies", [])
        values |= {f"{prefix}-{number}-{name}": value for name, value in one.items()}
        values |= sent(*replies, prefix=f"{prefix}-{number}-replies")
    return values


def save(person, article, *comments, by_itself=True):
    client, address = browser(person), edit_address(article)
    form = whole_form_of(client, address) | sent(*comments)
    return client.post(address, form, headers={"accept": "application/json"} if by_itself else {})


def comment_on(article, by, text="Xem lại số liệu"):
    return Comment.objects.create(page=article, user=by, text=text, contentpath="title")


def as_sent(comment):
    return {"id": comment.pk, "text": comment.text, "contentpath": comment.contentpath}


def test_every_page_of_a_portal_takes_comments():
    without = {
        model
        for model in get_page_models()
        if not any(isinstance(panel, PageCommentPanel) for panel in model.settings_panels or [])
    }
    assert {model._meta.label for model in without} <= {"wagtailcore.Page", PortalContainerPage._meta.label}


@pytest.mark.slow(reason="opens the page editor for three persons")
def test_editor_comments_a_colleague_answers_and_the_head_resolves(district, article, mailoutbox):
    editor, colleague, head = article.owner, make_member(district), make_head(district)
    PageSubscription.objects.update_or_create(page=article, user=head, defaults={"comment_notifications": True})
    assert save(editor, article, {"text": "  Số liệu này của năm nào?\n"}).json()["success"]
    comment = Comment.objects.get(page=article)
    assert (comment.text, comment.user) == ("Số liệu này của năm nào?", editor)
    assert {tuple(mail.to) for mail in mailoutbox} == {(head.email,)}

    assert save(colleague, article, as_sent(comment) | {"replies": [{"text": "Năm 2025."}]}).json()["success"]
    assert CommentReply.objects.get(comment=comment).user == colleague

    reply = CommentReply.objects.get()
    replies = [{"id": reply.pk, "text": reply.text}]
    assert save(head, article, as_sent(comment) | {"resolved": "on", "replies": replies}).json()["success"]
    assert Comment.objects.get().resolved_by == head


@pytest.mark.slow(reason="opens the page editor twice")
def test_words_of_others_are_not_changed(district, article):
    comment = comment_on(article, make_member(district))
    answer = save(make_head(district), article, as_sent(comment) | {"text": "Viết lại"})
    assert answer.json()["error_code"] == "validation_error"
    answer = save(make_head(district), article, as_sent(comment) | {"text": "Viết lại"}, by_itself=False)
    assert "You cannot" not in answer.content.decode()
    assert "nhận xét của người dùng khác" in told(answer)
    assert Comment.objects.get().text == "Xem lại số liệu"


@pytest.mark.slow(reason="opens the page editor")
def test_comment_is_as_long_as_beside_the_texts_of_an_english_page(district, article):
    long = {"text": "a" * (LONGEST + 1)}
    assert not save(article.owner, article, long).json()["success"]
    assert str(CommentTooLong.message) in told(save(article.owner, article, long, by_itself=False))
    assert not save(article.owner, article, {"text": " "}).json()["success"]
    assert not Comment.objects.exists()


@pytest.mark.slow(reason="opens the page editor")
def test_comments_of_another_portal_are_neither_shown_nor_reached(city, district, article):
    theirs = comment_on(make_article(city), make_member(city), "Của cổng khác")
    reply = CommentReply.objects.create(comment=theirs, user=theirs.user, text="Của cổng khác")
    mine = comment_on(article, article.owner)
    assert "Của cổng khác" not in browser(article.owner).get(edit_address(article)).content.decode()
    attempts = (
        as_sent(theirs) | {"resolved": "on"},
        as_sent(theirs) | {"DELETE": "on"},
        as_sent(mine) | {"replies": [{"id": reply.pk, "text": "Chiếm"}]},
        as_sent(mine) | {"replies": [{"id": reply.pk, "text": "", "DELETE": "on"}]},
    )
    for attempt in attempts:
        answer = save(article.owner, article, attempt)
        assert answer.status_code == 200, attempt
    assert (Comment.objects.count(), CommentReply.objects.count()) == (2, 1)
    theirs.refresh_from_db()
    assert (theirs.resolved_at, theirs.text) == (None, "Của cổng khác")
    assert CommentReply.objects.get(pk=reply.pk).text == "Của cổng khác"


@pytest.mark.slow(reason="opens the page editor")
def test_comment_that_was_resolved_meanwhile_is_not_written_again(district, article):
    comment = comment_on(article, head := make_head(district))
    seen = as_sent(comment) | {"replies": [{"text": "Đã sửa"}]}
    Comment.objects.update(resolved_at=timezone.now(), resolved_by=head)
    answer = save(article.owner, article, seen).json()
    assert answer["success"]
    assert [one["deleted"] for one in answer["comments"]["comments"]] == [True]
    assert not Comment.objects.filter(resolved_at=None).exists()


@pytest.mark.slow(reason="opens the page editor")
def test_comment_on_a_public_page_leaves_no_draft(district, article):
    publish_approved_page(article, by=make_head(district))
    assert save(article.owner, article, {"text": "Sắp hết hạn"}).json()["success"]
    article = NewsArticlePage.objects.get(pk=article.pk)
    assert Comment.objects.filter(page=article).exists()
    assert article.has_unpublished_changes is False
    status = BeautifulSoup(browser(article.owner).get(edit_address(article)).content, "html.parser")
    assert status.select_one("#id_lead").text.strip() == article.lead


@pytest.mark.slow(reason="takes a page through two approvals")
def test_comment_of_the_second_approver_keeps_the_first_approval(district):
    change(district, TWO)
    article = make_article(district, published=False)
    submit(article)
    act(article, make_head(district))
    second = make_head(district, seat=Seat.DEPUTY)
    assert save(second, article, {"text": "Được"}).json()["success"]
    assert Approval.objects.filter(revision__object_id=article.pk).count() == 1
    act(article, second)
    assert is_live(article)


def test_copies_and_english_versions_have_no_comments(district, article):
    comment_on(article, article.owner)
    copy = article.copy(to=section_of(district), update_attrs={"slug": "ban-sao"}, copy_revisions=True)
    publish_approved_page(article, by=make_head(district))
    for made in (copy, english_draft(article)):
        assert not Comment.objects.filter(page=made.pk).exists()
        assert not made.specific.get_latest_revision_as_object().wagtail_admin_comments.exists()
