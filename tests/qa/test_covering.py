"""A chosen copy is sealed like the file of the sender, and covered by what a person ticks and marks.

The screen on which the board takes a file as it was sent and covers what tells of a person; who sees its pages.
"""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.private_files import private_storage
from members.enums import Seat
from members.memberships import leave_board
from participation.enums.submissions import ErasureReason, ViewReason
from participation.erasing import erase_sender
from participation.models import ContactView
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileErased
from participation.sent_files.storing import encrypt_with_file_key
from qa.drawing.covering import cover_copy, places_of_copy
from qa.drawing.covers import Place, pages_of
from qa.enums import QuestionState
from qa.errors import NotYourQuestion
from qa.file_errors import CopyChosenAnew, CopyMissing, CopyNothingCovered, MarksUnreadable
from qa.models import CopyChoice, PublicCopy
from qa.publication.actions import propose_public_text
from qa.publication.copy_files import CopyPiece, WrittenCopy, written_anew
from qa.publication.public_copies import choose_copy, chosen_file, pieces_of_copy, propose_copy
from tests.admin import browser, is_shut
from tests.each import each_case
from tests.factories import make_head
from tests.proposals import act
from tests.qa.copies import pdf, photograph
from tests.qa.factories import LATER, make_officer, make_question, stored
from tests.qa.public_copies import stored_copies

pytestmark = pytest.mark.django_db

PDF = SentFile("Cong van.pdf", "pdf", pdf("Goi 0912345678, 02838222333"))
WRITTEN, WRITTEN_PHOTO = written_anew(PDF), written_anew(SentFile("Anh.jpg", "jpg", photograph()))
MINE, OFFICE = WRITTEN.pieces
CORNER = Place(1, 0, 0, 20, 20)


@pytest.fixture
def attachment(district):
    return make_question(district, QuestionState.IN_ANSWER, files=[PDF]).attachments.get()


@pytest.fixture
def head(district, attachment):
    return make_head(district)


def choose(attachment, written=WRITTEN, *, by):
    return choose_copy(attachment, written, by=by, at=LATER)


def cover(copy, *, by, pieces=(), marks=(), chosen=None):
    given = {"pieces": list(pieces), "marks": list(marks), "by": by, "at": LATER}
    return cover_copy(copy.attachment, chosen=chosen or copy.draft.name, **given)


def test_chosen_file_is_encrypted_with_the_key_of_the_senders_and_one_of_before_they_were_is_read(attachment, head):
    copy = choose(attachment, by=head)
    assert copy.draft.name.endswith(".pdf.sealed")
    sealed = private_storage().open(copy.draft.name).read()
    assert Fernet(attachment.content()["key"]).decrypt(sealed) == WRITTEN.file.content
    read = chosen_file(PublicCopy.objects.get())
    assert (read.ending, read.content) == ("pdf", WRITTEN.file.content)
    copy.draft.save("questions/1/2026/copies/truoc.pdf", ContentFile(WRITTEN.file.content))
    before = copy.draft.name
    assert chosen_file(copy).content == WRITTEN.file.content
    assert cover(copy, by=head, marks=[CORNER]).draft.name != before


def test_pieces_that_are_ticked_are_black_and_asked_about_no_more(attachment, head, django_capture_on_commit_callbacks):
    """Who covers is kept as having chosen each file."""
    copy = choose(attachment, by=head)
    places, before = places_of_copy(copy), copy.draft.name
    assert set(places) == {MINE.key, OFFICE.key}
    with django_capture_on_commit_callbacks(execute=True):
        copy = cover(copy, by=head, pieces=[MINE.key, "unknown"], marks=[CORNER])
    assert not private_storage().exists(before)
    assert [piece.text for piece in pieces_of_copy(copy)] == [OFFICE.text]
    assert places_of_copy(PublicCopy.objects.get()) == {OFFICE.key: places[OFFICE.key]}
    (page,) = pages_of(chosen_file(copy))
    assert page.picture != pages_of(WRITTEN.file)[0].picture
    copy = cover(copy, by=head, pieces=[OFFICE.key])
    assert (pieces_of_copy(copy), copy.draft_places) == ([], {})
    assert list(CopyChoice.objects.values_list("by", flat=True)) == [head.pk] * 3


