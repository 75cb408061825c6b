"""The public copy of a file: chosen and looked at by the board, public once it is approved, gone with question or
sender; never on another portal."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.private_files import private_storage
from editorial.enums import ProposalState
from editorial.errors import ChangeWaits, NotApproved
from editorial.integrity.invariants import public_that_differs, rows_without_approval
from editorial.models import ProposedChange
from editorial.permissions import proposed
from editorial.proposals.actions.proposal import take_back
from members.enums import Seat
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_sender
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileErased
from qa.asking.own_data import exported, read_own_data
from qa.core.closing import withdraw_question
from qa.core.verification import faults
from qa.enums import QuestionState, Verb, Visibility, WithholdReason
from qa.errors import NotYourQuestion
from qa.file_errors import (
    CopyBeforeQuestion,
    CopyChosenAnew,
    CopyMissing,
    CopyNotDrawn,
    CopyNotLookedAt,
    CopyUndescribed,
    CopyUntitled,
)
from qa.models import PublicCopy
from qa.publication.actions import propose_public_text
from qa.publication.copy_files import WrittenCopy, written_anew
from qa.publication.public_copies import choose_copy, chosen_file, pieces_of_copy, propose_copy, propose_no_copy
from qa.publication.visibility import ask_to_withhold, confirm_visibility
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.everywhere import columns_with, files_with
from tests.factories import make_head, make_member
from tests.proposals import act
from tests.qa.copies import pdf, photograph
from tests.qa.factories import LATER, make_officer, make_question_with_token
from tests.qa.public import read, words
from tests.qa.public_copies import WORDS, propose
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

PDF = SentFile("Cong van.pdf", "pdf", pdf("DauTep, lien he 02838222333"))
PHOTO = SentFile("Anh.jpg", "jpg", photograph())
# As the public would see them.
WRITTEN_PDF, WRITTEN_PHOTO = written_anew(PDF), written_anew(PHOTO)
# Stands in every copy of a PDF.
MARK = "DCTDecode"


@pytest.fixture
@remembered
def asked(district):
    """A question with two files whose text the public reads, and the secret of its sender."""
    question, token = make_question_with_token(district, QuestionState.IN_ANSWER, files=[PDF, PHOTO])
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(question, title="Khai sinh", text="Tôi cần.", by=head, at=LATER), deputy)
    question.refresh_from_db()
    return question, token


@pytest.fixture
def question(asked):
    return asked[0]


def publish(attachment, file) -> PublicCopy:
    act(propose(attachment, file), make_head(attachment.question.received_portal, seat=Seat.DEPUTY))
    return PublicCopy.objects.get(attachment=attachment)


def address(copy) -> str:
    return f"/hoi-dap/{copy.attachment.question.code}/tep/{copy.pk}/"


class TestReview:
    @pytest.mark.slow(reason="two files go through the review to a page that shows them")
    def test_nothing_is_public_before_the_board_approved_it(self, district, question, deputy):
        paper, photo = question.attachments.all()
        assert "Tệp của người hỏi" not in words(district, f"/hoi-dap/{question.code}/")
        change = propose(paper, WRITTEN_PDF)
        copy = PublicCopy.objects.get()
        assert (copy.published_at, read(district, address(copy)).status_code) == (None, 404)
        act(change, deputy)
        publish(photo, WRITTEN_PHOTO)
        page = words(district, f"/hoi-dap/{question.code}/")
        picture = f'alt="{WORDS["description"]}" width="4" height="8"'
        for shown in ("Giấy hẹn</a><small>PDF, ", picture, "Đã công khai bản sao của một tệp"):
            assert shown in page
        told = question.events.filter(verb=Verb.PUBLISH).order_by("number").values_list("data", flat=True)
        assert [data.get("copy") for data in told] == [None, *PublicCopy.objects.values_list("pk", flat=True)]
        assert [*faults(), *rows_without_approval(), *public_that_differs()] == []

    @pytest.mark.slow(reason="takes questions through their whole way")
    @pytest.mark.both_engines
    def test_it_is_handed_out_as_approved_and_kept_by_no_cache(
        self, city, district, question, django_assert_max_num_queries
    ):
        paper, photo = [
            publish(row, file)
            for row, file in zip(question.attachments.all(), (WRITTEN_PDF, WRITTEN_PHOTO), strict=True)
        ]
        read(district, address(photo))
        with django_assert_max_num_queries(2):
            answer = read(district, address(photo))
        content = b"".join(answer.streaming_content)
        assert (answer["Content-Type"], content[:3], len(content)) == ("image/jpeg", b"\xff\xd8\xff", photo.size)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert answer["Content-Disposition"].startswith("inline")
        assert read(district, address(paper))["Content-Disposition"].startswith("attachment")
        assert read(city, address(photo)).status_code == 404, "of another portal"
        assert propose(photo.attachment, WRITTEN_PHOTO) is None, "the public sees exactly this"
        assert read(district, f"/hoi-dap/{question.code}/tep/{'9' * 30}/").status_code == 404

    def test_pdf_that_was_not_drawn_does_not_become_public(self, question):
        attachment = question.attachments.first()
        with pytest.raises(CopyNotDrawn):
            publish(attachment, WrittenCopy(PDF, []))
        assert not PublicCopy.objects.published().filter(attachment=attachment).exists()

    @pytest.mark.slow(reason="takes questions through their whole way")
    @each_case("written", [WRITTEN_PDF, WRITTEN_PHOTO], ids=["pdf", "jpeg"])
    def test_who_chose_a_file_does_not_approve_it_once_a_colleague_chooses_it_again(
        self, district, question, head, deputy, written
    ):
        attachment = question.attachments.first()
        taken = written_anew(chosen_file(choose_copy(attachment, written, by=deputy, at=LATER)))
        change = propose(attachment, taken)
        with pytest.raises(PermissionDenied):
            act(change, deputy)
        take_back(change, by=head, at=LATER)
        change = propose(attachment, taken, by=make_head(district, seat=Seat.MEMBER))
        assert [proposed(person, change) for person in (head, deputy)] == [True, True]

    def test_who_chose_what_is_public_is_no_author_of_what_comes_next(self, question, head, deputy):
        copy = publish(question.attachments.first(), WRITTEN_PDF)
        change = propose(copy.attachment, WRITTEN_PHOTO, by=deputy)
        assert (proposed(head, change), proposed(deputy, change)) == (False, True)
        # To take it away is nobody's file.
        take_back(change, by=deputy, at=LATER)
        assert not proposed(deputy, propose_no_copy(copy.attachment, by=head, at=LATER))

    @pytest.mark.breaks_the_rule
    def test_file_that_is_exchanged_behind_the_board_is_found(self, question):
        copy = publish(question.attachments.first(), WRITTEN_PDF)
        private_storage().delete(copy.file.name)
        with private_storage().open(copy.file.name, "wb") as file:
            file.write(b"%PDF-1.7 BAN DAT")
        assert [found.pk for found in public_that_differs()] == [copy.pk]

    @pytest.mark.both_engines
    @pytest.mark.breaks_the_rule
    def test_copy_that_no_board_approved_is_found(self, question):
        said = {"title": "Giấy hẹn", "file_hash": "0" * 64, "published_at": LATER}
        copy = PublicCopy(attachment=question.attachments.first(), **said)
        copy.file.save("ban-sao.pdf", ContentFile(PDF.content), save=False)
        copy.save()
        assert [(found.model, found.pk) for found in rows_without_approval()] == [(PublicCopy, copy.pk)]

    def test_proposed_file_that_was_exchanged_is_not_published(self, question, deputy):
        change = propose(question.attachments.first(), WRITTEN_PDF)
        with private_storage().open(change.file.name, "wb") as file:
            file.write(b"%PDF-1.7 BAN DAT")
        with pytest.raises(NotApproved):
            act(change, deputy)

    @pytest.mark.slow(reason="takes questions through their whole way")
    @pytest.mark.both_engines
    def test_it_is_taken_away_as_the_board_approves(self, district, question, head, deputy):
        copy = publish(question.attachments.first(), WRITTEN_PDF)
        act(propose_no_copy(copy.attachment, by=head, at=LATER), deputy)
        copy.refresh_from_db()
        assert (copy.title, copy.file.name, copy.published_at) == ("", "", None)
        assert read(district, address(copy)).status_code == 404
        assert "Đã gỡ bản sao của một tệp" in words(district, f"/hoi-dap/{question.code}/")
        assert propose_no_copy(copy.attachment, by=head, at=LATER) is None
        assert [*faults(), *public_that_differs()] == []

    def test_what_waits_ends_with_its_question(self, asked):
        question, token = asked
        change = propose(question.attachments.first(), WRITTEN_PDF)
        withdraw_question(question, token=token, at=LATER)
        assert ProposedChange.objects.get(pk=change.pk).state == ProposalState.DROPPED


class TestRules:
    @each_case(
        ("file", "values", "refusal"),
        [
            (WRITTEN_PDF, {"seen": []}, CopyNotLookedAt),
            (WRITTEN_PDF, {"title": " "}, CopyUntitled),
            (WRITTEN_PDF, {"description": ""}, CopyUndescribed),
            (WRITTEN_PHOTO, {"title": "Goi 0912345678"}, CopyNotLookedAt),
            (WRITTEN_PHOTO, {"description": "Goi 0912345678"}, CopyNotLookedAt),
        ],
    )
    def test_what_is_missing_is_refused(self, question, file, values, refusal):
        with pytest.raises(refusal):
            propose(question.attachments.first(), file, **values)
        assert not ProposedChange.objects.open().exists()

    def test_who_chose_a_file_submits_it_and_looks_at_the_one_chosen_last(self, question, head, deputy):
        attachment = question.attachments.first()
        first = choose_copy(attachment, WRITTEN_PHOTO, by=head, at=LATER).draft.name
        with pytest.raises(CopyMissing):
            propose_copy(attachment, chosen=first, **WORDS, seen=[], by=deputy, at=LATER)
        with pytest.raises(CopyChosenAnew):
            propose(attachment, WRITTEN_PDF, chosen=first)
        assert not ProposedChange.objects.open().exists()

    @pytest.mark.slow(reason="looks through all files for what was left behind")
    def test_copy_and_proposal_that_are_refused_leave_no_file_behind(self, city, question, deputy):
        """A copy is made by the board that received the question; two wait for no board."""
        known = files_with([MARK])
        attachment = question.attachments.first()
        for stranger in (make_head(city), make_officer(question.unit)):
            with pytest.raises(NotYourQuestion):
                choose_copy(attachment, WRITTEN_PDF, by=stranger, at=LATER)
        assert not PublicCopy.objects.exists()
        assert files_with([MARK]) == known
        propose(attachment, WRITTEN_PDF)
        copy = choose_copy(attachment, WRITTEN_PDF, by=deputy, at=LATER)
        known, seen = files_with([MARK]), {piece.key for piece in pieces_of_copy(copy)}
        with pytest.raises(ChangeWaits):
            propose_copy(attachment, chosen=copy.draft.name, **WORDS, seen=seen, by=deputy, at=LATER)
        assert files_with([MARK]) == known

    def test_what_a_colleague_chose_meanwhile_stays(self, district, question, deputy):
        attachment, member = question.attachments.first(), make_head(district, seat=Seat.MEMBER)
        change = propose(attachment, WRITTEN_PDF)
        choose_copy(attachment, WRITTEN_PHOTO, by=member, at=LATER)
        act(change, deputy)
        copy = PublicCopy.objects.get()
        assert (copy.ending, copy.draft_ending, copy.draft_by) == ("pdf", "jpg", member)

    def test_it_is_public_after_its_question(self, district, deputy):
        question, _token = make_question_with_token(district, QuestionState.IN_ANSWER, files=[PHOTO])
        change = propose(question.attachments.get(), WRITTEN_PHOTO)
        with pytest.raises(CopyBeforeQuestion):
            act(change, deputy)
        assert not question.events.filter(verb=Verb.PUBLISH).exists()


class TestEnds:
    @pytest.mark.slow(reason="takes questions through their whole way")
    def test_sender_takes_along_what_no_list_feed_or_table_names_and_it_is_withheld_with_its_question(
        self, district, question, head, deputy
    ):
        copy = publish(question.attachments.first(), WRITTEN_PDF)
        first, second = exported(question, read_own_data(question, at=LATER))["files"]
        assert second["public_copy"] is None
        assert {name: first["public_copy"][name] for name in WORDS} == WORDS
        for path in ("/hoi-dap/", "/hoi-dap/rss/", f"/hoi-dap/{question.code}/rss/", "/hoi-dap/du-lieu.json"):
            assert WORDS["title"] not in words(district, path), path
        assert question.code not in words(district, "/tim-kiem/", q="DauTep")
        assert read(district, address(copy)).status_code == 200
        reason = {"to": Visibility.HIDDEN, "because": WithholdReason.PERSONAL_DATA, "text": "Nêu tên"}
        ask_to_withhold(question, **reason, by=head, at=LATER)
        confirm_visibility(question, by=deputy, at=LATER)
        assert read(district, address(copy)).status_code == 404

    @pytest.mark.slow(reason="takes questions through to their publication")
    def test_it_goes_with_the_data_of_the_sender(self, district, question, head, django_capture_on_commit_callbacks):
        """Also what was only chosen, what waits, and what was proposed once."""
        marks = [MARK, WORDS["title"], WORDS["description"]]
        others = files_with(marks)
        with django_capture_on_commit_callbacks(execute=True):
            paper, photo = question.attachments.all()
            copy = publish(paper, WRITTEN_PDF)
            propose(photo, WRITTEN_PDF)
        chosen = PublicCopy.objects.get(attachment=photo).draft.name
        assert private_storage().exists(chosen)
        assert len(files_with(marks) - others) == 3, "public, and two that were proposed"
        with django_capture_on_commit_callbacks(execute=True):
            erase_sender(question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
        assert (files_with(marks) - others, columns_with(marks)) == (set(), set())
        assert not private_storage().exists(chosen)
        pages = [address(copy), f"/hoi-dap/{question.code}/"]
        assert [read(district, page).status_code for page in pages] == [404, 200]
        assert [*faults(), *public_that_differs()] == []
        with pytest.raises(FileErased):
            choose_copy(paper, WRITTEN_PDF, by=head, at=LATER)


class TestView:
    def test_storage_that_is_away_is_said_beside_the_file(self, question, head, monkeypatch):
        url = f"/admin/questions/{question.pk}/files/{question.attachments.first().pk}/public/"
        monkeypatch.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
        answer = browser(head).post(url, {"choose": "1", "file": SimpleUploadedFile("a.pdf", PDF.content)})
        assert (answer.status_code, "Kho tệp" in answer.content.decode()) == (422, True)
        assert not PublicCopy.objects.exists()

    @pytest.mark.slow(reason="the whole way of a file over the screens of the board")
    def test_board_chooses_looks_and_submits(self, city, question, head, deputy):
        attachment = question.attachments.first()
        url = f"/admin/questions/{question.pk}/files/{attachment.pk}"
        head, deputy = browser(head), browser(deputy)
        assert f"{url}/public/" in head.get(f"/admin/questions/{question.pk}/public-text/").content.decode()
        bad = {"choose": "1", "file": SimpleUploadedFile("chuong-trinh.docx", b"PK")}
        assert ".docx" in head.post(f"{url}/public/", bad).content.decode()
        assert head.get(f"{url}/chosen/").status_code == 404
        head.post(f"{url}/public/", {"choose": "1", "file": SimpleUploadedFile("a.pdf", PDF.content)})
        assert "02838222333" in head.get(f"{url}/public/").content.decode()
        assert head.get(f"{url}/chosen/").content.startswith(b"%PDF-")
        assert deputy.get(f"{url}/chosen/").status_code == 404, "a colleague"
        sent = {**WORDS, "looked": "on", "chosen": PublicCopy.objects.get().draft.name}
        assert errors_at(head.post(f"{url}/public/", sent), "pieces")
        assert errors_at(head.post(f"{url}/public/", {**sent, "looked": ""}), "looked")
        assert errors_at(head.post(f"{url}/public/", {**sent, "title": "Đơn của 0912345678"}), "pieces")
        (piece,) = pieces_of_copy(PublicCopy.objects.get())
        head.post(f"{url}/public/", {**sent, "pieces": [piece.key]})
        change = ProposedChange.objects.open().get()
        proposal = deputy.get(f"/admin/portals/proposals/{change.pk}/")
        assert "02838222333" in proposal.content.decode()
        for stranger in (browser(make_head(city)), browser(make_officer(question.unit))):
            assert all(is_shut(stranger.get(f"{url}/{screen}/")) for screen in ("public", "chosen"))

    def test_nobody_else_of_the_portal_reads_what_is_proposed(self, district, question, head, deputy):
        """Nor, before the board approved them, the words: both may repeat what must not be public."""
        shown = propose_public_text(question, title="Khai sinh", text="TOI LA AI", by=head, at=LATER)
        proposed = propose(question.attachments.first(), WRITTEN_PDF)
        reader, deputy = browser(make_member(district)), browser(deputy)
        for change, told in ((shown, "TOI LA AI"), (proposed, WORDS["title"])):
            url = f"/admin/portals/proposals/{change.pk}/"
            assert told in deputy.get(url).content.decode()
            page = reader.get(url)
            assert (page.status_code, told in page.content.decode()) == (200, False)
        assert [person.get(f"{url}file/").status_code for person in (deputy, reader)] == [200, 404]

    def test_board_asks_to_take_it_away(self, question, head):
        copy = publish(question.attachments.first(), WRITTEN_PDF)
        url = f"/admin/questions/{question.pk}/files/{copy.attachment_id}/public/"
        browser(head).post(url, {"nothing": "1"})
        assert ProposedChange.objects.open().get().values["file_hash"] == ""

    def test_file_of_another_question_is_not_there(self, district, question, head):
        other, _token = make_question_with_token(district, QuestionState.IN_ANSWER)
        url = f"/admin/questions/{other.pk}/files/{question.attachments.first().pk}/"
        for name in ("public", "chosen"):
            assert browser(head).get(f"{url}{name}/").status_code == 404
