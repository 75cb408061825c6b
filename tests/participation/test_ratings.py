"""Readers rate a portal on four axes and say whether a page helped; nobody learns who they are."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.errors import ChangedMeanwhile
from audit.models import PortalEvent
from home.reports.periods import Period
from participation.enums.ratings import FeedbackState, Helpfulness, RatingAxis, RatingEventKind
from participation.models import DayMark, PageFeedback, RatingDay, RatingRemark, RatingTally
from participation.rating.actions import add_feedback, add_ratings, rate_portal
from participation.rating.board_actions import move_feedback
from participation.rating.figures import TOO_FEW, count_of_period, figures_of, pages_rated_on, rated_on
from participation.rating.rated_pages import RatedPage
from participation.rating.views import SALT
from participation.tasks import forget_traces_of_ratings
from provisioning.portal_states import archive_portal
from sites.errors import PortalArchived
from tests.admin import browser, is_shut
from tests.factories import make_article, make_head, make_operator
from tests.home.branches import open_english

pytestmark = pytest.mark.django_db

ALL_FIVE = dict.fromkeys(RatingAxis, 5)
PAGE = RatedPage("/tin-tuc/a/", "Tin A")


def reader(portal, address="203.0.113.7"):
    return Client(headers={"host": portal.host}, REMOTE_ADDR=address)


def path_of(page):
    return urlsplit(page.full_url).path


def answered(response):
    return response.status_code, response.content.decode()


def rows():
    return RatingTally.objects.count(), RatingDay.objects.count(), PageFeedback.objects.count()


def told(portal, page, said="lacking", address="203.0.113.7"):
    return reader(portal, address).post("/danh-gia/trang/", {"trang": path_of(page), "giup": said})


def token_in(response):
    return response.context["answered"]


@pytest.mark.slow(reason="publishes an English home")
def test_form_needs_neither_cookie_nor_session(district):
    open_english(district)
    for path, language in (
        ("/danh-gia/", "vi"), ("/danh-gia/ket-qua/", "vi"), ("/en/rate/", "en"), ("/en/rate/results/", "en"),
    ):  # fmt: skip
        response = reader(district).get(path)
        status, text = answered(response)
        assert (status, f'lang="{language}"' in text, "csrf" in text, response.cookies) == (200, True, False, {})


@pytest.mark.both_engines
def test_portal_is_rated_once_a_day_from_a_network_and_nobody_is_known(city, district):
    given = {"interface": "5", "content": "4", "words": "Chữ\u200b nhỏ quá\r\nTôi cần chữ to"}
    for address, said in (
        ("203.0.113.7", "Cảm ơn ông/bà"),
        ("203.0.113.7", "Mỗi kết nối chỉ được tính một lần trong ngày"),
        ("203.0.113.8", "Cảm ơn ông/bà"),
    ):
        status, text = answered(reader(district, address).post("/danh-gia/", given))
        assert (status, said in text) == (200, True)
    tallies = {row.axis: (row.number, row.points) for row in RatingTally.objects.for_portal(district)}
    assert tallies == {"interface": (2, 10), "content": (2, 8)}
    assert RatingDay.objects.get().rated == 2
    remark = RatingRemark.objects.first()
    assert (remark.words, remark.interface, remark.support) == ("Chữ nhỏ quá\nTôi cần chữ to", 5, None)
    assert "203.0.113" not in str([*DayMark.objects.values(), *RatingRemark.objects.values(), *rows()])
    assert not RatingTally.objects.for_portal(city).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"interface": "6"},
        {"content": "0"},
        {"quality": "five"},
        {"support": "5", "words": "x" * 1001},
        {"interface": "\0"},
        {"interface": "5 OR 1=1"},
    ],
)
def test_form_that_cannot_be_counted_comes_back_as_it_was(district, sent):
    status, text = answered(reader(district).post("/danh-gia/", sent))
    assert (status, 'class="field__error"' in text) == (422, True)
    assert ("x" * 1001 in text) == ("words" in sent)
    assert rows() == (0, 0, 0)


@pytest.mark.both_engines
def test_reader_says_whether_a_page_helped_and_what_was_missing(city, district):
    page = make_article(district, "Lịch cấp nước", reviewed=True)
    path = path_of(page)
    shown = reader(district).get(path)
    assert f'<input type="hidden" name="trang" value="{path}">' in shown.content.decode()
    assert not shown.cookies
    first = told(district, page)
    assert "Cảm ơn ông/bà" in first.content.decode()
    for words, said in (("", 422), ("Thiếu giờ cấp nước", 200), ("Thêm lần nữa", 200)):
        response = reader(district).post("/danh-gia/trang/gop-y/", {"cau_tra_loi": token_in(first), "words": words})
        assert response.status_code == said
    assert "Mỗi kết nối chỉ được tính một lần trong ngày" in told(district, page).content.decode()
    told(district, page, "helped", "203.0.113.8")
    row = PageFeedback.objects.get()
    assert (row.path, row.title, row.helped, row.partly, row.lacking) == (path, "Lịch cấp nước", 1, 0, 1)
    assert [one.words for one in row.remarks.all()] == ["Thiếu giờ cấp nước"]
    elsewhere = reader(city).post("/danh-gia/trang/gop-y/", {"cau_tra_loi": token_in(first), "words": "Nơi khác"})
    assert (elsewhere.status_code, RatingRemark.objects.count()) == (404, 1)


def test_page_counts_by_its_address_and_so_does_a_view(district):
    page = make_article(district, "Lịch cấp nước", reviewed=True)
    for path in (path_of(page), "/hoi-dap/", "/"):
        sent = {"trang": path, "giup": "partly"}
        assert reader(district, f"2001:db8:{len(path)}::1").post("/danh-gia/trang/", sent).status_code == 200
    found = PageFeedback.objects.order_by("path").values_list("path", "partly")
    assert dict(found) == {"/": 1, "/hoi-dap/": 1, path_of(page): 1}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "helped"),
        ("/", ""),
        ("/", "perhaps"),
        ("/khong-co/", "helped"),
        ("/admin/", "helped"),
        ("/hoi-dap/cua-toi/bi-mat/", "helped"),
        ("/\0", "helped"),
        ("//evil.example/", "helped"),
        ("/" + "a" * 300 + "/", "lacking"),
        ("/../../etc/passwd", "lacking"),
    ],
)
def test_what_names_no_page_of_the_portal_is_refused(district, path, said):
    assert reader(district).post("/danh-gia/trang/", {"trang": path, "giup": said}).status_code == 404
    assert rows() == (0, 0, 0)


def test_draft_and_page_of_another_portal_take_no_feedback(city, district):
    draft = make_article(district, "Nháp", published=False)
    foreign = make_article(city, "Tin của Thành phố", reviewed=True)
    assert [told(district, page).status_code for page in (draft, foreign)] == [404, 404]


@pytest.mark.parametrize("token", ["", "abc", signing.dumps({"feedback": 1}, salt="other")])
def test_words_without_their_answer_are_refused(district, token):
    sent = {"cau_tra_loi": token, "words": "Chữ"}
    assert reader(district).post("/danh-gia/trang/gop-y/", sent).status_code == 404


def test_words_come_within_an_hour(district, monkeypatch):
    feedback = add_feedback(district.pk, PAGE, {Helpfulness.LACKING: 1}, day=date(2026, 11, 20))
    answer = {"feedback": feedback.pk, "said": "lacking", "nonce": "n"}
    now = datetime.now(UTC).timestamp()
    with monkeypatch.context() as earlier:
        earlier.setattr("time.time", lambda: now - 3700)
        token = signing.dumps(answer, salt=SALT)
    sent = {"cau_tra_loi": token, "words": "Chữ"}
    assert reader(district).post("/danh-gia/trang/gop-y/", sent).status_code == 404


@pytest.mark.both_engines
def test_one_network_rates_so_often_an_hour(district, settings):
    settings.RATINGS_PER_ADDRESS_HOUR = 1
    page = make_article(district, "Lịch cấp nước", reviewed=True)
    assert told(district, page).status_code == 200
    assert reader(district).post("/danh-gia/", {"interface": "1"}).status_code == 429
    assert told(district, page, address="203.0.113.9").status_code == 200


def test_archived_portal_takes_no_ratings_and_keeps_its_figures(city, district):
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Quyết định 1", successor=city)
    assert reader(district).get("/danh-gia/").status_code == 404
    assert reader(district).post("/danh-gia/trang/", {"trang": "/", "giup": "helped"}).status_code == 404
    status, text = answered(reader(district).get("/danh-gia/ket-qua/"))
    assert (status, 'href="/danh-gia/"' in text) == (200, False)
    assert 'name="trang"' not in reader(district).get("/").content.decode()


def test_figures_are_public_of_more_than_a_few_ratings_by_period_with_their_change(city, district):
    for month, number, points in ((9, TOO_FEW, 1), (10, TOO_FEW + 1, 3), (11, 10, 5)):
        add_ratings(district.pk, [{RatingAxis.CONTENT: points}] * number, day=date(2026, month, 20))
    add_ratings(city.pk, [ALL_FIVE], day=date(2026, 11, 20))
    found = figures_of([district.pk])
    assert [(one["average"], one["number"]) for one in found["axes"]] == [
        ("–", "0"),
        ("3,5", "21"),
        ("–", "0"),
        ("–", "0"),
    ]
    assert [(row.name, dict(row.cells)["Nội dung"], row.cells[-1][1]) for row in found["months"]] == [
        ("Tháng 11 năm 2026", "5,0", "+2,0"),
        ("Tháng 10 năm 2026", "3,0", "–"),
        ("Tháng 9 năm 2026", "–", "–"),
    ]
    assert [(row.name, dict(row.cells)["Nội dung"]) for row in found["quarters"]] == [
        ("Quý IV năm 2026", "4,2"),
        ("Quý III năm 2026", "–"),
    ]
    text = reader(district).get("/danh-gia/ket-qua/").content.decode()
    assert ("<svg role=" in text, "4,2" in text) == (True, True)
    assert "Chưa đủ lượt đánh giá" in reader(city).get("/danh-gia/ket-qua/").content.decode()


def test_city_sees_all_portals_together_and_side_by_side(city, district):
    add_ratings(city.pk, [ALL_FIVE] * 10, day=date(2026, 11, 20))
    add_ratings(district.pk, [dict.fromkeys(RatingAxis, 3)] * 10, day=date(2026, 11, 20))
    page = reader(city).get("/danh-gia/ket-qua/toan-thanh-pho/")
    assert [one["average"] for one in page.context["axes"]] == ["4,0"] * 4
    assert [(row.name, row.cells[0][1]) for row in page.context["portals"]] == [
        ("Quận 1", "3,0"),
        (city.name_vi, "5,0"),
    ]
    moved = reader(district).get("/danh-gia/ket-qua/toan-thanh-pho/")
    assert (moved.status_code, moved["Location"].startswith(city.root_url)) == (301, True)


def test_figures_cost_the_same_of_many_ratings(district):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert reader(district).get("/danh-gia/ket-qua/").status_code == 200
        return len(found)

    add_ratings(district.pk, [ALL_FIVE] * 10, day=date(2026, 1, 1))
    queries()
    before = queries()
    for month in range(1, 13):
        add_ratings(district.pk, [ALL_FIVE] * 10_000, day=date(2026, month, 20))
    assert queries() == before
    assert RatingTally.objects.count() == 48


def test_measurement_and_content_report_have_the_ratings_of_each_portal(city, district):
    first, last = date(2026, 11, 20), date(2026, 11, 21)
    add_ratings(district.pk, [ALL_FIVE] * 2, day=first)
    add_ratings(city.pk, [ALL_FIVE], day=first)
    add_feedback(district.pk, PAGE, {Helpfulness.LACKING: 3, Helpfulness.HELPED: 1}, day=last)
    own = [district.pk]
    assert [(one.day, one.number) for one in rated_on(own, first, last)] == [(first, 2)]
    assert {(one.key, one.number) for one in pages_rated_on(own, first, last)} == {("helped", 1), ("lacking", 3)}
    assert count_of_period(own, Period(first, last), last) == {district.pk: (2, 1, 0, 3)}
    assert count_of_period(own, Period(last, last), last) == {district.pk: (0, 1, 0, 3)}


@pytest.mark.both_engines
def test_board_deals_with_pages_that_did_not_help_and_never_with_those_of_another_portal(city, district):
    now, day = timezone.now(), timezone.localdate()
    own = add_feedback(district.pk, PAGE, {Helpfulness.LACKING: 3}, day=day)
    add_feedback(district.pk, RatedPage("/tot/", "Trang tốt"), {Helpfulness.HELPED: 3}, day=day)
    RatingRemark.objects.create(
        portal=district, feedback=own, said="lacking", words="Thiếu giờ", day=day, keep_until=day
    )
    foreign = add_feedback(city.pk, RatedPage("/tin-tuc/b/", "Tin B"), {Helpfulness.LACKING: 9}, day=day)
    head = make_head(district)
    board = browser(head)
    listed = board.get("/admin/ratings/").content.decode()
    assert [title in listed for title in ("Tin A", "Trang tốt", "Tin B")] == [True, False, False]
    assert "Thiếu giờ" in board.get(f"/admin/ratings/{own.pk}/").content.decode()
    for name in ("", "seen/", "done/"):
        assert is_shut(board.get(f"/admin/ratings/{foreign.pk}/{name}"))
    assert board.post(f"/admin/ratings/{own.pk}/seen/").status_code == 302
    assert board.post(f"/admin/ratings/{own.pk}/done/", {"remark": "Đã bổ sung giờ", "shown": "3"}).status_code == 302
    own.refresh_from_db()
    assert (own.standing, own.changed_by) == (FeedbackState.DONE, head)
    with pytest.raises(ChangedMeanwhile):
        move_feedback(own, FeedbackState.SEEN, by=head, at=now)
    done = PortalEvent.objects.get(kind=RatingEventKind.PAGE_FEEDBACK_DONE)
    assert (done.portal, done.reason, done.data["item"]) == (district, "Đã bổ sung giờ", "Tin A")
    assert not PageFeedback.objects.in_state(FeedbackState.NEW).for_portal(district).lacking_something()
    # Somebody else lacks something.
    add_feedback(district.pk, PAGE, {Helpfulness.PARTLY: 1}, day=day)
    assert PageFeedback.objects.in_state(FeedbackState.NEW).get(portal=district, partly=1).standing == FeedbackState.NEW
    foreign.refresh_from_db()
    assert foreign.state == FeedbackState.NEW


def test_what_came_after_the_form_was_shown_is_not_settled_by_it(district):
    day = timezone.localdate()
    own = add_feedback(district.pk, PAGE, {Helpfulness.LACKING: 3}, day=day)
    board = browser(make_head(district))
    address = f"/admin/ratings/{own.pk}/done/"
    form = board.get(address).context["form"]
    add_feedback(district.pk, PAGE, {Helpfulness.PARTLY: 1}, day=day)
    assert board.post(address, {"remark": "Đã bổ sung giờ", "shown": form["shown"].value()}).status_code == 302
    own.refresh_from_db()
    assert (own.state, own.settled, own.standing) == (FeedbackState.DONE, 3, FeedbackState.NEW)
    # More than there are settles nothing of what is to come.
    move_feedback(own, FeedbackState.DONE, shown=9, by=make_head(district), at=timezone.now())
    own.refresh_from_db()
    assert own.settled == 4


def test_board_of_an_archived_portal_notes_nothing(city, district):
    own = add_feedback(district.pk, PAGE, {Helpfulness.LACKING: 3}, day=timezone.localdate())
    head = make_head(district)
    archive_portal(district, by=make_operator(), at=timezone.now(), legal_basis="Quyết định 1", successor=city)
    with pytest.raises(PortalArchived):
        move_feedback(own, FeedbackState.SEEN, by=head, at=timezone.now())


def test_words_on_the_portal_are_read_by_its_board_alone(city, district):
    now = timezone.now()
    for portal, words in ((city, "Chữ của Thành phố"), (district, "Chữ của quận")):
        rate_portal(portal.pk, ALL_FIVE, words=words, address=None, at=now)
    text = browser(make_head(district)).get("/admin/ratings/words/").content.decode()
    assert ("Chữ của quận" in text, "Chữ của Thành phố" in text) == (True, False)
    for path in ("/danh-gia/", "/danh-gia/ket-qua/", "/"):
        assert "Chữ của" not in reader(district).get(path).content.decode()


def test_traces_are_deleted_marks_after_a_day_and_words_after_their_period(district, settings):
    settings.PERSONAL_DATA_KEPT_MONTHS = 1
    today = timezone.now()
    for days, words in ((40, "cũ"), (2, "mới")):
        at = today - timedelta(days=days)
        assert rate_portal(district.pk, ALL_FIVE, words=words, address="203.0.113.7", at=at)
    forget_traces_of_ratings()
    assert DayMark.objects.count() == 0
    assert [one.words for one in RatingRemark.objects.all()] == ["mới"]
    assert list(RatingTally.objects.filter(axis="content").values_list("number", "points")) == [(1, 5), (1, 5)]