@pytest.mark.both_engines
def test_what_is_covered_becomes_public_and_is_no_more_what_is_chosen(district, attachment, head):
    deputy = make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(attachment.question, title="Khai sinh", text="Tôi cần.", by=head, at=LATER), deputy)
    copy = cover(choose(attachment, by=head), by=head, pieces=[MINE.key, OFFICE.key])
    covered = chosen_file(copy).content
    words = {"title": "Giấy hẹn", "description": "Đã che", "seen": []}
    act(propose_copy(attachment, chosen=copy.draft.name, **words, by=head, at=LATER), deputy)
    assert stored(copy, "draft", "draft_by", "draft_pieces", "draft_places") == ("", None, [], {})
    with copy.file.open("rb") as file:
        assert file.read() == covered


def test_piece_without_a_place_stays_until_a_person_looked_at_it(attachment, head):
    written = WrittenCopy(WRITTEN.file, WRITTEN.pieces, {OFFICE.key: [CORNER]})
    copy = cover(choose(attachment, written, by=head), by=head, pieces=[MINE.key, OFFICE.key])
    assert [CopyPiece.of(value) for value in copy.draft_pieces] == [MINE]


@each_case(
    ("given", "refusal"),
    [
        ({}, CopyNothingCovered),
        ({"pieces": ["unknown"]}, CopyNothingCovered),
        ({"marks": [Place(2, 0, 0, 9, 9)]}, MarksUnreadable),
        ({"marks": [CORNER], "chosen": "questions/elsewhere.pdf.sealed"}, CopyChosenAnew),
    ],
)
def test_what_covers_nothing_or_another_file_is_refused(attachment, head, given, refusal):
    copy = choose(attachment, by=head)
    with pytest.raises(refusal):
        cover(copy, by=head, **given)
    assert PublicCopy.objects.get().draft.name == copy.draft.name


def test_what_a_colleague_chose_is_covered_by_nobody_else_nor_by_who_left_the_board(city, district, attachment, head):
    copy, yesterday = choose(attachment, by=head), LATER - timedelta(days=1)
    for stranger in (make_head(district, seat=Seat.DEPUTY), make_head(city)):
        with pytest.raises(CopyMissing):
            cover(copy, by=stranger, marks=[CORNER])
    leave_board(district.board.seats.get(user=head), by=None, at=yesterday, last_day=yesterday.date())
    with pytest.raises(NotYourQuestion):
        cover(copy, by=head, marks=[CORNER])
    assert PublicCopy.objects.get().draft.name == copy.draft.name


@pytest.mark.parametrize("is_gone", [False, True], ids=["kept", "gone"])
def test_file_that_is_chosen_while_another_is_painted_stays(
    attachment, head, monkeypatch, is_gone, django_capture_on_commit_callbacks
):
    """Whether the former lies there still when it is read, or not."""
    known = stored_copies(attachment.question)
    copy = choose(attachment, by=head)

    def meanwhile(read):
        with django_capture_on_commit_callbacks(execute=is_gone):
            choose(attachment, WRITTEN_PHOTO, by=head)
        return chosen_file(read)

    monkeypatch.setattr("qa.drawing.covering.chosen_file", meanwhile)
    with pytest.raises(CopyChosenAnew):
        cover(copy, by=head, marks=[CORNER])
    left = PublicCopy.objects.get()
    assert left.draft_ending == "jpg"
    there = {row.draft.name.rsplit("/", 1)[-1] for row in ([left] if is_gone else [copy, left])}
    assert stored_copies(attachment.question) - known == there


