"""Replies have the form of page bodies where they are read, plain words elsewhere, and links to public pages."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core import mail as sent_mail
from django.urls import reverse
from wagtail.models import Page

from editorial.permissions import proposed
from editorial.proposals.actions.proposal import take_back
from members.enums import Seat
from members.memberships import seat_on_board
from qa.core.reply_text import checked_reply, reply_text, words_of
from qa.desk import replies
from qa.enums import AnswerKind, QuestionState
from qa.errors import LinkNotPublic, TextMissing, TextTooLong
from qa.mail.messages import quoted
from qa.models import Answer, Question
from qa.publication.export import exported_rows
from search.index.questions import index_questions
from search.models import SearchEntry
from tests.admin import browser, url
from tests.admin_forms import draftail
from tests.each import each_case
from tests.factories import AT, make_article, make_head
from tests.proposals import act
from tests.qa.approvals import mark_approved
from tests.qa.citizen import Citizen
from tests.qa.factories import LATER, approve_reply, make_colleague, make_officer, make_question, make_unit
from tests.qa.reply_forms import reply_form

pytestmark = pytest.mark.django_db

PARAGRAPH = "<p>Bà <b>nộp</b> hồ sơ.</p><ol><li>Tờ khai<ul><li>bản chính</li></ul></li><li>CCCD</li></ol>"
TABLE = {
    "table": {"data": [["Việc", "Lệ phí"], ["Bản sao", "8.000"]], "first_row_is_table_header": True},
    "note": "Mức thu tại phường",
}
WORDS = "Bà nộp hồ sơ.\n\n1. Tờ khai\n   – bản chính\n2. CCCD\n\nViệc | Lệ phí\nBản sao | 8.000\nMức thu tại phường"


def blocks(*values):
    """Blocks as JSON holds them: running text, or a table."""
    return [{"type": "paragraph" if isinstance(value, str) else "table", "value": value} for value in values]


def write(question, officer, text):
    return replies.write_reply(question, kind=AnswerKind.ANSWER, text=text, by=officer, at=LATER)


def linked(page):
    return blocks(f'<p>Xem <a linktype="page" id="{page.pk}">hướng dẫn</a>.</p>')


@pytest.fixture
def officer(district):
    return make_officer(make_unit(district))


@pytest.fixture
def question(district, officer):
    """One that is answered now, and that the public reads."""
    question = make_question(district, QuestionState.IN_ANSWER)
    words = {
        "public_title": "Xin bản sao",
        "public_text": "Lệ phí bao nhiêu?",
        "published_at": LATER,
        "listed_at": LATER,
    }
    Question.objects.filter(pk=question.pk).update(**words)
    question.refresh_from_db()
    mark_approved([question], portal=district, by=make_head(district))
    return question


@each_case(
    ("text", "words"),
    [
        (blocks(PARAGRAPH, TABLE), WORDS),
        ("Một dòng\nhai dòng\n\nĐoạn <b>", "Một dòng\nhai dòng\n\nĐoạn <b>"),
        (blocks("<p></p>", '<p>Viết <a href="mailto:a@example.vn">a@example.vn</a></p>'), "Viết a@example.vn"),
    ],
    ids=["form", "plain", "empty first"],
)
def test_words_of_a_reply_are_lines_without_form(text, words):
    assert words_of(checked_reply(text, most=1000)) == words


def test_address_of_a_link_is_told_where_no_link_can_be():
    text = reply_text(blocks('<p>Xem <a href="https://example.vn/x">hướng dẫn</a></p>'))
    assert words_of(text, with_links=True) == "Xem hướng dẫn (https://example.vn/x)"


def test_reply_says_something_and_not_too_much():
    empty = blocks("<p></p>", {"table": {"data": [["", None]]}})
    for refusal, text in ((TextMissing, empty), (TextTooLong, "a" * 11)):
        with pytest.raises(refusal):
            checked_reply(text, most=10)


def _structured(html):
    """All that a page tells machines."""
    found = json.loads(html.select_one("script[type='application/ld+json']").string)
    return found if isinstance(found, list) else [found]


@pytest.mark.slow(reason="takes a reply through its review and reads it by all ways")
def test_reply_has_its_form_on_its_page_and_plain_words_elsewhere(district, officer, question):
    page = make_article(district, "Hướng dẫn")
    write(question, officer, [*blocks(PARAGRAPH, TABLE), *linked(page)])
    change = replies.submit_reply(question, by=officer, at=LATER)
    shown = BeautifulSoup(browser(make_head(district)).get(url("proposal", change.pk)).content, "html.parser")
    assert [tag.name for tag in shown.select(".formatted-text :is(b, table)")] == ["b", "table"]
    approve_reply(question)
    reply = Answer.objects.get()
    html = BeautifulSoup(Citizen(district).get(f"/hoi-dap/{question.code}/").content, "html.parser")
    body = html.select_one(f"[aria-labelledby=answer-{reply.pk}] .prose")
    assert [tag.name for tag in body.select("b, ol > li > ul, table, a[href]")] == ["b", "ul", "table", "a"]
    assert body.select_one("a[href]")["href"] == page.full_url
    words = f"{WORDS}\n\nXem hướng dẫn."
    (asked,) = (data for data in _structured(html) if data["@type"] == "QAPage")
    assert asked["mainEntity"]["acceptedAnswer"]["text"] == words
    assert [row["answer"] for row in exported_rows(district.pk)] == [words]
    assert f"Xem hướng dẫn ({page.full_url})." in quoted(reply)
    index_questions([question.pk])
    assert " ".join(words.split()) in SearchEntry.objects.get(question=question.pk).body
    assert all("<b>" not in message.body for message in sent_mail.outbox)


def test_reply_links_to_what_the_public_reads_or_to_own_pages(city, district, officer, question):
    own, theirs = make_article(district, "Nháp", published=False), make_article(city, "Nháp", published=False)
    document = blocks('<p><a linktype="document" id="1">Tệp</a></p>')
    missing = Page(pk=9_999_999)
    for text in (linked(theirs), linked(missing), document):
        with pytest.raises(LinkNotPublic):
            write(question, officer, text)
    write(question, officer, linked(own))
    replies.submit_reply(question, by=officer, at=LATER)
    approve_reply(question)
    page = BeautifulSoup(Citizen(district).get(f"/hoi-dap/{question.code}/").content, "html.parser")
    (link,) = (tag for tag in page.find_all("a") if tag.get_text() == "hướng dẫn")
    assert not link.has_attr("href"), "nobody is led to a draft"


@pytest.mark.slow(reason="asks the form of a reply three times")
def test_form_takes_what_the_editor_offers_alone_and_loses_nothing(city, district, officer, question):
    client, address = browser(officer), reverse("questions_admin:reply", args=[question.pk])
    theirs = make_article(city, "Nháp của cổng khác", published=False)
    forged = draftail(("IMAGE", {"id": 1, "src": "x"}), ("LINK", {"url": "javascript:alert(1)"}))
    sent = reply_form("Mời bà đến nhận.") | {"text-0-value": forged}
    client.post(address, sent)
    assert words_of(Answer.objects.get().draft) == "bc", "without the picture"
    assert not {"<img", "<embed", "javascript"} & set(str(Answer.objects.get().draft).replace('"', " ").split())
    sent["text-0-value"] = draftail(("LINK", {"id": theirs.pk, "url": "/x/"}))
    refused = client.post(address, sent)
    assert refused.context_data["form"].errors["text"] == [str(LinkNotPublic.message)]
    assert words_of(refused.context_data["form"]["text"].value()) == "abc"
    assert theirs.title not in refused.content.decode()
    assert "javascript" not in str(Answer.objects.get().draft)


def test_sentence_that_a_colleague_sets_in_bold_stays_the_work_of_who_wrote_it(district, officer, question):
    write(question, officer, "Bà đến phường để nhận bản sao. Mang theo giấy tờ tùy thân.")
    change = replies.submit_reply(question, by=officer, at=LATER)
    take_back(change, by=officer, at=LATER)
    question.refresh_from_db()
    colleague = make_colleague(make_unit(district))
    write(question, colleague, blocks("<p>Chào bà. <b>Bà đến phường để nhận bản sao.</b> Lệ phí 8.000 đồng.</p>"))
    change = replies.submit_reply(question, by=colleague, at=LATER)
    Answer.objects.get().writers.set([colleague])
    seat_on_board(district.board, officer, seat=Seat.DEPUTY, by=None, at=AT)
    assert proposed(officer, change)


def test_first_reply_waits_as_a_new_reply_and_a_question_as_a_new_question(district, officer, question):
    write(question, officer, "Bà đến nhận kết quả.")
    change = replies.submit_reply(question, by=officer, at=LATER)
    assert (change.kind_label, change.is_open) == ("Trả lời mới", True)
    for address in (url("proposals"), url("proposal", change.pk)):
        page = browser(make_head(district)).get(address).content.decode()
        assert ("Trả lời mới" in page, "Thay đổi nội dung công khai" in page) == (True, False)
    act(change, make_head(district))
