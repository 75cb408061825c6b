"""The public pages of questions: what they show, and what they never do.

Those that citizens read are on the site map of their own portal, in few queries. Whoever takes a document off the
public is told which answers rest on it, and of a page which link to it.
"""

import json
from datetime import date
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.withdrawal.actions import take_down
from home.models import InformationPage
from home.publication.cited_documents import citations_of, facts_of
from provisioning.portal_states import suspend_portal
from qa.core import actions as workflow
from qa.core import closing
from qa.desk.replies import take_back_reply
from qa.enums import AnswerKind, QuestionState, Verb, Visibility, WithholdReason
from qa.models import Question, QuestionEvent, QuestionTopic
from qa.oversight.figures import count_questions
from tests.admin import browser
from tests.each import each_case
from tests.factories import AT, WARD, make_article, make_head, make_member, make_operator, make_portal, section_of
from tests.factories import publish as publish_page
from tests.information.factories import make_item
from tests.qa.approvals import write_public
from tests.qa.factories import LATER, make_officer, make_question, make_question_with_token, make_unit
from tests.qa.public import PUBLISHED, answer, publish, read, words
from tests.raw_rows import change_rows

pytestmark = pytest.mark.django_db


def page_of(question):
    return f"/hoi-dap/{question.code}/"


def titles(portal, **query):
    page = BeautifulSoup(read(portal, **query).content, "html.parser")
    return [link.get_text() for link in page.select(".question-list h3 a")]


def test_page_shows_question_answers_board_and_days(district):
    question = publish(district, "Xin bản sao", "Dòng một\n\n<b>Dòng hai</b>", answer_due=date(2026, 11, 26))
    promised = {"kind": AnswerKind.INTERIM, "promised_for": date(2026, 12, 1)}
    answer(question, "Đang xác minh.", on=date(2026, 11, 12), **promised)
    answer(question, "Đã trả lời lần đầu.", on=date(2026, 11, 20))
    answer(question, "Đã trả lời lại.", on=date(2026, 11, 27))
    shown = words(district, page_of(question))
    for fact in (
        "Xin bản sao",
        "<p>&lt;b&gt;Dòng hai&lt;/b&gt;</p>",
        "N.T.D.",
        "Thông báo quá trình xử lý",
        "Đã trả lời đúng hạn",
        "thứ Năm ngày 26/11/2026",
    ):
        assert fact in shown
    assert shown.index("Đã trả lời lại.") < shown.index("Câu trả lời trước") < shown.index("Đã trả lời lần đầu.")
    assert "Ban Biên tập Cổng Quận 1 duyệt" in shown or "Ban Biên tập Quận 1 duyệt" in shown
    assert not {"Bản nháp của đơn vị", "Tiêu đề như đã gửi", "Nội dung như đã gửi"} & set(shown.split("\n"))
    statement = json.loads(BeautifulSoup(shown, "html.parser").find("script", type="application/ld+json").string)[0]
    assert statement["@type"] == "QAPage"
    assert statement["mainEntity"]["acceptedAnswer"]["text"] == "Đã trả lời lại."


