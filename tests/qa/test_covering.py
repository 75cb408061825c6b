"""A chosen copy is sealed like the file of the sender, and covered by what a person ticks and marks."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.files.base import ContentFile

from audit.private_files import private_storage
from members.enums import Seat
from members.memberships import leave_board
from participation.enums import ErasureReason
from participation.erasing import erase_sender
from qa.asking.attachments import SentFile, sealed_beside
from qa.drawing.covering import cover_copy, places_of_copy
from qa.drawing.covers import Place, pages_of
from qa.enums import QuestionState
from qa.errors import NotYourQuestion
from qa.file_errors import CopyChosenAnew, CopyMissing, CopyNothingCovered, FileErased, MarksUnreadable
from qa.models import CopyChoice, PublicCopy
from qa.publication.actions import propose_public_text
from qa.publication.copy_files import CopyPiece, WrittenCopy, written_anew
from qa.publication.public_copies import choose_copy, chosen_file, pieces_of_copy, propose_copy
from tests.each import each_case
from tests.everywhere import files_with
from tests.factories import make_head
from tests.proposals import act
from tests.qa.copies import pdf, photograph
from tests.qa.factories import LATER, make_question_with_token

pytestmark = pytest.mark.django_db

PDF = SentFile("Cong van.pdf", "pdf", pdf("Goi 0912345678, 02838222333"))
WRITTEN, WRITTEN_PHOTO = written_anew(PDF), written_anew(SentFile("Anh.jpg", "jpg", photograph()))
MINE, OFFICE = WRITTEN.pieces
CORNER = Place(1, 0, 0, 20, 20)


@pytest.fixture
def attachment(district):
    question, _token = make_question_with_token(district, QuestionState.IN_ANSWER, files=[PDF])
    return question.attachments.get()


@pytest.fixture
def head(district, attachment):
    return make_head(district)


def choose(attachment, written=WRITTEN, *, by):
    return choose_copy(attachment, written, by=by, at=LATER)


def cover(copy, *, by, pieces=(), marks=(), chosen=None):
    given = {"pieces": list(pieces), "marks": list(marks), "by": by, "at": LATER}
    return cover_copy(copy.attachment, chosen=chosen or copy.draft.name, **given)


def stored(copy):
    with private_storage().open(copy.draft.name) as file:
        return file.read()


def test_chosen_file_is_encrypted_with_the_key_of_the_senders(attachment, head):
    copy = choose(attachment, by=head)
    assert copy.draft.name.endswith(".pdf.sealed")
    assert Fernet(attachment.content()["key"]).decrypt(stored(copy)) == WRITTEN.file.content
    with pytest.raises(InvalidToken):
        Fernet(Fernet.generate_key()).decrypt(stored(copy))
    read = chosen_file(PublicCopy.objects.get())
    assert (read.ending, read.content) == ("pdf", WRITTEN.file.content)


def test_file_that_was_chosen_before_they_were_encrypted_is_read_and_covered(attachment, head):
    copy = choose(attachment, by=head)
    copy.draft.save("questions/1/2026/copies/truoc.pdf", ContentFile(WRITTEN.file.content))
    assert chosen_file(copy).content == WRITTEN.file.content
    before = copy.draft.name
    assert cover(copy, by=head, marks=[CORNER]).draft.name != before


def test_pieces_that_are_ticked_are_black_and_asked_about_no_more(attachment, head, django_capture_on_commit_callbacks):
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


@pytest.mark.both_engines
def test_what_is_covered_becomes_public_and_is_no_more_what_is_chosen(district, attachment, head):
    deputy = make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(attachment.question, title="Khai sinh", text="Tôi cần.", by=head, at=LATER), deputy)
    copy = cover(choose(attachment, by=head), by=head, pieces=[MINE.key, OFFICE.key])
    covered = chosen_file(copy).content
    words = {"title": "Giấy hẹn", "description": "Đã che", "seen": []}
    act(propose_copy(attachment, chosen=copy.draft.name, **words, by=head, at=LATER), deputy)
    copy.refresh_from_db()
    with copy.file.open("rb") as file:
        assert file.read() == covered
    assert (copy.draft.name, copy.draft_by, copy.draft_pieces, copy.draft_places) == ("", None, [], {})


def test_piece_without_a_place_stays_until_a_person_looked_at_it(attachment, head):
    written = WrittenCopy(WRITTEN.file, WRITTEN.pieces, {OFFICE.key: [CORNER]})
    copy = cover(choose(attachment, written, by=head), by=head, pieces=[MINE.key, OFFICE.key])
    assert [CopyPiece.of(value) for value in copy.draft_pieces] == [MINE]


def test_who_covers_is_kept_as_having_chosen_each_file(attachment, head):
    cover(choose(attachment, by=head), by=head, marks=[CORNER])
    assert list(CopyChoice.objects.values_list("by", flat=True)) == [head.pk] * 2


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


def test_what_a_colleague_chose_is_covered_by_nobody_else(city, district, attachment, head):
    copy = choose(attachment, by=head)
    for stranger in (make_head(district, seat=Seat.DEPUTY), make_head(city)):
        with pytest.raises(CopyMissing):
            cover(copy, by=stranger, marks=[CORNER])
    assert PublicCopy.objects.get().draft.name == copy.draft.name


def test_who_left_the_board_covers_nothing(district, attachment, head):
    copy = choose(attachment, by=head)
    yesterday = LATER - timedelta(days=1)
    leave_board(district.board.seats.get(user=head), by=None, at=yesterday, last_day=yesterday.date())
    with pytest.raises(NotYourQuestion):
        cover(copy, by=head, marks=[CORNER])


@pytest.mark.parametrize("is_gone", [False, True], ids=["kept", "gone"])
def test_file_that_is_chosen_while_another_is_painted_stays(
    attachment, head, monkeypatch, is_gone, django_capture_on_commit_callbacks
):
    """Whether the former lies there still when it is read, or not."""
    copy = choose(attachment, by=head)
    known = files_with([".sealed"])

    def meanwhile(read):
        with django_capture_on_commit_callbacks(execute=is_gone):
            choose(attachment, WRITTEN_PHOTO, by=head)
        return chosen_file(read)

    monkeypatch.setattr("qa.drawing.covering.chosen_file", meanwhile)
    with pytest.raises(CopyChosenAnew):
        cover(copy, by=head, marks=[CORNER])
    left = PublicCopy.objects.get()
    assert left.draft_ending == "jpg"
    assert {name for name in files_with([".sealed"]) - known if left.draft.name not in name} == set()


def test_places_go_with_the_data_of_the_sender(attachment, head, django_capture_on_commit_callbacks):
    copy = cover(choose(attachment, by=head), by=head, pieces=[MINE.key])
    assert copy.draft_places
    with django_capture_on_commit_callbacks(execute=True):
        erase_sender(attachment.question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
    assert not private_storage().exists(copy.draft.name)
    copy.refresh_from_db()
    assert (copy.draft.name, copy.draft_pieces, copy.draft_places) == ("", [], {})
    attachment.refresh_from_db()
    with pytest.raises(FileErased):
        sealed_beside(attachment, b"x")
    with pytest.raises(CopyMissing):
        cover(copy, by=head, marks=[CORNER], chosen=copy.draft.name)
