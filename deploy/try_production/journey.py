"""Steps of the trial on the running stack: reading, publishing, asking, withdrawing, outages, an update."""

from __future__ import annotations

import dataclasses
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from stack import Answer, Failed, Nginx, Reader, Stack, wait_until

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from page_cache.models import PendingPurge
from qa.mail.kinds import MailState
from qa.models import Question, QuestionMail
from sites.models import Portal
from tests import factories
from tests.journeys.browser import find_chromium
from tests.journeys.desk import SUBMIT, Desk, photograph

WARD_HOST = f"haichau.{settings.BASE_DOMAIN}"
# What no page of another city says.
OUR_CITY = re.compile("Hồ Chí Minh|Ho Chi Minh|hochiminhcity")
TITLE, SECRET = "Lịch tiêm chủng tháng 12", "Tin bị rút"
MANY = 200


@dataclasses.dataclass(frozen=True)
class Web:
    """Addresses through nginx."""

    port: int

    def url(self, host: str, path: str = "/") -> str:
        return f"https://{host}:{self.port}{path}"

    @property
    def admin(self) -> str:
        return self.url(settings.ADMIN_HOST, "/admin/")


def say(what: str) -> None:
    print(f"   {what}", flush=True)  # noqa: T201


def must(is_so: bool, what: str) -> None:
    """Print what holds.

    Raises:
        Failed: it does not.
    """
    if not is_so:
        raise Failed(what)
    say(what)


