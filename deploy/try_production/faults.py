"""Fault matrix: each service refuses, hangs, is slow, is cut in the middle, and is back; what people get meanwhile."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings, setup_test_environment
from django.urls import reverse
from gate import Disk, Fault, Gate
from journey import Journey
from stack import Answer, Failed, wait_until

from qa.mail.kinds import MailState
from qa.models import Question, QuestionMail
from tests import factories
from tests.admin_forms import whole_form_of
from tests.fullest import make_image
from tests.journeys.desk import photograph

FORM: Final = "/hoi-dap/gui-cau-hoi/"
# In seconds: a page of the application, what a copy in nginx may take longer than before, all back again.
PAGE, COPY, BACK = 3.0, 0.2, 30.0
FAULTS: Final = (Fault.REFUSES, Fault.FROZEN, Fault.SLOW, Fault.CUTS)
SERVICES: Final = {
    "PostgreSQL": ("DATABASE_URL",),
    "Redis": ("CACHE_URL", "CELERY_BROKER_URL"),
    "Elasticsearch": ("SEARCH_URL",),
    "S3": ("STORAGE_URL",),
    "SMTP": ("EMAIL_URL",),
}
# Cells without a meaning, and why.
VOID: Final = (
    "disk, frozen, slow, cut: a disk that hangs takes its machine with it",
    "clock: libfaketime breaks time.sleep of Python 3.11, and the clock of the machine is that of all who work on it",
)
NO_ANSWER: Final = Answer(0, "", "", "", 0.0)


@dataclass
class Cell:
    """The answers while one service had one fault: a row of the table.

    Attributes:
        wrong: what is not as it must be.
    """

    service: str
    fault: str
    got: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def row(self) -> str:
        return (
            "| "
            + " | ".join(
                [self.service, self.fault, *(self.got.get(name, "") for name in COLUMNS), ", ".join(self.wrong) or "–"]
            )
            + " |"
        )


COLUMNS: Final = ("copy in nginx", "pages", "API", "question", "draft", "back after", "mail after")
HEAD: Final = f"| service | fault | {' | '.join(COLUMNS)} | wrong |\n" + "|---" * (len(COLUMNS) + 3) + "|"


class Faults:
    """Asks the running stack while gates before its services close, one by one."""

    def __init__(self, journey: Journey, gates: dict[str, Gate], disk: Disk) -> None:
        self.journey, self.gates, self.disk, self._number = journey, gates, disk, 0
        # The editor's forms are read here, where no static files are collected.
        setup_test_environment()
        plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        override_settings(STORAGES=settings.STORAGES | plain).enable()
        self.editor = Client(headers={"host": settings.ADMIN_HOST, "x-forwarded-proto": "https"})
        self.editor.force_login(factories.make_member(journey.ward))
        self.picture = make_image(journey.ward).get_rendition("width-400").url

    def matrix(self) -> Iterator[Cell]:
        yield self._cell("none", "–", lambda: None, lambda: None)
        for service, names in SERVICES.items():
            gates = [self.gates[name] for name in names if name in self.gates]
            for fault in FAULTS if gates else ():
                yield self._cell(
                    service,
                    fault,
                    lambda gates=gates, fault=fault: [gate.set(fault) for gate in gates],
                    lambda gates=gates: [gate.set(Fault.NONE) for gate in gates],
                )
        yield self._cell("disk", "full", self.disk.fill, self.disk.empty)

    def _cell(self, service: str, fault: str, begin: Callable[[], Any], end: Callable[[], Any]) -> Cell:
        cell = Cell(service, fault)
        self._number += 1
        question = self._question(with_file=service in {"S3", "disk"})
        draft = self._draft()
        wait_until(lambda: self._ask("/").copy == "HIT", "nginx keeps the home")
        before = self._ask("/")
        begin()
        try:
            self._read_all(cell, before)
            asked = self._send(cell, "question", question)
            saved = self._send(cell, "draft", draft)
        finally:
            end()
        begun = time.monotonic()
        if self._in_time(cell, "back after", self._is_well):
            self._check(cell, "question", question, asked, lambda: Question.objects.filter(title=question.name).count())
            self._check(cell, "draft", draft, saved, lambda: int(self._title_of_draft() == draft.name))
        mails = QuestionMail.objects.filter(question__title=question.name)
        if service == "Redis" and not mails.filter(state=MailState.SENT).exists():
            # Its task was lost; `send_left_mails` finds it.
            cell.got["mail after"] = "minutes" if mails.filter(state=MailState.QUEUED).exists() else "lost"
        else:
            self._in_time(cell, "mail after", mails.filter(state=MailState.SENT).exists, since=begun)
        return cell

    # -- Reading

    def _read_all(self, cell: Cell, before: Answer) -> None:
        copy = self._ask("/")
        cell.got["copy in nginx"] = f"{copy.status} in {copy.seconds:.2f} s"
        if copy.status != HTTPStatus.OK or copy.seconds > before.seconds + COPY:
            cell.wrong.append("copy")
        pages = [self._ask(path) for path in (*self._fresh(), self.picture)]
        pages.append(
            self._ask(reverse("wagtailadmin_explore", args=[self.journey.draft.get_parent().pk]), signed_in=True)
        )
        slowest = max(page.seconds for page in pages)
        cell.got["pages"] = f"{' '.join(str(page.status) for page in pages)}, {slowest:.1f} s"
        if slowest > PAGE or not {page.status for page in pages} <= {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}:
            cell.wrong.append("pages")
        answer = self._ask("/api/v1/items/")
        cell.got["API"] = f"{answer.status} in {answer.seconds:.1f} s"
        if not _is_json(answer.text) or answer.seconds > PAGE:
            cell.wrong.append("API")

    def _fresh(self) -> tuple[str, ...]:
        """Pages of which there is no copy anywhere: a list, a search, a form."""
        return f"/tin-tuc/?lan={time.monotonic_ns()}", f"/tim-kiem/?q=tin+{self._number}", FORM

    def _ask(self, path: str, *, signed_in: bool = False) -> Answer:
        host = settings.ADMIN_HOST if signed_in else self.journey.ward.host
        return self._asked("GET", host, path, **({"Cookie": self._session} if signed_in else {}))

    def _asked(self, method: str, host: str, path: str, *body: bytes, **headers: str) -> Answer:
        begun = time.monotonic()
        try:
            return self.journey.reader.ask(method, host, path, *body, **headers)
        except (OSError, http.client.HTTPException):
            return NO_ANSWER._replace(seconds=time.monotonic() - begun)

    @property
    def _session(self) -> str:
        return "; ".join(f"{name}={one.value}" for name, one in self.editor.cookies.items())

    def _is_well(self) -> bool:
        ready = self._ask("/readyz")
        engine = json.loads(ready.text).get("search_engine", "ok") if _is_json(ready.text) else ""
        paths = (*self._fresh(), self.picture, "/api/v1/items/")
        return (
            ready.status == HTTPStatus.OK
            and engine == "ok"
            and all(self._ask(path).status == HTTPStatus.OK for path in paths)
        )

    # -- Typing

    def _question(self, *, with_file: bool) -> Typed:
        """A form of a question, opened and filled in."""
        answer = self._ask(FORM)
        hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', answer.text)
        fields = {re.search(r'name="([^"]+)"', one)[1]: _value_of(one) for one in hidden if 'name="' in one}
        title = f"Câu hỏi số {self._number} về hồ sơ"
        typed = {
            "title": title,
            "text": f"Tôi nộp hồ sơ số {self._number} tuần trước, đến nay chưa có kết quả.",
            "name": "Nguyễn Thị Hoa",
            "email": "hoa@vidu.example",
            "agree_rules": "on",
            "agree_answer": "on",
            "agree_notices": "on",
        }
        file = photograph() if with_file else b""
        return Typed(title, self.journey.ward.host, FORM, fields | typed, answer.cookies, file)

    def _draft(self) -> Typed:
        """The editor of a page with another title."""
        path = reverse("wagtailadmin_pages:edit", args=[self.journey.draft.pk])
        title = f"Lịch tiêm chủng, bản {self._number}"
        fields = whole_form_of(self.editor, path) | {"title": title}
        fields["csrfmiddlewaretoken"] = self.editor.cookies[settings.CSRF_COOKIE_NAME].value
        return Typed(title, settings.ADMIN_HOST, path, fields, self._session)

    def _title_of_draft(self) -> str:
        self.journey.draft.refresh_from_db()
        return self.journey.draft.get_latest_revision_as_object().title

    def _send(self, cell: Cell, name: str, typed: Typed) -> bool:
        """Send a form; whether it is said to be taken."""
        kind, body = _multipart(typed.fields, typed.file)
        referer = self.journey.web.url(typed.host, typed.path)
        answer = self._asked(
            "POST", typed.host, typed.path, body, Content_Type=kind, Cookie=typed.cookies, Referer=referer
        )
        is_taken = answer.status in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
        said = "taken" if is_taken else "words kept" if typed.name in answer.text else "lost"
        if typed.host == settings.ADMIN_HOST and answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            # The browser of an editor keeps what was typed, and offers it again (typed-text.js).
            said = "kept by the browser"
        cell.got[name] = f"{said} ({answer.status}, {answer.seconds:.1f} s)"
        if said == "lost" or answer.seconds > PAGE:
            cell.wrong.append(name)
        return is_taken

    def _check(self, cell: Cell, name: str, typed: Typed, is_taken: bool, count: Callable[[], int]) -> None:
        """Whether each question that was taken is stored once, and each other one once it is sent again."""
        try:
            if not is_taken:
                wait_until(lambda: self._send(Cell("", ""), name, typed), name, seconds=BACK)
        except Failed:
            cell.wrong.append(f"{name} not taken afterwards")
            return
        if count() != 1:
            cell.wrong.append(f"{name} is there {count()} times")

    def _in_time(self, cell: Cell, name: str, is_so: Callable[[], bool], *, since: float = 0.0) -> bool:
        begun = since or time.monotonic()
        try:
            wait_until(is_so, name, seconds=BACK)
        except Failed:
            cell.got[name] = f"over {BACK:.0f} s"
            cell.wrong.append(name)
            return False
        cell.got[name] = f"{time.monotonic() - begun:.1f} s"
        return True


@dataclass(frozen=True)
class Typed:
    """A form that was filled in and sent.

    Attributes:
        name: the title, by which it is found.
    """

    name: str
    host: str
    path: str
    fields: dict[str, Any]
    cookies: str
    file: bytes = b""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _value_of(hidden: str) -> str:
    found = re.search(r'value="([^"]*)"', hidden)
    return found[1] if found else ""


def _multipart(fields: dict[str, Any], file: bytes) -> tuple[str, bytes]:
    """Content type and body of a form."""
    edge = "----cityportal"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    if file:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="anh.jpg"\r\n'
        parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + file + b"\r\n")
    return f"multipart/form-data; boundary={edge}", b"".join(parts) + f"--{edge}--\r\n".encode()
