"""clamd looks at each file that a form takes: what it does not pass stays out, and nothing that was typed is lost."""

import io
import re
import socket
import socketserver
import struct
import threading
from pathlib import Path

import pytest
from django.conf import settings as installation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from adminviews.virus_scanner import FileInfected, ScannerAway, TooLargeToScan, is_answering, refuse_infected
from cityportal.doctor import services
from library.models import PortalImage
from qa.models import Question
from tests.admin import browser
from tests.factories import make_member
from tests.fullest import green_field
from tests.qa.attachments import upload
from tests.qa.citizen import Citizen, shown

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 1_000_000


class Clamd(socketserver.StreamRequestHandler):
    """A server that speaks INSTREAM and PING of clamd, and finds the EICAR test file."""

    def handle(self):
        command = self.read_command()
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        verdict = b"Eicar-Test FOUND" if EICAR in content else b"Broken ERROR" if content == b"broken" else b"OK"
        self.wfile.write(b"stream: " + verdict + b"\0")

    def read_command(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        return command


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.daemon_threads = True
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()
        running.join()


def test_clean_file_passes_and_an_infected_one_is_named(clamd):
    file = io.BytesIO(b"a" * 200_000)
    refuse_infected(file)
    assert file.tell() == 0
    with pytest.raises(FileInfected, match="Eicar-Test"):
        refuse_infected(io.BytesIO(EICAR))
    assert is_answering()


def test_file_that_it_does_not_look_at_is_not_taken(clamd):
    with pytest.raises(TooLargeToScan):
        refuse_infected(io.BytesIO(b"a" * 3 * MOST))
    with pytest.raises(ScannerAway):
        refuse_infected(io.BytesIO(b"broken"))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:/khong-co/clamd.ctl"])
def test_scanner_that_is_away_is_found_by_the_doctor_and_lets_nothing_pass(settings, address):
    settings.CLAMD_URL = address
    with pytest.raises(ScannerAway):
        refuse_infected(io.BytesIO(b"a"))
    assert [finding.code for finding in services.check_virus_scanner()] == ["virus_scanner"]


def test_nobody_is_asked_where_there_is_none(settings, monkeypatch):
    assert settings.CLAMD_URL == ""
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("asked"))
    refuse_infected(io.BytesIO(EICAR))
    assert list(services.check_virus_scanner()) == []


@pytest.mark.django_db
def test_editor_reads_what_was_found_and_keeps_what_was_typed(district, clamd):
    file = SimpleUploadedFile("anh.png", green_field() + EICAR, "image/png")
    sent = {"title": "Bến xe", "description": "Bến xe miền Đông", "collection": district.collection_id, "file": file}
    answer = browser(make_member(district)).post(reverse("wagtailimages:add"), sent)
    assert "Eicar-Test" in answer.context["form"].errors["file"].as_text()
    assert "Bến xe miền Đông" in answer.content.decode()
    assert not PortalImage.objects.exists()


@pytest.mark.django_db
def test_citizen_keeps_the_question_while_the_scanner_is_away(district, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    citizen = Citizen(district)
    answer = citizen.ask(text="Cầu gãy.", files=[upload("anh.png")])
    assert (answer.status_code, "Cầu gãy." in shown(answer)) == (422, True)
    assert re.search(r"chọn lại[^<]*anh\.png", shown(answer))
    assert not Question.objects.exists()
    citizen.token(text="Cầu gãy.")


def test_no_form_takes_a_file_by_a_field_that_asks_nobody():
    root = Path(installation.BASE_DIR)
    rooms = [path for path in root.iterdir() if (path / "apps.py").is_file() or path.name == "adminviews"]
    plain = re.compile(r"forms\.(?:File|Image)Field\b|\((?:FileField|ImageField|Wagtail(?:Image|Document)Field)\)")
    found = {
        str(path.relative_to(root))
        for room in rooms
        for path in room.rglob("*.py")
        if plain.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"adminviews/forms/uploads.py"}
