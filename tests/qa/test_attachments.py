"""Files that come with a question are looked at, kept encrypted, read with a note of it, and erased with the sender.

They, their copies and what is proposed of them do not stay where no row names them.
"""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.utils import timezone

from audit.private_files import private_storage
from audit.sealing.ciphers import unseal
from editorial.integrity import leftover_files
from editorial.integrity.leftover_files import delete_leftover_private_files
from editorial.models import ProposedChange
from editorial.tasks import delete_leftover_private_files as nightly
from participation.enums.submissions import ErasureReason, ViewReason
from participation.erasing import erase_sender
from participation.models import ContactView, SealedFile
from participation.personal_data.ciphers import sealed_models
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileErased
from participation.sent_files.storing import names_of
from qa.asking.attachments import attachments_of, read_attachment
from qa.core.verification import faults
from qa.enums import QuestionState
from qa.models import PublicCopy, Question, QuestionAttachment
from qa.publication.copy_files import written_anew
from qa.publication.public_copies import choose_copy
from tests.each import each_case
from tests.factories import make_head, make_member
from tests.qa.attachments import NAME, picture, upload
from tests.qa.citizen import Citizen
from tests.qa.copies import photograph
from tests.qa.factories import LATER, ask, make_question
from tests.qa.public_copies import propose

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 6, 2, 0, tzinfo=UTC)


@pytest.fixture
def question(city) -> Question:
    return ask(city, files=[SentFile(NAME, "png", picture())])[0]


@pytest.mark.both_engines
def test_file_of_the_form_is_kept_encrypted_with_a_key_of_its_own(city, django_capture_on_commit_callbacks):
    token = Citizen(city).token(files=[upload(), upload("bien-nhan.png")])
    first, second = QuestionAttachment.objects.all()
    assert (first.question.received_portal, first.ending, first.size) == (city, "png", len(picture()))
    key, other = [unseal(row.sealed)["key"] for row in (first, second)]
    assert Fernet(key.encode()).decrypt(private_storage().open(first.stored_as).read()) == picture()
    assert key != other
    assert "dauten" not in first.stored_as.lower()
    assert "DấuTên" not in str(first.__dict__)
    assert QuestionAttachment in sealed_models()
    assert first.question.events.get().data["files"] == 2
    assert names_of(attachments_of(first.question))[first.pk] == NAME
    own = Citizen(city).get(f"/hoi-dap/cua-toi/{token}/du-lieu/tep/{first.pk}/")
    expected = (picture(), "image/png", "private, no-store")
    assert (own.content, own["Content-Type"], own["Cache-Control"]) == expected
    assert own["Content-Disposition"].startswith("attachment")


def test_sender_is_told_that_a_file_was_lost(city):
    token = Citizen(city).token(files=[upload()])
    attachment = QuestionAttachment.objects.get()
    private_storage().delete(attachment.stored_as)
    answer = Citizen(city).get(f"/hoi-dap/cua-toi/{token}/du-lieu/tep/{attachment.pk}/")
    assert (answer.status_code, "Không đọc được tệp này" in answer.content.decode()) == (410, True)


@each_case(
    ("files", "words"),
    [
        ([upload(f"{number}.png") for number in range(4)], "tối đa 3 tệp"),
        ([upload("lon.png", b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024))], "5 MB"),
        ([upload("chuong-trinh.exe", b"MZ")], ".exe"),
        ([upload("gia.pdf", b"MZ\x90")], ".pdf"),
        ([upload("gia.png", b"%PDF-1.4 day la PDF")], ".png"),
        ([upload("rong.png", b"")], "rỗng"),
    ],
)
def test_file_that_may_not_come_is_refused_beside_the_field_and_nothing_is_kept(city, files, words):
    for file in files:
        file.seek(0)
    answer = Citizen(city).ask(files=files)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text.split('id="id_files_error"')[1].split("</p>")[0]
    assert files[0].name in text, "what has to be chosen again"
    assert not QuestionAttachment.objects.exists()


