"""Contributions at the desk of the board: the draft that is made, who may what, nothing of another portal; mails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision

from audit.models import PortalEvent
from audit.private_files import private_storage
from editorial.errors import NotWaiting
from editorial.review.findings import blocking, findings_of
from editorial.review.schedule import cancel_schedule, change_publication_time, waits_for_its_time
from home.editing.drafts import DraftForbidden
from home.models import GalleryPage, NewsArticlePage
from information.models import RecordingPage
from library.models import PortalImage
from members.access.scope import scope_of
from members.enums import Role
from notifications.enums import Digest, NoticeDropped
from notifications.models import Notice, NoticePreference
from notifications.notice_mail import send_digest
from notifications.task_lists import Worker, task_list
from participation.contribution import erasing
from participation.contribution.accepting import accept, open_files
from participation.contribution.deciding import ask_back, decline
from participation.contribution.erasing import delete_unused_pictures
from participation.contribution.errors import ContributionPublished, NotYourContribution
from participation.contribution.mails import send_left, stop_token
from participation.contribution.sender_requests import reply, withdraw_contribution
from participation.enums.contributions import (
    ContributionDeclinedBecause,
    ContributionEventKind,
    ContributionKind,
    ContributionState,
    ContributionTaskList,
)
from participation.enums.submissions import ConsentPurpose, ErasureReason
from participation.erasing import erase_sender
from participation.models import ContactView, Contribution
from participation.sent_files import storing
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileLost
from tests.admin import browser, is_shut
from tests.editorial.review_variants import for_later
from tests.factories import make_article, make_head, make_member, publish_approved_page, section_of
from tests.home.branches import open_english
from tests.participation.contributions import AUTHOR, Contributor, a_picture, make_contribution, send, word_file
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"contributions:{name}", args=args)


def codes(page):
    """Of what keeps a page from the board."""
    return {one.code for one in blocking(findings_of(page))}


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


def test_translation_of_a_contribution_passes_the_board_after_the_page_alone_and_never_once_it_ended(district):
    contribution, token = send(district)
    page = accepted(contribution, district)
    open_english(district)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert [codes(one) & {"contribution_not_published"} for one in (page, english)] == [
        set(), {"contribution_not_published"},
    ]  # fmt: skip
    withdraw_contribution(contribution, token=token, at=timezone.now())
    page.delete()
    assert "contribution_ended" in codes(english)


def copy_url(page):
    return reverse("wagtailadmin_pages:copy", args=[page.pk])


def parent_url(page):
    return reverse("wagtailadmin_explore", args=[page.get_parent().pk])


@pytest.mark.slow(reason="makes a draft and its translation, and opens six screens")
def test_draft_of_a_contribution_is_copied_neither_alone_nor_with_its_section_nor_in_another_language(city, district):
    page = accepted(make_contribution(district), district)
    open_english(district)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    client, count = browser(make_head(district)), Page.objects.count()
    assert [client.get(copy_url(one))["Location"] for one in (page, english)] == [parent_url(page), parent_url(english)]
    for section in (page.get_parent(), english.get_parent()):
        assert client.get(copy_url(section)).status_code == 200
        given = {"new_parent_page": section.get_parent().pk, "copy_subpages": "on"}
        assert client.post(copy_url(section), given)["Location"] == parent_url(section)
    assert Page.objects.count() == count
    assert browser(make_head(city)).get(copy_url(make_article(city))).status_code == 200


def test_page_of_a_contribution_that_was_public_once_is_copied(district):
    head = make_head(district)
    page = publish_approved_page(accepted(make_contribution(district), district), by=head)
    page.unpublish(user=head)
    assert browser(head).get(copy_url(page)).status_code == 200


@pytest.mark.both_engines
@pytest.mark.slow(reason="puts pictures into two libraries")
def test_pictures_of_what_was_taken_back_leave_the_library_after_the_draft(
    city, district, django_capture_on_commit_callbacks
):
    drafts = {}
    for portal in (city, district):
        contribution, token = send(portal, pictures=[a_picture()])
        drafts[portal] = Page.objects.get(pk=accepted(contribution, portal).pk)
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_contribution(contribution, token=token, at=timezone.now())
    assert (delete_unused_pictures(at=timezone.now()).erased, PortalImage.objects.count()) == (0, 2)
    drafts[district].delete()
    assert delete_unused_pictures(at=timezone.now()).erased == 1
    assert PortalImage.objects.get().collection == city.collection
    kind = ContributionEventKind.CONTRIBUTION_PICTURES_DELETED
    event = PortalEvent.objects.get(kind=kind)
    assert (event.portal, event.data["count"]) == (district, 1)
    drafts[city].delete()
    PortalImage.objects.update(collection=district.collection)
    assert delete_unused_pictures(at=timezone.now()).erased == 0


@pytest.mark.slow(reason="puts two pictures into the library")
def test_picture_that_another_page_uses_keeps_no_other_in_the_library_for_ever(district, monkeypatch):
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    for title in ("Bài thứ nhất", "Bài thứ hai"):
        contribution, token = send(district, title=title, pictures=[a_picture()])
        Page.objects.get(pk=accepted(contribution, district).pk).delete()
        withdraw_contribution(contribution, token=token, at=timezone.now())
    used = PortalImage.objects.order_by("pk").first()
    make_article(district, image=used)
    nights = [timezone.now() + timedelta(days=day) for day in range(2)]
    assert sum(delete_unused_pictures(at=at).erased for at in nights) == 1
    assert PortalImage.objects.get() == used


@pytest.mark.both_engines
@pytest.mark.slow(reason="puts two pictures into the library")
def test_pictures_that_another_page_uses_stay_and_the_others_go_with_the_decision(
    district, django_capture_on_commit_callbacks
):
    contribution = make_contribution(district, pictures=[a_picture(), a_picture(caption="Đổi sách")])
    Page.objects.get(pk=accepted(contribution, district).pk).delete()
    used = PortalImage.objects.order_by("pk").first()
    make_article(district, image=used)
    said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
    with django_capture_on_commit_callbacks(execute=True):
        decline(contribution, **said, by=make_head(district), at=timezone.now())
    assert PortalImage.objects.get() == used


@pytest.mark.both_engines
@pytest.mark.parametrize("is_cancelled", [True, False])
@pytest.mark.parametrize("is_declined", [True, False])
@pytest.mark.slow(reason="approves a page for later")
def test_draft_approved_for_later_loses_its_time_once_its_contribution_ended(district, is_declined, is_cancelled):
    page, head = for_later(district), make_head(district)
    contribution, token = send(district)
    Contribution.objects.update(state=ContributionState.ACCEPTED, page=page, page_key=page.translation_key)
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
@pytest.mark.slow(reason="approves a page for later")
def test_draft_whose_contributor_is_erased_loses_its_time_and_is_left_to_the_editors(district):
    page, head = for_later(district), make_head(district)
    contribution = make_contribution(district)
    Contribution.objects.update(state=ContributionState.ACCEPTED, page=page, page_key=page.translation_key)
    erase_sender(contribution.sender, because=ErasureReason.REQUEST, by=head, at=timezone.now())
    contribution.refresh_from_db()
    page.refresh_from_db()
    assert (contribution.state, contribution.title) == (ContributionState.WITHDRAWN, "")
    assert not waits_for_its_time(page)
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()
    assert list(Contribution.objects.with_draft_left()) == [contribution]


@pytest.mark.slow(reason="approves a page for later")
def test_version_in_another_language_that_is_left_loses_its_time_and_stands_in_the_task_list(city, district):
    left, head = for_later(district), make_head(district)
    contribution, token = send(district)
    # The page in the language of the contribution was deleted.
    Contribution.objects.update(state=ContributionState.ACCEPTED, page=None, page_key=left.translation_key)
    withdraw_contribution(contribution, token=token, at=timezone.now())
    left.refresh_from_db()
    assert not waits_for_its_time(left)
    (entry,) = entries_to_decide(head)
    assert entry.url == reverse("wagtailadmin_pages:edit", args=[left.pk])
    assert entries_to_decide(make_head(city)) == []
    left.delete()
    assert entries_to_decide(head) == []


def test_page_that_the_public_read_stays_with_its_author_once_the_contributor_is_erased(district):
    contribution = make_contribution(district)
    head = make_head(district)
    page = publish_approved_page(accepted(contribution, district), by=head)
    page.unpublish(user=head)
    erase_sender(contribution.sender, because=ErasureReason.REQUEST, by=head, at=timezone.now())
    contribution.refresh_from_db()
    assert (contribution.state, contribution.author) == (ContributionState.ACCEPTED, "")
    assert "contribution_ended" not in {one.code for one in findings_of(page)}


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


# -- Notices


def waiting_in_mail(person):
    """Whether the mail of the day tells a person of contributions that wait."""
    mail.outbox.clear()
    send_digest(person.pk, at=timezone.now())
    return any("Tin, bài cộng tác chờ xử lý" in letter.body for letter in mail.outbox)


@pytest.mark.both_engines
@pytest.mark.slow(reason="mails five persons")
def test_board_and_editors_hear_of_a_new_contribution_as_long_as_it_waits(city, district):
    head, editor, officer = make_head(district), make_member(district), make_member(district, Role.ANSWERING_OFFICER)
    other, silent = make_head(city), make_member(district, Role.PORTAL_ADMIN)
    NoticePreference.objects.create(user=silent, digest=Digest.NONE)
    Notice.objects.all().delete()
    contribution = make_contribution(district)
    assert [waiting_in_mail(person) for person in (editor, officer, silent, other)] == [True, False, False, False]
    said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
    decline(contribution, **said, by=head, at=timezone.now())
    assert (waiting_in_mail(head), Notice.objects.get(user=head).dropped_because) == (False, NoticeDropped.OVER)


def test_board_hears_again_once_the_sender_has_answered(district):
    head = make_head(district)
    contribution, token = send(district)
    ask_back(contribution, words="Ngày hội ở đâu?", by=head, at=timezone.now())
    assert not waiting_in_mail(head)
    reply(contribution, words="Ở nhà văn hóa.", token=token, at=timezone.now())
    assert waiting_in_mail(head)
    assert contribution.title not in mail.outbox[0].body


# -- Screens


def test_inbox_shows_the_own_portal_alone_and_narrows(city, district):
    make_contribution(district)
    make_contribution(city, title="Bài của thành phố")
    answer = browser(make_head(district)).get(url("inbox"))
    text = answer.content.decode()
    assert ("Ngày hội đọc sách" in text, "Bài của thành phố" in text) == (True, False)
    narrowed = browser(make_head(district)).get(url("inbox"), {"words": "không có", "state": "received"})
    assert "Ngày hội đọc sách" not in narrowed.content.decode()


def test_inbox_says_of_what_was_taken_back_that_it_was(district):
    contribution, token = send(district)
    withdraw_contribution(contribution, token=token, at=timezone.now())
    client = browser(make_head(district))
    for address in (url("inbox"), url("contribution", contribution.pk)):
        assert f"Đã rút lại: {contribution.written_code}" in client.get(address).content.decode()


def test_board_of_another_portal_opens_nothing(city, district):
    contribution = make_contribution(district, pictures=[a_picture()])
    client = browser(make_head(city))
    for name in ("contribution", "accept", "ask", "decline", "contact"):
        assert is_shut(client.get(url(name, contribution.pk))), name
    assert is_shut(client.post(url("file", contribution.pk, contribution.files.get().pk)))


def test_file_of_another_contribution_is_not_downloaded_at_this_one(district):
    mine, other = make_contribution(district), make_contribution(district, title="Khác", pictures=[a_picture()])
    client = browser(make_head(district))
    assert is_shut(client.get(url("file", mine.pk, other.files.get().pk)))
    answer = client.post(url("file", other.pk, other.files.get().pk), {"download": "1"})
    assert (answer.status_code, answer["Content-Type"], answer["Content-Security-Policy"]) == (
        200, "image/jpeg", "default-src 'none'; sandbox",
    )  # fmt: skip


def test_who_sent_it_and_the_files_are_read_on_record(district):
    contribution = make_contribution(district, pictures=[a_picture()])
    client = browser(make_head(district))
    assert marks_in(client.get(url("contribution", contribution.pk)).content.decode()) == []
    assert "DấuTên" in client.post(url("contact", contribution.pk)).content.decode()
    file = contribution.files.get()
    assert "data:image/jpeg;base64," in client.post(url("file", contribution.pk, file.pk)).content.decode()
    assert set(ContactView.objects.values_list("about", flat=True)) == {
        f"participation.contribution:{contribution.pk}",
        f"participation.contributionfile:{file.pk}",
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


def test_form_that_was_opened_before_the_sender_answered_decides_nothing(district):
    head, opened_at = make_head(district), timezone.now()
    contribution, token = send(district)
    ask_back(contribution, words="Ngày hội ở đâu?", by=head, at=timezone.now())
    reply(contribution, words="Ở nhà văn hóa.", token=token, at=timezone.now())
    client, said = browser(head), {"words": "Ảnh mờ.", "because": "quality", "opened_at": opened_at.isoformat()}
    assert [client.post(url(name, contribution.pk), said).status_code for name in ("ask", "decline")] == [422, 422]
    contribution.refresh_from_db()
    assert contribution.state == ContributionState.RECEIVED
    said["opened_at"] = timezone.now().isoformat()
    assert client.post(url("ask", contribution.pk), said).status_code == 302


def entries_to_decide(person):
    """Entries of the task list of contributions."""
    now = timezone.now()
    worker = Worker(person, scope_of(person, on=timezone.localdate(now)), now)
    return list(task_list(worker, ContributionTaskList.TO_DECIDE.value).entries)


def titles_to_decide(person):
    return [entry.title for entry in entries_to_decide(person)]


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
    assert titles_to_decide(make_member(district)) == [], "an editor declines nothing"
    assert titles_to_decide(make_head(city)) == []


def test_draft_of_what_was_declined_stands_in_the_task_list_until_it_is_deleted(district):
    contribution, head = make_contribution(district), make_head(district)
    page = accepted(contribution, district)
    said = {"because": ContributionDeclinedBecause.QUALITY, "words": "Ảnh mờ."}
    decline(contribution, **said, by=head, at=timezone.now())
    (left,) = titles_to_decide(head)
    assert left == "Ngày hội đọc sách không được sử dụng: xóa bản nháp"
    Page.objects.get(pk=page.pk).delete()
    assert titles_to_decide(head) == []


def test_people_on_a_picture_are_read_on_record_and_a_lost_file_says_so(district):
    pictures = [a_picture(people="Em Lan", people_agree=True), a_picture(caption="Đổi sách")]
    contribution = make_contribution(district, pictures=pictures)
    lost, other = contribution.files.order_by("pk")
    client = browser(make_head(district))
    assert "Em Lan" not in client.get(url("contribution", contribution.pk)).content.decode()
    assert "Em Lan" not in client.get(url("file", contribution.pk, lost.pk)).content.decode()
    private_storage().delete(lost.stored_as)
    texts = [client.post(url("file", contribution.pk, row.pk)).content.decode() for row in (lost, other)]
    assert [("Em Lan" in text, str(FileLost.message) in text, "data:image/jpeg" in text) for text in texts] == [
        (True, True, False), (False, False, True),
    ]  # fmt: skip


def test_of_many_files_only_the_one_that_is_asked_for_is_decrypted(district, monkeypatch):
    contribution = make_contribution(district, pictures=[a_picture() for _number in range(4)])
    client, read = browser(make_head(district)), []
    stored_content = storing.stored_content
    monkeypatch.setattr(storing, "stored_content", lambda name: read.append(name) or stored_content(name))
    client.get(url("contribution", contribution.pk))
    assert read == []
    for row in contribution.files.order_by("pk")[:2]:
        client.post(url("file", contribution.pk, row.pk))
        assert (read.pop(), read) == (row.stored_as, [])
    assert ContactView.objects.count() == 2