def test_documents_of_answers_are_links_as_long_as_they_are_public(city, district, django_assert_max_num_queries):
    question = publish(district)
    own, other = make_item(district, "document", published=True), make_item(city, "document", published=True)
    facts = facts_of([own.pk, other.pk])
    for text in ("Một", "Hai"):
        answer(question, text, documents=facts)
    take_down(own, by=make_head(district), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    page = BeautifulSoup(read(district, page_of(question)).content, "html.parser")
    cited = page.select("main .prose li")
    assert [item.get_text().replace("\xa0", " ") for item in cited] == ["4567/QĐ-UBND, 15/10/2026: Trang document"] * 4
    assert [link["href"] for item in cited for link in item.select("a")] == [other.full_url] * 2
    statement = json.loads(page.find("script", type="application/ld+json").string)[0]
    withdrawn, public = statement["mainEntity"]["acceptedAnswer"]["citation"]
    assert (public["url"], public["legislationIdentifier"]) == (other.full_url, "4567/QĐ-UBND")
    assert withdrawn == {name: public[name] for name in public if name != "url"}
    with django_assert_max_num_queries(1):
        citations_of([facts, facts], site_id=district.site_id)
    with CaptureQueriesContext(connection) as frame:
        read(district, "/hoi-dap/tra-cuu/")
    question.topic = QuestionTopic.objects.first()
    question.save(update_fields=["topic"])
    with django_assert_max_num_queries(len(frame) + 9):
        read(district, page_of(question))
    with django_assert_max_num_queries(6):
        read(district, f"{page_of(question)}rss/")


def test_reply_published_after_its_last_day_is_late_by_working_days(district):
    question = publish(district, answer_due=date(2026, 11, 26))
    answer(question, on=date(2026, 11, 30))
    assert "chậm 2 ngày làm việc" in words(district, page_of(question))


@pytest.mark.both_engines
def test_history_tells_public_events_and_neither_remarks_nor_drafts(district):
    question = make_question(district, QuestionState.IN_BOARD_REVIEW)
    take_back_reply(question, by=make_officer(make_unit(district)), at=LATER)
    change_rows(QuestionEvent, {"remark": "Chuyển gấp, nội bộ"}, question=question, verb=Verb.ASSIGN)
    write_public(question, published_at=PUBLISHED, listed_at=PUBLISHED, public_title="Tên")
    shown = words(district, page_of(question))
    steps = [step.get_text() for step in BeautifulSoup(shown, "html.parser").select(".timeline h3")]
    assert steps == ["Đang soạn câu trả lời", "Đã chuyển đến Phòng Hộ tịch", "Đã tiếp nhận"]
    assert ("nội bộ" in shown, "Bà đến nhận kết quả." in shown) == (False, False)


def test_notice_of_progress_names_the_promised_day(district):
    shown = words(district, page_of(make_question(district, QuestionState.INTERIM_PUBLISHED)))
    assert "hẹn trả lời" in shown
    assert "thứ Ba ngày 1/12/2026" in shown or "thứ Ba ngày 01/12/2026" in shown
    # Its public text was not approved yet.
    assert "Bản sao khai sinh của mẹ" not in shown
    assert '<meta name="robots" content="noindex' in shown


@each_case("is_by_sender, said", [(True, "Đã trả lời, có hỏi thêm"), (False, "Đã trả lời, đang đính chính")])
def test_answered_question_that_is_open_again_says_so(district, is_by_sender, said):
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    with patch("django.utils.timezone.now", return_value=LATER):
        if is_by_sender:
            workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
        else:
            workflow.reopen_question(question, remark="Sai lệ phí", by=make_officer(question.unit), at=LATER)
        assert said in words(district, page_of(question))


def test_question_has_a_page_once_it_was_sorted_and_complaints_never(city, district):
    received = make_question(district)
    complaint = make_question(district, QuestionState.ROUTED_OUT)
    for hidden in (received, complaint, publish(district, state=QuestionState.ROUTED_OUT)):
        assert read(district, page_of(hidden)).status_code == 404
    declined = make_question(district, QuestionState.OUT_OF_SCOPE)
    # What the board wrote to the sender passed no review: the public reads no word of it, wherever it looks.
    for place in (page_of(declined), f"{page_of(declined)}rss/", "/hoi-dap/", "/hoi-dap/du-lieu.csv"):
        assert "Sở Y tế" not in words(district, place)
    named = make_question(district)
    closing.decline_question(named, competent=city, body="Gọi chị Hoa", by=make_head(district), at=LATER)
    assert city.name_vi in words(district, page_of(named))
    assert "chị Hoa" not in words(district, page_of(named))
    assert city.root_url in words(district, page_of(named))
    # What another portal received has its page there.
    assert read(city, page_of(declined)).status_code == 404


@each_case(
    ("state", "words_of_marker"),
    [(QuestionState.REFUSED, "Xúc phạm, thô tục"), (QuestionState.WITHDRAWN, "Người gửi đã rút")],
)
def test_what_ended_without_being_public_leaves_a_marker(district, state, words_of_marker):
    question = make_question(district, QuestionState.ASSIGNED if state == "withdrawn" else state)
    Question.objects.filter(pk=question.pk).update(state=state, public_title="Tên công khai")
    response = read(district, page_of(question))
    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex")
    assert "Tên công khai" not in response.content.decode()


def test_withheld_question_leaves_a_dated_marker_everywhere_and_its_words_nowhere(district):
    question = publish(district, "XoáĐi của tôi", "Chuyện KínĐáo")
    answer(question, "Trả lời KínĐáo")
    publish(district, "Câu khác")
    withheld = {"withheld_because": WithholdReason.PERSONAL_DATA, "withheld_on": date(2026, 11, 9)}
    Question.objects.filter(pk=question.pk).update(visibility=Visibility.HIDDEN, **withheld)
    marker = read(district, page_of(question))
    assert (marker.status_code, "9/11/2026" in marker.content.decode()) == (410, True)
    assert titles(district) == ["Câu khác", f"Câu hỏi {question.code}"]
    assert "Dữ liệu cá nhân không che được" in words(district)
    assert titles(district, q="xoadi") == []
    for place in ("", "rss/", "du-lieu.csv", "du-lieu.json", "thong-ke/", "khong-dang/", f"{question.code}/"):
        shown = words(district, f"/hoi-dap/{place}")
        assert ("KínĐáo" in shown, "XoáĐi" in shown) == (False, False), place
    for further in ("rss/", "huu-ich/"):
        assert read(district, f"{page_of(question)}{further}").status_code == 404


def test_duplicate_leads_to_the_other(city, district):
    first = publish(district, "Câu hỏi gốc")
    second = publish(district, "Hỏi lại", state=QuestionState.MERGED_DUPLICATE, merged_into=first)
    page = BeautifulSoup(read(district, page_of(second)).content, "html.parser")
    assert page.find("a", href=page_of(first)).get_text() == "Câu hỏi gốc"
    elsewhere = publish(city, "Hỏi ở Thành phố")
    Question.objects.filter(pk=second.pk).update(merged_into=elsewhere)
    page = BeautifulSoup(read(district, page_of(second)).content, "html.parser")
    assert page.find("a", href=f"{city.root_url}{page_of(elsewhere)}").get_text() == "Hỏi ở Thành phố"


@pytest.mark.both_engines
@pytest.mark.slow(reason="opens the list for each choice")
def test_list_is_narrowed_by_what_is_asked_and_holds_own_questions_alone(city, district):
    topic = QuestionTopic.objects.get(code="ho-tich")
    unit = make_unit(district)
    publish(district, "Cấp giấy khai sinh", topic=topic, unit=unit)
    answer(publish(district, "Đường ngập", answer_due=date(2026, 11, 10)), on=date(2026, 11, 12))
    publish(district, "Chờ lâu", state=QuestionState.OUT_OF_SCOPE)
    publish(city, "Câu hỏi của thành phố", topic=topic)
    count_questions(at=AT)
    assert titles(district) == ["Chờ lâu", "Đường ngập", "Cấp giấy khai sinh"]
    assert titles(district, linh_vuc="ho-tich") == ["Cấp giấy khai sinh"]
    assert titles(district, don_vi=unit.pk) == ["Đường ngập", "Cấp giấy khai sinh"]
    assert titles(district, don_vi=unit.pk, linh_vuc="ho-tich", q="giay KHAI") == ["Cấp giấy khai sinh"]
    assert titles(district, trang_thai="co-quan-khac") == ["Chờ lâu"]
    assert titles(district, tre_han="on") == ["Đường ngập"]
    assert titles(district, q="duong ngap") == titles(district, q="ĐƯỜNG ngập!") == ["Đường ngập"]
    assert titles(district, q="thành phố") == []
    assert titles(district, tu="2026-11-05") == titles(district, den="2026-11-03") == []
    assert len(titles(district, tu="2026-11-04", den="2026-11-04")) == 3
    # From the first day of the calendar to its last, on which no day follows.
    assert len(titles(district, tu="0001-01-01", den="9999-12-31")) == 3
    # What means nothing narrows nothing.
    assert len(titles(district, linh_vuc="x", don_vi="x", trang_thai="x", tu="x", sau="x", q="\0")) == 3


@pytest.mark.both_engines
def test_list_goes_on_behind_the_last_and_back(district):
    for number in range(45):
        publish(district, f"Câu {number:02}")

    def opened(link=None):
        address = f"/hoi-dap/{link['href'] if link else ''}"
        return BeautifulSoup(read(district, address).content, "html.parser")

    first = opened()
    second = opened(first.find("a", rel="next"))
    shown = [link.get_text() for link in second.select(".question-list h3 a")]
    assert shown == [f"Câu {number:02}" for number in range(24, 4, -1)]
    again, last = (opened(second.find("a", rel=which)) for which in ("prev", "next"))
    assert again.select(".question-list h3 a") == first.select(".question-list h3 a")
    assert (len(last.select(".question-list h3 a")), last.find("a", rel="next")) == (5, None)
    # A code of another portal, or of nothing, begins at the head.
    assert titles(district, sau="THANHPHO-2026-000501")[0] == "Câu 44"


def test_list_shows_the_title_of_the_section_and_pages_below_it_stay(district):
    section = section_of(district, "hoi-dap")
    author = make_member(district)
    page = InformationPage(
        title="Hỏi nhiều nhất", lead="Tóm tắt.", source_agency=district.governing_body, live=False, owner=author
    )
    section.add_child(instance=page)
    page.save_revision(user=author)
    publish_page(page, by=make_head(district), author=author)
    shown = BeautifulSoup(read(district).content, "html.parser")
    assert shown.h1.get_text() == section.title
    link = shown.find("a", string="Hỏi nhiều nhất")["href"]
    assert page.slug in link
    found = [read(district, path).status_code for path in (link, "/hoi-dap/khong-co/", "/hoi-dap/rss/")]
    assert found == [200, 404, 200]


def test_feeds_hold_public_words_and_steps(city, district):
    question = publish(district, "Xin <b>bản sao</b>")
    publish(city, "Của thành phố")
    feed = words(district, "/hoi-dap/rss/")
    assert ("Xin &lt;b&gt;bản sao" in feed, "Của thành phố" in feed) == (True, False)
    own = make_question(district, QuestionState.ASSIGNED)
    assert "Đã chuyển đến Phòng Hộ tịch" in words(district, f"{page_of(own)}rss/")
    assert read(city, f"{page_of(question)}rss/").status_code == 404


def test_out_of_service_shows_nothing(district):
    question = publish(district)
    suspend_portal(district, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    for path in ("/hoi-dap/", page_of(question), "/hoi-dap/du-lieu.csv", "/hoi-dap/rss/"):
        assert read(district, path).status_code == 503


def test_pages_set_no_cookie_and_nothing_changes_by_reading(district):
    question = publish(district)
    answer(question)
    for path in ("/hoi-dap/", page_of(question), f"{page_of(question)}huu-ich/", "/hoi-dap/thong-ke/"):
        response = read(district, path)
        assert (response.status_code, "csrf" in response.content.decode()) == (200, False)
        assert not response.cookies


SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def site_map(portal, part=""):
    root = ElementTree.fromstring(read(portal, "/sitemap.xml", **({"phan": part} if part else {})).content)
    return {row.findtext(f"{SITE_MAP}loc"): row.findtext(f"{SITE_MAP}lastmod") for row in root}


def test_readable_questions_are_named_with_the_time_of_what_was_told_last(district):
    shown, other = publish(district), publish(make_portal(WARD))
    hidden = publish(
        district, visibility="hidden", withheld_because="personal_data", withheld_on=LATER.date(), published_at=LATER
    )
    unpublished = publish(district, published_at=None, listed_at=None)
    withdrawn = publish(district, state=QuestionState.WITHDRAWN)
    found = site_map(district)
    assert found[f"{district.root_url}/hoi-dap/{shown.code}/"].startswith(f"{PUBLISHED:%Y-%m-%d}")
    for question in (other, hidden, unpublished, withdrawn):
        assert not any(question.code in address for address in found)


def test_many_questions_cost_as_much_as_one_and_have_files_of_their_own(
    district, monkeypatch, django_assert_max_num_queries
):
    codes = [publish(district, language="en").code for _number in range(5)]
    site_map(district)
    with django_assert_max_num_queries(9):
        whole = site_map(district)
    monkeypatch.setattr("home.views.public.SITE_MAP_PART", 3)
    files = [address.partition("phan=")[2] for address in site_map(district)]
    assert files[-2:] == ["cau-hoi1", "cau-hoi2"]
    assert sorted([address for part in files for address in site_map(district, part)]) == sorted(whole)
    # The district has no public English home.
    assert [address.rsplit("/", 2)[1] for address in site_map(district, "cau-hoi1")] == codes[:3]
    assert all(address.startswith(f"{district.root_url}/hoi-dap/") for address in site_map(district, "cau-hoi2"))


def named_at(client, url: str) -> list[str]:
    links = BeautifulSoup(client.get(url).content, "html.parser").select("#mentions-1-section li a")
    return [link["href"] for link in links]


@pytest.mark.slow(reason="two documents, four answers, and three screens of the admin")
@pytest.mark.both_engines
def test_public_answers_of_all_portals_are_named_where_a_document_goes(city, district):
    document, other = make_item(district, "document", published=True), make_item(district, "document", published=True)
    own, foreign, hidden = publish(district), publish(city), make_question(city, "answered")
    # In whatever place it stands.
    answer(own, "Một", documents=facts_of([other.pk, document.pk]))
    answer(foreign, "Hai", documents=facts_of([document.pk]))
    answer(hidden, "Ba", documents=facts_of([document.pk]))
    answer(publish(district), "Bốn", documents=facts_of([other.pk]))
    head, editor = browser(make_head(district)), make_member(district)
    expected = {f"{city.root_url}/hoi-dap/{foreign.code}/", f"{district.root_url}/hoi-dap/{own.code}/"}
    assert set(named_at(head, reverse("wagtailadmin_pages:unpublish", args=[document.pk]))) == expected
    ask = reverse("portals_admin:ask_unpublish", args=[document.pk])
    assert set(named_at(browser(editor), ask)) == expected
    propose_unpublishing(document, by=editor, at=AT, reason="Sai")
    change = ProposedChange.objects.open().get()
    assert set(named_at(head, reverse("portals_admin:proposal", args=[change.pk]))) == expected
    # No answer rests on a page that is no document.
    assert named_at(head, reverse("wagtailadmin_pages:unpublish", args=[make_article(district).pk])) == []


@pytest.mark.slow(reason="two articles, four answers, and a screen of the admin")
@pytest.mark.both_engines
def test_public_answers_of_all_portals_that_link_to_a_page_are_named_where_it_goes(city, district):
    page, other = make_article(district), make_article(district)

    def linking(to):
        link = f'<p>Xem <a linktype="page" id="{to.pk}">bài này</a>.</p>'
        return [{"type": "paragraph", "value": link}]

    own, foreign, hidden = publish(district), publish(city), make_question(city, "answered")
    for question in (own, foreign, hidden):
        answer(question, linking(page))
    answer(publish(district), linking(other))
    head = browser(make_head(district))
    assert set(named_at(head, reverse("wagtailadmin_pages:unpublish", args=[page.pk]))) == {
        f"{city.root_url}/hoi-dap/{foreign.code}/",
        f"{district.root_url}/hoi-dap/{own.code}/",
    }
