"""Files that came with a form which is to be put right: held, sealed, and sent with it without being chosen again."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from audit.errors import StorageAway
from audit.private_files import private_storage
from editorial.integrity.leftover_files import delete_leftover_private_files
from participation.sent_files import pending_uploads
from participation.sent_files.checking import SentFile
from participation.sent_files.pending_uploads import FOLDER, HELD_FOR, PendingUploads
from participation.sent_files.storing import names_of
from qa.models import Question
from tests.factories import AT
from tests.qa.attachments import upload
from tests.qa.citizen import Citizen, shown

pytestmark = pytest.mark.django_db


def refuse(*args, **kwargs):
    raise StorageAway


WITH_NUMBER = "Gọi tôi: 0901 777 345."
LETTER = SentFile("đơn.pdf", "pdf", b"%PDF-1.7 noi dung")


def held_in(answer):
    """Tokens of the files that a form holds, by their names."""
    page = BeautifulSoup(answer.content, "html.parser")
    return {page.find("label", attrs={"for": box["id"]}).get_text(): box["value"] for box in page.select("[name=held]")}


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Of this test alone."""
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


def stored(portal):
    return private_storage().listdir(f"{FOLDER}/{portal.pk}")[1]


@pytest.mark.slow(reason="sends a form three times, with pictures")
def test_file_goes_with_the_question_once_the_form_is_right_and_may_be_left_out(district):
    citizen = Citizen(district)
    first = citizen.ask(text=WITH_NUMBER, files=[upload("anh.png"), upload("sai.png")])
    assert "chọn lại" not in shown(first)
    tokens = held_in(first)
    assert list(tokens) == ["anh.png", "sai.png"]
    second = citizen.ask(
        text=WITH_NUMBER, name="", numbers="leave", held=[tokens["anh.png"]], files=[upload("moi.png")]
    )
    tokens = held_in(second)
    assert list(tokens) == ["anh.png", "moi.png"]
    citizen.token(text=WITH_NUMBER, numbers="leave", held=list(tokens.values()))
    assert list(names_of(list(Question.objects.get().attachments.all())).values()) == ["anh.png", "moi.png"]


def test_of_who_has_not_agreed_nothing_is_held(district):
    answer = Citizen(district).ask(without=("agree_answer",), files=[upload("anh.png")])
    assert (held_in(answer), private_storage().exists(FOLDER)) == ({}, False)
    assert re.search(r"chọn lại[^<]*anh\.png", shown(answer))


def test_question_stays_with_its_held_files_while_the_storage_is_away_and_goes_without_them(district, monkeypatch):
    citizen = Citizen(district)
    tokens = held_in(citizen.ask(name="", files=[upload("anh.png")]))
    monkeypatch.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
    monkeypatch.setattr(FileSystemStorage, "save", refuse)
    monkeypatch.setattr(FileSystemStorage, "open", refuse)
    answer = citizen.ask(text="Cầu gãy.", held=list(tokens.values()), files=[upload("moi.png")])
    assert (answer.status_code, held_in(answer)) == (422, tokens)
    assert "Cầu gãy." in shown(answer)
    assert re.search(r"chọn lại[^<]*moi\.png", shown(answer))
    citizen.token(text="Cầu gãy.")
    # It goes away after it was asked.
    monkeypatch.delattr(FileSystemStorage, "is_away")
    late = citizen.ask(text="Đèn hỏng.", files=[upload("den.png")])
    assert (late.status_code, "Kho tệp" in shown(late), "Đèn hỏng." in shown(late)) == (422, True, True)


def test_files_over_three_are_named_to_be_chosen_again(district):
    citizen = Citizen(district)
    tokens = held_in(citizen.ask(name="", files=[upload(f"{number}.png") for number in range(2)]))
    answer = citizen.ask(held=list(tokens.values()), files=[upload("3.png"), upload("4.png")])
    assert (answer.status_code, list(held_in(answer))) == (422, ["0.png", "1.png", "3.png"])
    assert re.search(r"chọn lại[^<]*4\.png", shown(answer))
    assert not Question.objects.exists()


def test_nobody_reads_a_held_file_without_the_form_and_no_other_portal_opens_it(city, district):
    (held,) = PendingUploads(district.pk, "203.0.113.9", AT).hold([LETTER])
    (name,) = stored(district)
    with private_storage().open(f"{FOLDER}/{district.pk}/{name}") as file:
        assert b"noi dung" not in file.read()
    assert PendingUploads(district.pk, None, AT + HELD_FOR).open(held.token) == LETTER
    later = AT + HELD_FOR + timedelta(minutes=1)
    for files, token in (
        (PendingUploads(city.pk, None, AT), held.token),
        (PendingUploads(district.pk, None, later), held.token),
        (PendingUploads(district.pk, None, AT), f"{held.token}x"),
        (PendingUploads(district.pk, None, AT), "x"),
    ):
        assert (files.open(token), files.named([token])) == (None, [])
    assert "chọn lại tệp đó" in shown(Citizen(district).ask(held=["x"]))
    assert str(held) == "HeldFile(…)"


def test_no_more_is_held_than_there_is_room_for_in_a_day(district, monkeypatch):
    monkeypatch.setattr(pending_uploads, "MOST_OF_NETWORK", 2)
    monkeypatch.setattr(pending_uploads, "MOST_OF_ALL", 3)
    assert len(PendingUploads(district.pk, "203.0.113.9", AT).hold([LETTER] * 3)) == 2
    assert len(PendingUploads(district.pk, "203.0.113.8", AT).hold([LETTER] * 2)) == 1
    assert PendingUploads(district.pk, None, AT).hold([LETTER]) == []
    assert len(PendingUploads(district.pk, None, AT + HELD_FOR).hold([LETTER])) == 1


def test_work_of_the_night_deletes_what_is_a_day_old(district):
    PendingUploads(district.pk, None, AT).hold([LETTER])
    assert delete_leftover_private_files(at=timezone.now()) == 0
    assert len(stored(district)) == 1
    assert delete_leftover_private_files(at=timezone.now() + timedelta(days=1, minutes=1)) >= 1
    assert stored(district) == []