def test_who_reads_a_file_is_noted_as_reading_its_sender(question):
    officer = make_member(question.received_portal)
    (attachment,) = attachments_of(question)
    file, media_type = read_attachment(attachment, by=officer, at=AT, why=ViewReason.HANDLING)
    assert (file.name, file.content, media_type) == (NAME, picture(), "image/png")
    view, about = ContactView.objects.get(), f"qa.questionattachment:{attachment.pk}"
    assert (view.sender, view.by, view.why, view.about) == (question.sender, officer, "handling", about)


@pytest.mark.both_engines
def test_erasing_the_sender_takes_the_own_files_alone(question, district, django_capture_on_commit_callbacks):
    other, _token = ask(district, files=[SentFile("khac.png", "png", picture())])
    (attachment,) = attachments_of(question)
    with django_capture_on_commit_callbacks(execute=True):
        erase_sender(question.sender, because=ErasureReason.REQUEST, by=None, at=AT)
    assert not private_storage().exists(attachment.stored_as)
    assert attachments_of(question) == []
    with pytest.raises(FileErased):
        read_attachment(attachment, by=None, at=AT, why=ViewReason.OWN)
    assert len(attachments_of(other)) == 1
    assert list(faults()) == []


# -- Files that no row names


PHOTO = SentFile("Anh.jpg", "jpg", photograph())


@pytest.fixture
def lost():
    names = ("questions/1/2026/lost", "questions/1/2026/copies/lost.jpg", "proposals/lost.jpg")
    return [private_storage().save(name, ContentFile(b"x")) for name in names]


def there(names):
    return [name for name in names if private_storage().exists(name)]


def is_private(field):
    """By the function, since other tests give the project other storages: then a field has an object of before."""
    return field.deconstruct()[3].get("storage") is private_storage


@pytest.mark.both_engines
def test_what_no_row_names_goes_and_everything_else_stays(district, lost, monkeypatch):
    # Other tests leave files as well.
    monkeypatch.setattr(leftover_files, "FEW", 100_000)
    attachment = make_question(district, QuestionState.IN_ANSWER, files=[PHOTO]).attachments.get()
    propose(attachment, written_anew(PHOTO))
    choose_copy(attachment, written_anew(PHOTO), by=make_head(district), at=LATER)
    other = private_storage().save("elsewhere/without-a-row", ContentFile(b"x"))
    named = [attachment.stored_as, PublicCopy.objects.get().draft.name, ProposedChange.objects.get().file.name, other]
    assert there(named) == named
    assert delete_leftover_private_files(at=timezone.now() + timedelta(days=2)) >= len(lost)
    assert there([*named, *lost]) == named


@pytest.mark.both_engines
def test_every_column_that_may_name_a_file_of_these_folders_is_asked():
    asked = {column for columns in leftover_files._columns.values() for column in columns}
    # Without a folder of its own, a column names files of any.
    folders = {"", *leftover_files._columns}
    may_name = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField) and is_private(field) and field.upload_to.strip("/") in folders
    }
    sealed = {(model, "stored_as") for model in apps.get_models() if issubclass(model, SealedFile)}
    assert (may_name, sealed <= asked) == (asked - sealed, True)


@pytest.mark.both_engines
def test_file_of_today_is_kept_since_its_row_may_follow(lost):
    nightly()
    assert there(lost) == lost


@pytest.mark.both_engines
def test_where_most_files_have_no_row_nothing_goes_since_the_rows_are_lost(db, lost, monkeypatch, caplog):
    monkeypatch.setattr(leftover_files, "FEW", 0)
    assert delete_leftover_private_files(at=timezone.now() + timedelta(days=2)) == 0
    assert there(lost) == lost
    told = [message for message in caplog.messages if message.startswith("Private folder")]
    assert [message.split()[2] for message in told] == ["proposals:", "questions:"]