@dataclasses.dataclass
class Journey:
    """A city of two portals, and those who work and read there."""

    stack: Stack
    nginx: Nginx
    reader: Reader

    def __post_init__(self) -> None:
        self.web = Web(self.nginx.port)

    def found_the_city(self) -> None:
        """Two portals of another city, opened by their boards, with people, a picture and news."""
        names = {"governing_body": "Ủy ban nhân dân Thành phố Đà Nẵng", "managing_agency": "Văn phòng UBND Thành phố"}
        city = dataclasses.replace(
            factories.CITY, name_vi="Thành phố Đà Nẵng", name_en="Da Nang City", host=settings.BASE_DOMAIN, **names
        )
        ward = dataclasses.replace(
            factories.WARD,
            code="haichau",
            parent_code=city.code,
            name_vi="Phường Hải Châu",
            name_en="Hai Chau Ward",
            host=WARD_HOST,
            governing_body="Ủy ban nhân dân Phường Hải Châu",
        )
        self.city, self.ward = factories.make_portal(city), factories.make_portal(ward)
        self.withdrawn = factories.make_article(self.ward, SECRET)
        self.draft = factories.make_article(self.ward, TITLE, published=False)

    # -- Reading

    def read(self, portal: Portal, path: str = "/") -> Answer:
        return self.reader.get(portal.host, path)

    def path_of(self, page: object) -> str:
        return urlsplit(page.full_url).path

    def every_page_is_of_this_city(self) -> None:
        asked = 0
        for portal in (self.city, self.ward):
            addresses = re.findall("<loc>(.*?)</loc>", self._text(portal, "/sitemap.xml"))
            for address in dict.fromkeys(["/", "/robots.txt", *(urlsplit(one).path for one in addresses)]):
                text = self._text(portal, address)
                asked += 1
                if found := OUR_CITY.search(text):
                    raise Failed(f"{portal.host}{address} says {found[0]}")
        must(asked > 20, f"none of {asked} pages of another city names ours")

    def _text(self, portal: Portal, path: str) -> str:
        answer = self.read(portal, path)
        if answer.status != HTTPStatus.OK:
            raise Failed(f"{portal.host}{path} answered {answer.status}")
        return answer.text

    def copies_are_kept(self) -> None:
        first, second = self.read(self.ward), self.read(self.ward)
        must(second.copy == "HIT" and first.text == second.text, "nginx keeps the home of the ward, and gives it again")
        for path in ("/hoi-dap/gui-cau-hoi/", "/tim-kiem/?q=tin", "/?khac=1"):
            self.read(self.ward, path)
            must(self.read(self.ward, path).copy != "HIT", f"nginx keeps no copy of {path}")
        must(self.read(self.ward, "/readyz").status == HTTPStatus.OK, "all that the application needs answers")

    def stampede_renders_once(self) -> None:
        """Many ask at once for a page that was just invalidated: it is rendered once, as the metrics count."""
        factories.make_article(self.ward, "Thêm một tin")
        self.wait_for_purges()
        before = self.rendered()
        answers: list[Answer] = []
        threads = [threading.Thread(target=lambda: answers.append(self.read(self.ward))) for _number in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        good = sum(answer.status == HTTPStatus.OK for answer in answers)
        must(good == MANY, f"{MANY} at once for a page that changed: all got it")
        must(self.rendered() - before == 1, "and it was rendered once")

    def rendered(self) -> int:
        """Pages that the web processes have rendered and stored, by their metrics."""
        total = 0
        for port in self.stack.web_ports:
            text = self._metrics(port)
            total += sum(
                int(float(one))
                for one in re.findall(r'^cityportal_page_copies_total\{outcome="miss"\} (\S+)$', text, re.M)
            )
        return total

    def _metrics(self, port: int) -> str:
        token = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/metrics", headers=token)
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.read().decode()

    # -- Working in a browser

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        rules = f"--host-resolver-rules=MAP *.{settings.BASE_DOMAIN} 127.0.0.1, MAP {settings.BASE_DOMAIN} 127.0.0.1"
        with sync_playwright() as driver:
            chromium = driver.chromium.launch(executable_path=find_chromium(), args=[rules, "--no-sandbox"])
            try:
                yield chromium
            finally:
                chromium.close()

    def window(self, browser: Browser) -> BrowserContext:
        context = browser.new_context(ignore_https_errors=True, locale="vi-VN", reduced_motion="reduce")
        context.set_default_timeout(60_000)
        return context

    def notice_is_published(self, browser: Browser) -> None:
        """The editor submits, the head approves, both by their screens; the reader has it at once."""
        editor, head = factories.make_member(self.ward), factories.make_head(self.ward)
        path = self.path_of(self.draft)
        self.read(self.ward, "/tin-tuc/")
        must(self.read(self.ward, path).status == HTTPStatus.NOT_FOUND, "a draft is not public")
        for person, step in ((editor, lambda desk: desk.act(SUBMIT)), (head, lambda desk: desk.approve())):
            with self.window(browser) as context:
                desk = Desk(context.new_page(), self.web)
                desk.sign_in(person)
                desk.open("wagtailadmin_pages:edit", self.draft.pk)
                if person == editor:
                    desk.upload_picture(name="lich-tiem.jpg", alternative="Trẻ em chờ tiêm chủng")
                step(desk)
        seconds = wait_until(lambda: TITLE in self.read(self.ward, "/tin-tuc/").text, "the list names it", seconds=20)
        is_public = self.read(self.ward, path).status == HTTPStatus.OK
        must(is_public, f"a notice is public, and listed {seconds:.1f} s later")
        picture = re.search(r'src="(/media/images/[^"]+)"', self.read(self.ward, path).text)
        must(bool(picture) and self.read(self.ward, picture[1]).status == HTTPStatus.OK, "with its picture")

    def citizen_asks(self, browser: Browser) -> None:
        with self.window(browser) as context:
            page = context.new_page()
            page.goto(self.web.url(self.ward.host, "/hoi-dap/gui-cau-hoi/"))
            page.get_by_label("Tiêu đề câu hỏi").fill("Xin cấp bản sao khai sinh")
            page.get_by_label("Nội dung", exact=True).fill("Tôi nộp hồ sơ tuần trước, đến nay chưa có kết quả.")
            page.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
            page.get_by_role("textbox", name="Địa chỉ thư điện tử").fill("hoa@vidu.example")
            page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
            page.get_by_label("Tôi đồng ý để cơ quan quản lý").check()
            page.locator("[name=agree_notices]").check()
            file = {"name": "bien-nhan.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
            page.get_by_label("Tệp kèm theo").set_input_files(file)
            page.get_by_role("button", name="Gửi câu hỏi").click()
            expect(page.get_by_role("heading", name="Đã tiếp nhận câu hỏi của ông/bà")).to_be_visible()
        question = Question.objects.get(received_portal=self.ward)
        must(question.attachments.count() == 1, "a citizen's question is taken, with its file")
        mails = QuestionMail.objects.filter(question=question)
        wait_until(lambda: mails.filter(state=MailState.SENT).exists(), "the receipt is sent", seconds=30)
        say("and the worker sends the receipt")

    def notice_is_found(self) -> None:
        search, found = "/tim-kiem/?q=lich+tiem+chung", f'{self.path_of(self.draft)}"'
        seconds = wait_until(lambda: found in self.read(self.ward, search).text, "the search finds it", seconds=30)
        say(f"the search finds the notice without accents ({seconds:.1f} s)")

    # -- Withdrawing, and outages

    def withdrawal_is_seen_everywhere(self) -> None:
        path = self.path_of(self.withdrawn)
        for _time in range(2):
            kept = [self.read(self.ward, one) for one in (path, "/", "/tin-tuc/")]
        must(all(SECRET in one.text for one in kept) and kept[0].copy == "HIT", "nginx keeps pages with the item")
        head, begun = factories.make_head(self.ward), time.monotonic()
        take_down(self.withdrawn, reason_class=TakedownReason.ERROR, reason="Thử", by=head, at=timezone.now())
        taken = time.monotonic() - begun
        seconds = wait_until(lambda: self.read(self.ward, path).status == HTTPStatus.GONE, "withdrawn", seconds=20)
        must(all(SECRET not in self.read(self.ward, one).text for one in ("/", "/tin-tuc/")), "no list names it")
        say(f"the withdrawn page answers 410 {seconds:.1f} s after the withdrawal, which took {taken:.1f} s")
        self.wait_for_purges()

    def wait_for_purges(self) -> None:
        wait_until(lambda: not PendingPurge.objects.exists(), "the outbox of purges is empty", seconds=90)

    def application_is_away(self) -> None:
        self.read(self.city)
        path = self.path_of(self.withdrawn)
        for number in range(len(self.stack.web_ports)):
            self.stack.stop(f"web{number}")
        begun = time.monotonic()
        must(self.read(self.city).status == HTTPStatus.OK, "without the application a page that was read is given")
        must(time.monotonic() - begun < 1, "at once")
        must(SECRET not in self.read(self.ward, path).text, "a withdrawn page is not")
        wait_until(lambda: "Bản lưu lúc" in self.read(self.city).text, "the copy says so", seconds=60)
        say("a copy given after its time says of when it is")
        unread = self.read(self.city, "/chua-ai-doc/")
        must(unread.status == HTTPStatus.SERVICE_UNAVAILABLE, "and one that nobody read says 503, in Vietnamese")
        for number in range(len(self.stack.web_ports)):
            self.stack.start_web(number)
        seconds = wait_until(lambda: "Bản lưu lúc" not in self.read(self.city).text, "it is back", seconds=30)
        must(self.read(self.city).status == HTTPStatus.OK, f"it is back {seconds:.0f} s after the processes are")

    def nginx_is_away(self) -> None:
        self.read(self.ward)
        self.nginx.stop()
        factories.make_article(self.ward, "Tin trong lúc nginx nghỉ")
        time.sleep(7)
        must(PendingPurge.objects.exists(), "a purge that nginx did not take waits")
        self.nginx.start()
        wait_until(lambda: "Tin trong lúc nginx nghỉ" in self.read(self.ward).text, "told again", seconds=90)
        say("and is told once nginx is back")

    def is_updated(self) -> None:
        """Web processes are replaced one by one while readers and a form go on."""
        ended, refused, asked = threading.Event(), [], [0]

        def go_on() -> None:
            number = 0
            while not ended.is_set():
                number += 1
                answer = self.read(self.ward, f"/tim-kiem/?q=tin{number}")
                asked[0] += 1
                if answer.status != HTTPStatus.OK:
                    refused.append(answer.status)

        threads = [threading.Thread(target=go_on) for _number in range(4)]
        for thread in threads:
            thread.start()
        for number in range(len(self.stack.web_ports)):
            self.stack.stop(f"web{number}")
            self.stack.start_web(number)
        ended.set()
        for thread in threads:
            thread.join()
        must(not refused, f"both web processes are replaced, and none of {asked[0]} requests is refused {refused[:3]}")

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "Another city", self.found_the_city
        yield "Its name alone", self.every_page_is_of_this_city
        yield "Copies", self.copies_are_kept
        yield "Many at once", self.stampede_renders_once
        yield "Publishing, asking", self._in_a_browser
        yield "Search", self.notice_is_found
        yield "Withdrawing", self.withdrawal_is_seen_everywhere
        yield "The application away", self.application_is_away
        yield "nginx away", self.nginx_is_away
        yield "Update", self.is_updated

    def _in_a_browser(self) -> None:
        close_old_connections()
        with self.browser() as browser:
            self.notice_is_published(browser)
            self.citizen_asks(browser)
