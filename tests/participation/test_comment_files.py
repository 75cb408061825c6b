"""Files that come with comments on drafts: for those who handle the comment alone, and gone with its words."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from audit.models import PortalEvent
from audit.private_files import private_storage
from information.enums import DraftState
from participation.consultation.actions.moderating import publish_comment, withhold_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.erasing import erase_unsigned
from participation.enums.comments import CommentEventKind, CommentWithheldBecause
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_sender
from participation.models import Comment, CommentFile, ContactView
from participation.personal_data.retention import kept_until
from participation.sent_files.checking import SentFile
from participation.sent_files.storing import names_of
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member, publish_approved_page
from tests.participation.comments import Commenter, make_comment, make_draft, send, shown
from tests.participation.factories import FACTS
from tests.qa.attachments import NAME, picture, upload

pytestmark = pytest.mark.django_db

FILE = SentFile(NAME, "png", picture())
NOBODY = ("name", "email", "phone", "agree_answer", "agree_notices")


def url(row):
    return f"/admin/comments-on-drafts/{row.comment_id}/files/{row.pk}/"


@pytest.mark.slow(reason="goes from the form to the public page")
def test_file_of_who_says_no_name_is_kept_encrypted_and_the_public_reads_only_that_it_came(district):
    person = Commenter(make_draft(district), district)
    token = person.token(files=[upload(), upload("so-do.png")], without=NOBODY)
    comment = Comment.objects.get()
    rows = list(comment.files.all())
    assert (list(names_of(rows).values()), comment.file_count) == ([NAME, "so-do.png"], 2)
    assert picture() not in private_storage().open(rows[0].stored_as).read()
    assert rows[0].stored_as.startswith(f"comments/{district.pk}/")
    assert PortalEvent.objects.get(kind=CommentEventKind.COMMENT_RECEIVED).data["files"] == 2
    assert NAME in shown(person.get(f"/gop-y/cua-toi/{token}/"))
    publish_comment(comment, by=make_head(district), at=timezone.now())
    text = shown(person.get(f"/gop-y/{comment.page_id}/"))
    assert ("Kèm theo 2 tệp" in text, "DấuTên" in text) == (True, False)


@pytest.mark.parametrize(
    ("files", "words"), [([upload("a.exe", b"MZ")], ".exe"), ([upload(f"{n}.png") for n in range(4)], "tối đa 3 tệp")]
)
def test_file_that_may_not_come_is_refused_beside_the_field_and_the_comment_stays_typed(district, files, words):
    answer = Commenter(make_draft(district), district).comment(files=files)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text.split('id="id_files_error"')[1].split("</p>")[0]
    assert not CommentFile.objects.exists()


def test_file_is_held_until_the_form_is_right(district):
    person = Commenter(make_draft(district), district)
    answer = person.comment(text="", files=[upload("so-do.png")])
    page = BeautifulSoup(answer.content, "html.parser")
    (held,) = [box["value"] for box in page.select("[name=held]")]
    person.token(held=[held])
    assert list(names_of(list(CommentFile.objects.all())).values()) == ["so-do.png"]
    assert re.search(
        r"chọn lại[^<]*anh\.png", shown(person.comment(text="", files=[upload("anh.png")], without=NOBODY))
    )


@pytest.mark.both_engines
@pytest.mark.slow(reason="goes through the screens of four people")
def test_staff_reads_a_file_once_that_is_written_down_and_nobody_else_does(city, district):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS, files=[FILE])
    row, editor = comment.files.get(), make_member(district)
    assert f"Tệp 1 (PNG, {row.size}" in browser(editor).get(f"/admin/comments-on-drafts/{comment.pk}/").content.decode()
    assert ContactView.objects.count() == 0
    answer = browser(editor).post(url(row))
    assert (answer.content, answer["Content-Type"]) == (picture(), "image/png")
    assert answer["Content-Disposition"] == f'attachment; filename="{comment.code}-{row.pk}.png"'
    view = ContactView.objects.get()
    assert (view.sender, view.by, view.about) == (comment.sender, editor, f"participation.commentfile:{row.pk}")
    event = PortalEvent.objects.get(kind=CommentEventKind.COMMENT_FILE_READ)
    assert (event.actor, event.data["comment"], event.data["file"]) == (editor, comment.code, row.pk)
    assert is_shut(browser(make_member(city)).get(url(row)))
    other = make_comment(draft, "Khác", files=[FILE]).files.get()
    assert is_shut(browser(editor).get(f"/admin/comments-on-drafts/{comment.pk}/files/{other.pk}/"))
    withhold_comment(comment, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    assert is_shut(browser(editor).post(url(row)))
    assert browser(make_head(district)).post(url(row)).content == picture()


def test_reading_a_file_of_who_said_no_name_is_an_event(district):
    row = make_comment(make_draft(district), files=[FILE]).files.get()
    assert browser(make_member(district)).post(url(row)).content == picture()
    assert PortalEvent.objects.filter(kind=CommentEventKind.COMMENT_FILE_READ).count() == 1


def test_file_that_was_lost_is_said_so(district):
    row = make_comment(make_draft(district), files=[FILE]).files.get()
    private_storage().delete(row.stored_as)
    answer = browser(make_member(district)).post(url(row), follow=True)
    assert "Không đọc được tệp này" in answer.content.decode()


@pytest.mark.both_engines
def test_file_goes_when_the_comment_is_taken_back_and_when_the_sender_is_erased(
    district, django_capture_on_commit_callbacks
):
    draft = make_draft(district)
    taken_back, token = send(draft, files=[FILE])
    erased, _token = send(draft, "Khác", sender=FACTS, files=[FILE])
    stays = make_comment(draft, "Khác nữa", files=[FILE])
    publish_comment(erased, by=make_head(district), at=timezone.now())
    names = {row.comment_id: row.stored_as for row in CommentFile.objects.all()}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_comment(taken_back, token=token, at=timezone.now())
        erase_sender(erased.sender, because=ErasureReason.REQUEST, by=None, at=timezone.now())
    assert [private_storage().exists(names[row.pk]) for row in (taken_back, erased, stays)] == [False, False, True]
    assert set(CommentFile.objects.kept().values_list("comment", flat=True)) == {stays.pk}
    assert [Comment.objects.get(pk=row.pk).file_count for row in (taken_back, erased)] == [0, 1]


@pytest.mark.slow(reason="publishes a draft twice")
def test_file_of_a_published_comment_without_a_name_goes_when_the_period_is_over(district, settings):
    settings.PERSONAL_DATA_KEPT_MONTHS = 1
    draft, head, now = make_draft(district), make_head(district), timezone.now()
    comment = make_comment(draft, files=[FILE])
    publish_comment(comment, by=head, at=now)
    draft.state, draft.abandoned_because = DraftState.ABANDONED, "Không còn cần thiết."
    draft.save_revision(user=head)
    publish_approved_page(draft, by=head)
    over = kept_until(timezone.localdate(now), months=1) + timedelta(days=1)
    assert [erase_unsigned(on=over, at=now).erased for _time in range(2)] == [1, 0]
    comment.refresh_from_db()
    assert (comment.public_text != "", comment.files.kept().exists()) == (True, False)


def test_own_page_of_another_portal_shows_no_file(city, district):
    _comment, token = send(make_draft(district), files=[FILE])
    assert Client(headers={"host": city.host}).get(f"/gop-y/cua-toi/{token}/").status_code == 404


# -- Scans of comments on paper


def typed_in(client, draft, **more):
    form = client.get(f"/admin/comments-on-drafts/drafts/{draft.pk}/enter/").content.decode()
    form_token = re.search(r'name="form_token" value="([^"]+)"', form)[1]
    typed = {"channel": "paper", "part": "", "text": "Theo thư", "stake": "citizen", "form_token": form_token} | more
    return client.post(f"/admin/comments-on-drafts/drafts/{draft.pk}/enter/", typed)


@pytest.mark.slow(reason="goes from the form of staff to the public page")
def test_scan_of_a_comment_on_paper_is_kept_encrypted_and_the_public_reads_only_that_it_came(district):
    draft = make_draft(district)
    assert typed_in(browser(make_member(district)), draft, files=[upload()]).status_code == 302
    comment = Comment.objects.get()
    (row,) = comment.files.all()
    assert (comment.file_count, list(names_of([row]).values())) == (1, [NAME])
    assert picture() not in private_storage().open(row.stored_as).read()
    assert PortalEvent.objects.get(kind=CommentEventKind.COMMENT_ENTERED).data["files"] == 1
    publish_comment(comment, by=make_head(district), at=timezone.now())
    text = shown(Client(headers={"host": district.host}).get(f"/gop-y/{draft.pk}/"))
    assert ("Kèm theo 1 tệp" in text, "DấuTên" in text) == (True, False)
    assert browser(make_member(district)).post(url(row)).content == picture()


def test_scan_that_may_not_come_is_refused_and_what_was_typed_stays(district):
    answer = typed_in(browser(make_member(district)), make_draft(district), files=[upload("a.exe", b"MZ")])
    text = answer.content.decode()
    assert (answer.status_code, ".exe" in text, "Theo thư" in text) == (422, True, True)
    assert not Comment.objects.exists()
