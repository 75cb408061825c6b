"""Contributions at the desk of the board: the draft that is made, who may what, nothing of another portal; mails."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from audit.private_files import private_storage
from editorial.errors import NotWaiting
from editorial.review.findings import blocking, findings_of
from editorial.review.schedule import cancel_schedule, change_publication_time, waits_for_its_time
from home.editing.drafts import DraftForbidden
from home.models import GalleryPage, NewsArticlePage
from information.models import RecordingPage
from library.models import PortalImage
from members.access.scope import scope_of
from notifications.task_lists import Worker, task_list
from participation.contribution.accepting import accept, open_files
from participation.contribution.actions import ask_back, decline, withdraw_contribution
from participation.contribution.errors import ContributionPublished, NotYourContribution
from participation.contribution.mails import send_left, stop_token
from participation.enums import (
    ConsentPurpose,
    ContributionDeclinedBecause,
    ContributionKind,
    ContributionState,
    ContributionTaskList,
)
from participation.models import ContactView, Contribution
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileLost
from tests.admin import browser, is_shut
from tests.editorial.review_variants import for_later
from tests.factories import make_head, make_member, publish_approved_page, section_of
from tests.participation.contributions import AUTHOR, Contributor, a_picture, make_contribution, send, word_file
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"contributions:{name}", args=args)


def accepted(contribution, portal, *, by=None, section=None):
    """The draft of a contribution."""
    acting = {"by": by or make_member(portal), "at": timezone.now()}
    opened = open_files(contribution, **acting)
    return accept(contribution, opened, section=section or section_of(portal), title="", **acting)


# -- The draft


@pytest.mark.both_engines
@pytest.mark.slow(reason="puts two pictures into the library")
def test_article_becomes_a_draft_with_source_credits_and_pictures_of_the_portal(district):
    contribution = make_contribution(
        district, pictures=[a_picture(), a_picture(caption="Đổi sách", author="Người Khác")]
    )
    page = NewsArticlePage.objects.get(pk=accepted(contribution, district).pk)
    assert (page.live, page.title, page.source_agency, page.author_name) == (
        False, contribution.title, "Hội Khuyến học phường", "",
    )  # fmt: skip
    assert [(str(role), names) for role, names in page.credit_lines] == [
        ("Tác giả", AUTHOR), ("Ảnh", "Người Chụp, Người Khác"),
    ]  # fmt: skip
    assert [block.block_type for block in page.body] == ["paragraph", "figure"]
    assert "<p>Các em đổi sách &amp; kể chuyện.</p>" in str(page.body[0].value.source)
    pictures = PortalImage.objects.order_by("pk")
    assert [(one.collection, one.credit) for one in pictures] == [
        (district.collection, "Người Chụp"), (district.collection, "Người Khác"),
    ]  # fmt: skip
    assert (page.image, page.image_caption) == (pictures[0], "Các em đọc sách")
    contribution.refresh_from_db()
    assert (contribution.state, contribution.page_id) == (ContributionState.ACCEPTED, page.pk)


def test_word_file_becomes_the_body_of_the_draft(district):
    file = SentFile("bai.docx", "docx", word_file("Đoạn thứ nhất.", "Đoạn thứ hai."))
    page = accepted(make_contribution(district, text="", document=file), district)
    assert "Đoạn thứ hai." in str(NewsArticlePage.objects.get(pk=page.pk).body.get_prep_value())


def test_pictures_become_a_gallery_and_a_video_a_recording(district):
    gallery = accepted(
        make_contribution(district, kind=ContributionKind.PICTURES, pictures=[a_picture(author=AUTHOR)]), district
    )
    video = accepted(
        make_contribution(district, kind=ContributionKind.VIDEO, video_url="https://video.example/1"), district
    )
    gallery, video = GalleryPage.objects.get(pk=gallery.pk), RecordingPage.objects.get(pk=video.pk)
    assert ([str(role) for role, _names in gallery.credit_lines], len(gallery.pictures)) == (["Ảnh"], 1)
    assert ([str(role) for role, _names in video.credit_lines], video.media[0].value["url"]) == (
        ["Quay phim"], "https://video.example/1",
    )  # fmt: skip
    assert "hơn 300 em dự" in video.media[0].value["transcript"].source


def test_section_of_another_portal_takes_no_draft(city, district):
    contribution = make_contribution(district)
    with pytest.raises(DraftForbidden):
        accepted(contribution, district, section=section_of(city))
    with pytest.raises((DraftForbidden, NotYourContribution)):
        accepted(contribution, district, by=make_member(city), section=section_of(city))
    assert not Contribution.objects.exclude(page=None).exists()


@pytest.mark.parametrize("is_declined", [True, False])
def test_draft_of_what_was_taken_back_or_declined_does_not_pass_the_board(district, is_declined):
    contribution, token = send(district)
    page = accepted(contribution, district)
    assert "contribution_ended" not in {one.code for one in findings_of(page)}
    if is_declined:
        said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
        decline(contribution, **said, by=make_head(district), at=timezone.now())
    else:
        withdraw_contribution(contribution, token=token, at=timezone.now())
    assert "contribution_ended" in {one.code for one in blocking(findings_of(page))}


@pytest.mark.both_engines
@pytest.mark.parametrize("is_cancelled", [True, False])
@pytest.mark.parametrize("is_declined", [True, False])
@pytest.mark.slow(reason="approves a page for later")
def test_draft_approved_for_later_loses_its_time_once_its_contribution_ended(district, is_declined, is_cancelled):
    page, head = for_later(district), make_head(district)
    contribution, token = send(district)
    Contribution.objects.update(state=ContributionState.ACCEPTED, page=page)
    if is_cancelled:
        cancel_schedule(page, by=head, at=timezone.now())
    page.refresh_from_db()
    assert waits_for_its_time(page)
    if is_declined:
        said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
        decline(contribution, **said, by=head, at=timezone.now())
    else:
        withdraw_contribution(contribution, token=token, at=timezone.now())
    page.refresh_from_db()
    assert not waits_for_its_time(page)
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    with pytest.raises(NotWaiting):
        change_publication_time(page, None, by=head, at=timezone.now())


@pytest.mark.both_engines
@pytest.mark.slow(reason="makes a draft and publishes it")
def test_page_is_public_with_the_credits_and_its_sender_is_told_once(district, django_capture_on_commit_callbacks):
    contribution, token = send(district)
    page = accepted(contribution, district)
    with django_capture_on_commit_callbacks(execute=True):
        page = publish_approved_page(page, by=make_head(district))
    (letter,) = mail.outbox
    assert (letter.to, page.full_url in letter.body) == ([FACTS.email], True)
    person = Contributor(district)
    assert f"Tác giả: <b>{AUTHOR}</b>" in person.get(page.get_url()).content.decode()
    assert "/tin-tuc/ngay-hoi-doc-sach/" in person.get(f"/gui-bai/cua-toi/{token}/").content.decode()
    for verb, values in (
        (withdraw_contribution, {"token": token}),
        (decline, {"because": ContributionDeclinedBecause.KNOWN, "words": "Đã đăng.", "by": make_head(district)}),
    ):
        with pytest.raises(ContributionPublished):
            verb(contribution, at=timezone.now(), **values)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision(user=make_member(district))
        publish_approved_page(page, by=make_head(district))
    assert len(mail.outbox) == 1


# -- Mails


def test_sender_hears_each_step_by_mail_and_stops_them(district, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        contribution, token = send(district)
        ask_back(contribution, words="Ngày hội ở đâu?", by=make_head(district), at=timezone.now())
    first, second = mail.outbox
    assert (contribution.written_code in first.subject, "Ngày hội ở đâu?" in second.body) == (True, True)
    assert [letter for letter in mail.outbox if token in letter.body] == []
    assert marks_in(first.body + second.body) == []
    path = f"/gui-bai/ngung-nhan-tin/{stop_token(contribution)}/"
    person = Contributor(district)
    assert (person.get(path).status_code, person.client.post(path).status_code) == (200, 200)
    with django_capture_on_commit_callbacks(execute=True):
        said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
        decline(contribution, **said, by=make_head(district), at=timezone.now())
    assert len(mail.outbox) == 2


def test_lost_mail_is_sent_later_and_who_wants_none_gets_none(district, django_capture_on_commit_callbacks):
    make_contribution(district)
    make_contribution(district, title="Không nhận thư", agreed=(ConsentPurpose.ANSWER,))
    with django_capture_on_commit_callbacks(execute=True):
        assert send_left(at=timezone.now()) == 1
    assert len(mail.outbox) == 1
    assert send_left(at=timezone.now()) == 0


# -- Screens


def test_inbox_shows_the_own_portal_alone_and_narrows(city, district):
    make_contribution(district)
    make_contribution(city, title="Bài của thành phố")
    answer = browser(make_head(district)).get(url("inbox"))
    text = answer.content.decode()
    assert ("Ngày hội đọc sách" in text, "Bài của thành phố" in text) == (True, False)
    narrowed = browser(make_head(district)).get(url("inbox"), {"words": "không có", "state": "received"})
    assert "Ngày hội đọc sách" not in narrowed.content.decode()


def test_board_of_another_portal_opens_nothing(city, district):
    contribution = make_contribution(district, pictures=[a_picture()])
    client = browser(make_head(city))
    for name in ("contribution", "accept", "ask", "decline", "contact", "files"):
        assert is_shut(client.get(url(name, contribution.pk))), name
    assert is_shut(client.post(url("file", contribution.pk, contribution.files.get().pk)))


def test_file_of_another_contribution_is_not_downloaded_at_this_one(district):
    mine, other = make_contribution(district), make_contribution(district, title="Khác", pictures=[a_picture()])
    client = browser(make_head(district))
    assert is_shut(client.get(url("file", mine.pk, other.files.get().pk)))
    answer = client.post(url("file", other.pk, other.files.get().pk))
    assert (answer.status_code, answer["Content-Type"], answer["Content-Security-Policy"]) == (
        200, "image/jpeg", "default-src 'none'; sandbox",
    )  # fmt: skip


def test_who_sent_it_and_the_files_are_read_on_record(district):
    contribution = make_contribution(district, pictures=[a_picture()])
    client = browser(make_head(district))
    assert marks_in(client.get(url("contribution", contribution.pk)).content.decode()) == []
    assert "DấuTên" in client.post(url("contact", contribution.pk)).content.decode()
    assert "data:image/jpeg;base64," in client.post(url("files", contribution.pk)).content.decode()
    assert set(ContactView.objects.values_list("about", flat=True)) == {
        f"participation.contribution:{contribution.pk}",
        f"participation.contributionfile:{contribution.files.get().pk}",
    }


def test_editor_makes_the_draft_by_the_screen_and_the_board_declines(district):
    contribution, other = make_contribution(district), make_contribution(district, title="Khác")
    editor = browser(make_member(district))
    answer = editor.post(
        url("accept", contribution.pk), {"section": section_of(district).pk, "title": "Ngày hội đọc sách 2026"}
    )
    page = NewsArticlePage.objects.get(title="Ngày hội đọc sách 2026")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert is_shut(editor.get(url("decline", other.pk)))
    head = browser(make_head(district))
    assert head.post(url("decline", other.pk), {"because": "quality", "words": ""}).status_code == 422
    assert head.post(url("decline", other.pk), {"because": "quality", "words": "Ảnh mờ."}).status_code == 302
    assert head.post(url("ask", other.pk), {"words": "Nữa?"}).status_code == 422


def titles_to_decide(head):
    """Entries of the task list of contributions."""
    now = timezone.now()
    worker = Worker(head, scope_of(head, on=timezone.localdate(now)), now)
    return [entry.title for entry in task_list(worker, ContributionTaskList.TO_DECIDE.value).entries]


def test_what_waits_stands_in_the_task_list(city, district):
    make_contribution(district)
    make_contribution(city)
    assert titles_to_decide(make_head(district)) == ["Ngày hội đọc sách"]


def test_draft_that_was_deleted_or_is_left_stands_in_the_task_list_of_its_portal_alone(city, district):
    contribution, token = send(district)
    page, head = accepted(contribution, district), make_head(district)
    assert titles_to_decide(head) == []
    own = Contributor(district).get(f"/gui-bai/cua-toi/{token}/rut/").content.decode()
    assert "xóa bản nháp" in own
    withdraw_contribution(contribution, token=token, at=timezone.now())
    (left,) = titles_to_decide(head)
    assert "xóa bản nháp" in left
    Contribution.objects.update(state=ContributionState.ACCEPTED)
    Page.objects.get(pk=page.pk).delete()
    (lost,) = titles_to_decide(head)
    assert "bản nháp đã bị xóa" in lost
    assert titles_to_decide(make_head(city)) == []


def test_people_on_pictures_are_read_on_record_and_a_lost_file_hides_no_other(district):
    pictures = [a_picture(people="Em Lan", people_agree=True), a_picture(caption="Đổi sách")]
    contribution = make_contribution(district, pictures=pictures)
    client = browser(make_head(district))
    assert "Em Lan" not in client.get(url("contribution", contribution.pk)).content.decode()
    private_storage().delete(contribution.files.order_by("pk")[0].stored_as)
    text = client.post(url("files", contribution.pk)).content.decode()
    assert ("Em Lan" in text, str(FileLost.message) in text, text.count("data:image/jpeg")) == (True, True, 1)
