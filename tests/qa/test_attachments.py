"""Files that come with a question are looked at, kept encrypted, read with a note of it, and erased with the sender."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from audit.private_files import private_storage
from audit.sealing.ciphers import unseal
from participation.enums import ErasureReason, ViewReason
from participation.erasing import erase_sender
from participation.models import ContactView
from participation.personal_data.ciphers import sealed_models
from qa.asking.attachments import SentFile, attachments_of, names_of, read_attachment
from qa.core.verification import faults
from qa.file_errors import FileErased
from qa.models import Question, QuestionAttachment
from tests.each import each_case
from tests.factories import make_member
from tests.qa.attachments import NAME, picture, upload
from tests.qa.citizen import Citizen
from tests.qa.factories import ask

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
    stored = private_storage().open(first.stored_as).read()
    assert picture() not in stored
    keys = [unseal(row.sealed)["key"] for row in (first, second)]
    assert Fernet(keys[0].encode()).decrypt(stored) == picture()
    assert keys[0] != keys[1]
    assert "dauten" not in first.stored_as.lower()
    assert "DấuTên" not in str(first.__dict__)
    assert QuestionAttachment in sealed_models()
    assert first.question.events.get().data["files"] == 2
    assert names_of(attachments_of(first.question))[first.pk] == NAME
    own = Citizen(city).get(f"/hoi-dap/cua-toi/{token}/du-lieu/tep/{first.pk}/")
    assert (own.content, own["Content-Type"]) == (picture(), "image/png")
    assert own["Content-Disposition"].startswith("attachment")
    assert own["Cache-Control"] == "private, no-store"


def test_sender_is_told_that_a_file_was_lost(city):
    token = Citizen(city).token(files=[upload()])
    attachment = QuestionAttachment.objects.get()
    private_storage().delete(attachment.stored_as)
    answer = Citizen(city).get(f"/hoi-dap/cua-toi/{token}/du-lieu/tep/{attachment.pk}/")
    assert answer.status_code == 410
    assert "Không đọc được tệp này" in answer.content.decode()


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
    view = ContactView.objects.get()
    assert (view.sender, view.by, view.why) == (question.sender, officer, "handling")
    assert view.about == f"qa.questionattachment:{attachment.pk}"


@pytest.mark.both_engines
def test_erasing_the_sender_takes_words_and_files_and_leaves_what_is_public(
    question, district, django_capture_on_commit_callbacks
):
    other, _token = ask(district, files=[SentFile("khac.png", "png", picture())])
    Question.objects.filter(pk=question.pk).update(public_title="Khai sinh", public_text="Tôi cần.")
    (attachment,) = attachments_of(question)
    with django_capture_on_commit_callbacks(execute=True):
        erase_sender(question.sender, because=ErasureReason.REQUEST, by=None, at=AT)
    question.refresh_from_db()
    assert (question.title, question.text, question.asked_back) == ("", "", "")
    assert (question.public_title, question.public_text) == ("Khai sinh", "Tôi cần.")
    assert not private_storage().exists(attachment.stored_as)
    assert attachments_of(question) == []
    with pytest.raises(FileErased):
        read_attachment(attachment, by=None, at=AT, why=ViewReason.OWN)
    assert len(attachments_of(other)) == 1
    assert Question.objects.get(pk=other.pk).text != ""
    assert list(faults()) == []
