"""Files of senders, their copies and what is proposed of them do not stay where no row names them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.utils import timezone

from audit.private_files import private_storage
from editorial.integrity import leftover_files
from editorial.integrity.leftover_files import delete_leftover_private_files
from editorial.models import ProposedChange
from editorial.tasks import delete_leftover_private_files as nightly
from qa.asking.attachments import SentFile
from qa.enums import QuestionState
from qa.models import PublicCopy, QuestionAttachment
from qa.publication.copy_files import written_anew
from qa.publication.public_copies import choose_copy
from tests.factories import make_head
from tests.qa.copies import photograph
from tests.qa.factories import LATER, make_question_with_token
from tests.qa.public_copies import propose

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LOST = ["questions/1/2026/without-a-row", "questions/1/2026/copies/without-a-row.jpg", "proposals/without-a-row.jpg"]
PHOTO = SentFile("Anh.jpg", "jpg", photograph())


@pytest.fixture
def lost():
    return [private_storage().save(name, ContentFile(b"x")) for name in LOST]


def there(names):
    return [name for name in names if private_storage().exists(name)]


def is_private(field):
    """By the function, since other tests give the project other storages: then a field has an object of before."""
    return field.deconstruct()[3].get("storage") is private_storage


def test_what_no_row_names_goes_and_everything_else_stays(district, lost, monkeypatch):
    # Other tests leave files as well.
    monkeypatch.setattr(leftover_files, "FEW", 100_000)
    question, _token = make_question_with_token(district, QuestionState.IN_ANSWER, files=[PHOTO])
    attachment = question.attachments.get()
    propose(attachment, written_anew(PHOTO))
    choose_copy(attachment, written_anew(PHOTO), by=make_head(district), at=LATER)
    other = private_storage().save("elsewhere/without-a-row", ContentFile(b"x"))
    named = [attachment.stored_as, PublicCopy.objects.get().draft.name, ProposedChange.objects.get().file.name, other]
    assert there(named) == named
    assert delete_leftover_private_files(at=timezone.now() + timedelta(days=2)) >= len(lost)
    assert there(named) == named
    assert there(lost) == []


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
    assert may_name == asked - {(QuestionAttachment, "stored_as")}


def test_file_of_today_is_kept_since_its_row_may_follow(lost):
    nightly()
    assert there(lost) == lost


def test_where_most_files_have_no_row_nothing_goes_since_the_rows_are_lost(db, lost, monkeypatch, caplog):
    monkeypatch.setattr(leftover_files, "FEW", 0)
    assert delete_leftover_private_files(at=timezone.now() + timedelta(days=2)) == 0
    assert there(lost) == lost
    told = [message for message in caplog.messages if message.startswith("Private folder")]
    assert [message.split()[2] for message in told] == ["proposals:", "questions:"]