def test_places_go_with_the_data_of_the_sender(attachment, head, django_capture_on_commit_callbacks):
    copy = cover(choose(attachment, by=head), by=head, pieces=[MINE.key])
    assert copy.draft_places
    with django_capture_on_commit_callbacks(execute=True):
        erase_sender(attachment.question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
    assert not private_storage().exists(copy.draft.name)
    assert stored(copy, "draft", "draft_pieces", "draft_places") == ("", [], {})
    attachment.refresh_from_db()
    with pytest.raises(FileErased):
        encrypt_with_file_key(attachment, b"x")
    with pytest.raises(CopyMissing):
        cover(copy, by=head, marks=[CORNER], chosen=copy.draft.name)


NUMBER = "02838222333"
PDF_FILE = SentFile("Don.pdf", "pdf", pdf(f"Goi {NUMBER}", "Trang hai"))
DOCX = SentFile("Don.docx", "docx", b"PK")
# In the lower half of the first page, where nothing stands.
MARK = [1, 16, 160, 48, 192]


@pytest.fixture
def question(district):
    return make_question(district, QuestionState.IN_ANSWER, files=[PDF_FILE, DOCX])


@pytest.fixture
def desk(district):
    return browser(make_head(district))


def address(question, *, of=0, name="public"):
    return f"/admin/questions/{question.pk}/files/{question.attachments.all()[of].pk}/{name}/"


def taken(desk, question) -> BeautifulSoup:
    desk.post(address(question), {"take": "1"})
    return screen(desk, question)


def screen(desk, question, *, of=0) -> BeautifulSoup:
    return BeautifulSoup(desk.get(address(question, of=of)).content, "html.parser")


def covered_by(desk, question, page, **values):
    chosen = page.select_one("[data-covers] [name=chosen]")["value"]
    return desk.post(address(question), {"cover": "1", "chosen": chosen, **values})


def ticks(page) -> dict[str, bool]:
    return {tick["value"]: tick.has_attr("checked") for tick in page.select("[data-covers] [name=covered]")}


def pixel(x: int, y: int) -> tuple[int, ...]:
    """Of the first page of what is chosen."""
    picture = pages_of(chosen_file(PublicCopy.objects.get()))[0].picture
    return Image.open(BytesIO(picture)).getpixel((x, y))


class TestTaking:
    def test_file_is_taken_as_it_was_sent_which_is_written_down(self, question, desk):
        page = taken(desk, question)
        view, about = ContactView.objects.get(), f"qa.questionattachment:{question.attachments.first().pk}"
        assert (view.why, view.about) == (ViewReason.PUBLIC_COPY, about)
        ((key, is_ticked),) = ticks(page).items()
        assert is_ticked
        shown = [[rect["data-piece"] for rect in one.select("rect")] for one in page.select("[data-page]")]
        assert shown == [[key], []]
        assert NUMBER in page.select_one("[data-covers]").text

    def test_docx_is_not_nor_one_of_a_question_that_is_not_sorted_yet(self, district, question, desk):
        assert not screen(desk, question, of=1).select("[name=take]")
        answer = desk.post(address(question, of=1), {"take": "1"})
        assert (answer.status_code, ".docx" in answer.content.decode()) == (422, True)
        unsorted = make_question(district, files=[PDF_FILE])
        assert desk.post(address(unsorted), {"take": "1"}).status_code == 422
        assert not ContactView.objects.exists()
        assert not PublicCopy.objects.exists()


class TestCovering:
    def test_what_is_ticked_and_marked_is_black_and_asked_about_no_more(self, question, desk):
        page = taken(desk, question)
        (found,) = page.select("rect")
        answer = covered_by(desk, question, page, covered=list(ticks(page)), marks=json.dumps([MARK]))
        assert answer.status_code == 302
        for x, y in ((int(found["x"]) + 4, int(found["y"]) + 4), (20, 164)):
            assert pixel(x, y) == (0, 0, 0)
        page = screen(desk, question)
        assert (ticks(page), page.select("rect"), page.select("[data-submits-copy] [name=pieces]")) == ({}, [], [])

    def test_what_was_marked_is_kept_when_it_is_refused(self, question, desk):
        page = taken(desk, question)
        chosen = PublicCopy.objects.get().draft.name
        for values, fault in [
            ({"marks": "[[9, 1, 1, 30, 30]]"}, "khoanh lại"),
            ({"marks": json.dumps([MARK]), "chosen": "questions/khac.pdf"}, "tệp khác"),
            ({"marks": "", "covered": []}, "khoanh một vùng"),
        ]:
            answer = covered_by(desk, question, page, **{"covered": list(ticks(page))} | values)
            again = BeautifulSoup(answer.content, "html.parser")
            assert (answer.status_code, fault in again.select_one("[data-covers]").text) == (422, True), values
            assert again.select_one("[name=marks]").get("value", "") == values["marks"]
            assert list(ticks(again).values()) == ["covered" not in values]
            assert PublicCopy.objects.get().draft.name == chosen

    def test_uploaded_photograph_is_covered_the_same_way(self, question, desk):
        desk.post(address(question), {"choose": "1", "file": SimpleUploadedFile("a.jpg", photograph())})
        assert covered_by(desk, question, screen(desk, question), marks="[[1, 0, 0, 4, 4]]").status_code == 302
        assert pixel(2, 2) == (0, 0, 0)


class TestLostFiles:
    @pytest.mark.slow(reason="takes a file, whose pages are drawn, twice")
    @pytest.mark.parametrize("is_damaged", [False, True], ids=["gone", "damaged"])
    @pytest.mark.parametrize("is_sent", [False, True], ids=["chosen", "sent"])
    def test_are_told_of_and_break_no_screen(self, question, desk, is_sent, is_damaged):
        page = taken(desk, question)
        chosen = PublicCopy.objects.get().draft.name
        lost = question.attachments.first().stored_as if is_sent else chosen
        private_storage().delete(lost)
        if is_damaged:
            private_storage().save(lost, ContentFile(b"x"))
        answer = screen(desk, question)
        assert bool(answer.select("[data-submits-copy]")) == is_sent
        assert ("không còn đọc được" in answer.text) != is_sent
        words = {"title": "Đơn", "description": "Đơn", "looked": "on", "pieces": list(ticks(page))}
        of_chosen = [words | {"chosen": chosen}, {"cover": "1", "chosen": chosen, "covered": list(ticks(page))}]
        for values in [{"take": "1"}] if is_sent else of_chosen:
            refused = desk.post(address(question), values)
            assert (refused.status_code, "Không đọc được tệp này" in refused.content.decode()) == (422, True)
        if not is_sent:
            assert desk.get(f"{address(question, name='chosen')}1/").status_code == 404
            assert taken(desk, question).select("[data-submits-copy]")


class TestPages:
    def test_each_page_is_a_picture(self, question, desk):
        taken(desk, question)
        pages = address(question, name="chosen")
        for answer in (desk.get(f"{pages}1/"), desk.get(f"{pages}2/")):
            assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
            assert answer["Cache-Control"].startswith("private, no-store")
            assert answer["X-Content-Type-Options"] == "nosniff"
        assert [desk.get(f"{pages}{number}/").status_code for number in (1, 2, 0, 3, 99999)] == [200] * 2 + [404] * 3

    def test_only_who_chose_the_file_sees_them_and_is_asked_to_cover_them(self, city, district, question, desk):
        taken(desk, question)
        page, deputy = f"{address(question, name='chosen')}1/", browser(make_head(district, seat=Seat.DEPUTY))
        assert deputy.get(page).status_code == 404
        assert not screen(deputy, question).select("[data-covers]")
        for stranger in (make_head(city), make_officer(question.unit)):
            assert is_shut(browser(stranger).get(page))

    def test_not_those_of_a_file_of_another_question(self, district, question, desk):
        taken(desk, question)
        other = make_question(district, QuestionState.IN_ANSWER)
        files = f"/admin/questions/{other.pk}/files/{question.attachments.first().pk}"
        assert desk.get(f"{files}/chosen/1/").status_code == 404
        assert desk.post(f"{files}/public/", {"take": "1"}).status_code == 404
