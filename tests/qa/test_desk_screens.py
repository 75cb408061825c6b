"""The inbox and the screens of the verbs, each beside a question of another portal."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from deadlines.queries import working_calendar
from members.access.permissions import reviewed_portals
from members.enums import Role, Seat
from members.views.base import RESTORE
from participation.models import ContactView as Reading
from qa.core import actions as workflow
from qa.core import closing
from qa.core.clock_moves import recompute_questions
from qa.core.reply_text import words_of
from qa.desk.actions import write_note
from qa.desk.inbox import desk_of, time_left
from qa.enums import CannedResponseKind, QuestionState
from qa.models import Answer, CannedResponse, Question, QuestionNote, QuestionTopic
from qa.views.desk.inbox import InboxView
from tests.admin import browser, errors_at, is_shut, told
from tests.each import each_case
from tests.factories import DEPARTMENT, WARD, make_head, make_member, make_operator, make_portal, make_supervisor
from tests.information.factories import make_item
from tests.proposals import act
from tests.qa.factories import (
    LATER,
    RECEIVED,
    TEXT,
    called,
    make_colleague,
    make_forwarded,
    make_officer,
    make_question,
    make_unit,
    open_reply,
    stored,
    submit,
)
from tests.qa.reply_forms import reply_form
from tests.scale.counting import counted

pytestmark = pytest.mark.django_db

S = QuestionState


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def shown(user, **asked):
    return browser(user).get(url("inbox"), asked).content.decode()


def codes_in(text, *questions):
    return [question.code for question in questions if question.code in text]


def typed_in(answer):
    """The words that the form of a reply shows."""
    return words_of(answer.context_data["form"]["text"].value())


class TestInbox:
    @pytest.mark.slow(reason="opens the inbox of several people")
    def test_board_sees_what_it_has_to_sort_and_officers_what_they_have_to_answer(self, city, district):
        new, assigned = make_question(district), make_question(district, S.ASSIGNED)
        answered, theirs = make_question(district, S.ANSWERED), make_question(city)
        head, officer = make_head(district), make_officer(make_unit(district))
        for user, asked, seen in [
            (head, {}, [new]),
            (officer, {}, [assigned]),
            (head, {"work": "open"}, [new, assigned]),
            (head, {"work": "all"}, [new, assigned, answered]),
            (officer, {"work": "all"}, [assigned, answered]),
        ]:
            codes = codes_in(shown(user, **asked), new, assigned, answered, theirs)
            assert codes == [question.code for question in seen], (user, asked)

    def test_what_else_can_be_shown_is_one_click_away_where_nothing_waits(self, district):
        make_question(district, S.ASSIGNED)
        head = make_head(district)
        text = shown(head)
        addresses = [f'href="{url("inbox")}{asked}"' for asked in ("", "?work=open", "?work=to_publish", "?work=all")]
        for words in ("Hiện không có câu hỏi nào chờ bạn xử lý.", *addresses):
            assert words in text
        assert re.search(r'work=open"[^>]*aria-current="page"', shown(head, work="open"))
        assert "không có câu hỏi nào chờ" not in shown(head, work="all", state="received")

    def test_nobody_else_has_an_inbox(self, city, district):
        make_question(district)
        staff = [make_member(district, role) for role in (Role.EDITOR, Role.PORTAL_ADMIN)]
        for user in [*staff, make_operator(), make_supervisor()]:
            assert is_shut(browser(user).get(url("inbox")))

    def test_question_forwarded_to_a_portal_waits_for_its_board_and_is_kept_by_who_received_it(self, city, district):
        question = make_forwarded(district, city)
        for portal, asked, is_shown in [
            (city, {}, True),
            (district, {}, False),
            (district, {"work": "all", "elsewhere": "out"}, True),
            (city, {"elsewhere": "in"}, True),
            (city, {"elsewhere": "out"}, False),
        ]:
            assert (question.code in shown(make_head(portal), **asked)) is is_shown, (portal, asked)

    def test_filters_narrow_by_state_unit_topic_and_day(self, city, district):
        topic = QuestionTopic.objects.get(code="ho-tich")
        one, other = make_question(district, S.ASSIGNED, topic=topic), make_question(district, S.IN_ANSWER)
        head, today = make_head(district), timezone.localdate()
        Question.objects.filter(pk=one.pk).update(answer_due=today)
        Question.objects.filter(pk=other.pk).update(answer_due=today.replace(year=today.year - 1))
        make_unit(city, "Phòng của Thành phố")
        for asked, found in [
            ({"state": "assigned"}, [one]),
            ({"work": "all", "topic": topic.pk}, [one]),
            ({"work": "all", "unit": make_unit(district, "Phòng khác").pk}, []),
            ({"work": "all", "due": "today"}, [one]),
            ({"work": "all", "due": "late"}, [other]),
        ]:
            text = shown(head, **asked)
            assert codes_in(text, one, other) == [question.code for question in found], asked
            # Outside of the rows a filter is called so.
            assert ("<div>Hôm nay là ngày cuối</div>" in text) is (one in found), asked
            assert ("Phòng Hộ tịch" in text, "Phòng của Thành phố" in text) == (True, False)

    def test_what_is_to_be_sorted_stands_first_on_the_day_to_name_another_body_and_says_when_it_has_passed(
        self, district
    ):
        unsorted, returned = make_question(district), make_question(district)
        head, today = make_head(district), timezone.localdate()
        later = {"classify_due": today + timedelta(days=9), "scope_due": today + timedelta(days=8)}
        Question.objects.filter(pk=returned.pk).update(**later)
        Question.objects.filter(pk=unsorted.pk).update(classify_due=today + timedelta(days=20), scope_due=today)
        text = shown(head)
        assert text.index(unsorted.code) < text.index(returned.code)
        assert "phân loại, hoặc báo cơ quan có thẩm quyền" in text
        Question.objects.filter(pk=unsorted.pk).update(scope_due=today - timedelta(days=1))
        assert "đã qua ngày phải báo cơ quan khác có thẩm quyền" in shown(head)

    def test_list_ends_after_so_many_pages_and_says_so(self, district, monkeypatch):
        for module in ("qa.views.desk.inbox", "qa.views.bounded"):
            monkeypatch.setattr(f"{module}.MOST_PAGES", 1)
        monkeypatch.setattr(InboxView, "paginate_by", 1)
        first, second = make_question(district), make_question(district)
        for asked, on_it in ({}, first), ({"work": "all"}, second):
            text = shown(make_head(district), p="900", **asked)
            assert codes_in(text, first, second) == [on_it.code]
            assert ("Chỉ hiện 1 câu hỏi đầu" in text, "hơn 1 câu hỏi" in text.lower()) == (True, True)

    def test_newest_leaves_out_what_is_older_only(self, city, district):
        questions = [make_question(district, at=RECEIVED + timedelta(minutes=number)) for number in range(4)]
        theirs = make_question(city, at=RECEIVED + timedelta(minutes=1))
        forwarded = make_forwarded(city, district, at=RECEIVED + timedelta(minutes=2))
        desk = desk_of(make_head(district), on=LATER.date())
        newest = {question.pk for question in desk.newest(2)}
        assert {questions[3].pk, questions[2].pk, forwarded.pk} <= newest
        assert newest.isdisjoint({questions[0].pk, theirs.pk})
        assert desk.newest(5).count() == 5

    def test_question_is_found_by_its_code_or_number_and_by_no_words(self, city, district):
        question, theirs = make_question(district, S.ANSWERED), make_question(city)
        head = make_head(district)
        for asked, is_found in ((f" {question.code.lower()} ", True), ("1", True), ("khai sinh", False)):
            assert (question.code in shown(head, q=asked)) is is_found, asked
        told = shown(head, q=theirs.code).replace(f'value="{theirs.code}"', "").replace(f"q={theirs.code}", "")
        assert theirs.code not in told


class TestQuestion:
    def test_screen_tells_days_history_and_what_may_be_done(self, district):
        question = make_question(district)
        page = browser(make_head(district)).get(url("question", question.pk)).content.decode()
        may = ["assign", "forward", "decline", "refuse", "merge", "route_out"]
        may_not = ["start", "reply", "reopen", "send_back", "public_text", "hand_over"]
        assert [name for name in may + may_not if url(name, question.pk) in page] == may
        assert (TEXT in page, "Hoa" in page.replace(TEXT, "")) == (True, False)

    @pytest.mark.slow(reason="opens the screens of six questions")
    def test_one_step_is_next_and_only_what_ends_the_question_is_red(self, district):
        unit = make_unit(district)
        head, officer = make_head(district), make_officer(unit)
        for state, person, step in [
            (S.RECEIVED, head, "assign"),
            (S.ASSIGNED, officer, "start"),
            (S.IN_ANSWER, officer, "reply"),
            (S.ANSWERED, head, "public_text"),
            (S.NEEDS_CLARIFICATION, officer, None),
            (S.IN_BOARD_REVIEW, head, "decide"),
        ]:
            question = make_question(district, state)
            html = BeautifulSoup(browser(person).get(url("question", question.pk)).content, "html.parser")
            buttons = [link["href"] for link in html.select("#main a.button:not(.button-secondary)")]
            if step == "decide":
                address = reverse("portals_admin:proposal", args=[open_reply(question).pk])
            else:
                address = url(step, question.pk) if step else ""
            assert buttons == [address] * bool(step), state
            red = {link["href"] for link in html.select(".question-steps__ending")}
            others = {link["href"] for link in html.select(".question-steps a")}
            assert red == others & {url(name, question.pk) for name in ("decline", "merge", "route_out", "refuse")}
            assert not others & set(buttons)

    @pytest.mark.slow(reason="takes questions through their whole way")
    def test_list_and_screen_count_the_same_days(self, district):
        head, today = make_head(district), timezone.localdate()
        for days in (
            {"scope_due": today, "classify_due": today + timedelta(days=4)},
            {"scope_due": today - timedelta(days=3), "classify_due": today + timedelta(days=4)},
            {"sorted_on": today, "answer_due": today + timedelta(days=9)},
        ):
            question = make_question(district)
            Question.objects.filter(pk=question.pk).update(**days)
            question.refresh_from_db()
            left = time_left(question, today=today, calendar=working_calendar())
            screen = BeautifulSoup(browser(head).get(url("question", question.pk)).content, "html.parser")
            assert left in shown(head)
            assert left in screen.get_text()

    @pytest.mark.slow(reason="asks nine screens as five people")
    def test_foreign_question_is_shut_to_every_role_by_every_address(self, city, district):
        question = make_question(city, S.ASSIGNED)
        of_district = [make_head(district), make_officer(make_unit(district))]
        people = [*of_district, make_member(city, Role.EDITOR), make_operator(), make_supervisor()]
        names = ("question", "contact", "note", "reply", "public_text", "assign", "forward", "merge", "start")
        fields = {"remark": "x", "text": "x", "unit": question.unit_id, "why": "handling"}
        before = list(Question.objects.values())
        for client, name in product(map(browser, people), names):
            for answer in (client.get(url(name, question.pk)), client.post(url(name, question.pk), fields)):
                assert is_shut(answer), (answer.wsgi_request.user, name)
        assert (list(Question.objects.values()), Reading.objects.count()) == (before, 0)
        assert not QuestionNote.objects.exists()

    def test_screen_costs_the_same_however_long_the_history(self, district):
        question = make_question(district, S.ASSIGNED)
        client = browser(make_head(district))
        _status, _text, before = counted(client, url("question", question.pk))
        for _number in range(3):
            workflow.assign_question(question, unit=make_unit(district), by=make_head(district), at=LATER)
        _status, _text, after = counted(client, url("question", question.pk))
        assert after == before <= 30

    def test_contact_is_shown_once_its_reading_is_noted(self, district):
        question, client = make_question(district, S.ASSIGNED), browser(make_officer(make_unit(district)))
        assert "hoa@example" not in client.get(url("contact", question.pk)).content.decode()
        assert client.post(url("contact", question.pk), {}).status_code == 422
        answer = client.post(url("contact", question.pk), {"why": "handling"})
        assert question.sender.facts.name in answer.content.decode()
        expected = (make_officer(make_unit(district)).pk, "handling", f"qa.question:{question.pk}")
        assert Reading.objects.values_list("by", "why", "about").get() == expected

    def test_contact_of_a_forwarded_question_is_for_who_handles_it_now(self, city, district):
        question = make_forwarded(district, city)
        assert is_shut(browser(make_head(district)).post(url("contact", question.pk), {"why": "handling"}))
        assert browser(make_head(city)).post(url("contact", question.pk), {"why": "handling"}).status_code == 200

    def test_note_is_read_by_colleagues_and_stays_when_the_question_is_forwarded(self, city, district):
        question = make_question(district, S.ASSIGNED)
        client = browser(make_officer(make_unit(district)))
        client.post(url("note", question.pk), {"text": "Đã gọi điện hỏi Phòng Nội vụ"})
        page = url("question", question.pk)
        assert "Phòng Nội vụ" in browser(make_head(district)).get(page).content.decode()
        workflow.forward_question(question, to=city, by=make_head(district), at=LATER, remark="Chuyển")
        question.refresh_from_db()
        write_note(question, text="Ghi chú của Thành phố", by=make_head(city), at=LATER)
        theirs, ours = (browser(make_head(portal)).get(page).content.decode() for portal in (city, district))
        assert ("Phòng Nội vụ" in theirs, "Ghi chú của Thành phố" in theirs) == (False, True)
        assert ("Phòng Nội vụ" in ours, "Ghi chú của Thành phố" in ours) == (True, False)

    def test_question_of_another_portal_that_an_own_one_was_joined_with_is_named_once_it_has_a_page(
        self, city, district
    ):
        question, theirs = make_forwarded(district, city), make_question(city)
        closing.merge_question(question, into=theirs, by=make_head(city), at=LATER)
        page = url("question", question.pk)
        pages = [browser(make_head(portal)).get(page).content.decode() for portal in (city, district)]
        workflow.assign_question(theirs, unit=make_unit(city), by=make_head(city), at=LATER)
        pages.append(browser(make_head(district)).get(page).content.decode())
        assert [theirs.code in shown for shown in pages] == [True, False, True]


class TestVerbs:
    def test_board_assigns_to_an_own_unit_with_a_topic(self, city, district):
        topic = QuestionTopic.objects.get(code="ho-tich")
        question, unit, foreign = make_question(district), make_unit(district), make_unit(city)
        client = browser(make_head(district))
        refused = client.post(url("assign", question.pk), {"unit": foreign.pk, "remark": "Gửi gấp"})
        assert (refused.status_code, "Gửi gấp" in refused.content.decode()) == (422, True)
        assert errors_at(refused, "unit")
        client.post(url("assign", question.pk), {"unit": unit.pk, "topic": topic.pk})
        assert stored(question, "state", "unit", "topic") == (S.ASSIGNED, unit, topic)

    def test_board_forwards_to_a_live_portal_by_its_name(self, city, district):
        question, client = make_question(district), browser(make_head(district))
        for typed, remark, field in [
            ("Không có", "Chuyển", "portal"),
            ("Quận 1", "Chuyển", "portal"),
            ("Thành phố", "", "remark"),
        ]:
            answer = client.post(url("forward", question.pk), {"portal": typed, "remark": remark})
            assert (answer.status_code, bool(errors_at(answer, field))) == (422, True), typed
        client.post(url("forward", question.pk), {"portal": city.name_vi, "remark": "Thuộc Thành phố"})
        assert stored(question, "responsible_portal") == (city,)

    def test_portal_that_gets_it_forwards_it_to_a_third_which_sends_it_back(self, city, district):
        question, third = make_forwarded(district, city), make_portal(WARD)
        for portal, name, sent, after in [
            (city, "forward", {"portal": third.name_vi, "remark": "Thuộc Phường"}, (S.RECEIVED, third)),
            (third, "send_back", {"remark": "Không phải của Phường"}, (S.RECEIVED, district)),
        ]:
            answer = browser(make_head(portal)).post(url(name, question.pk), sent)
            assert stored(question, "state", "responsible_portal") == after
            assert answer["Location"] == url("inbox"), "it is not theirs any more"

    def test_public_name_of_the_body_is_that_of_a_portal_that_is_chosen(self, city, district):
        question, client = make_question(district), browser(make_head(district))
        for wrong in ({}, {"portal": "không có"}, {"portal": district.name_vi}):
            sent = client.post(url("decline", question.pk), wrong)
            if confirmed := (sent.context_data or {}).get("confirmed"):
                sent = client.post(url("decline", question.pk), wrong | {"confirmed": confirmed})
            assert sent.status_code == 422, wrong
        fields = {"portal": city.name_vi, "body": ""}
        confirmed = client.post(url("decline", question.pk), fields).context_data["confirmed"]
        client.post(url("decline", question.pk), fields | {"confirmed": confirmed})
        data = question.events.latest("number").data
        assert (data["competent"], data["body"]) == (city.pk, city.name_vi)

    @each_case(
        ("name", "fields", "state"),
        [
            ("decline", {"body": "Cơ quan Bảo hiểm xã hội"}, S.OUT_OF_SCOPE),
            ("route_out", {"body": "Thanh tra Thành phố"}, S.ROUTED_OUT),
            ("refuse", {"because": "insult", "remark": "Lời lẽ xúc phạm"}, S.REFUSED),
        ],
    )
    @pytest.mark.slow(reason="takes a question through each ending")
    def test_what_ends_a_question_is_confirmed_in_a_second_step(self, district, name, fields, state):
        question, client = make_question(district), browser(make_head(district))
        first = client.post(url(name, question.pk), fields)
        assert (first.status_code, *stored(question, "state")) == (200, S.RECEIVED)
        confirmed = first.context_data["confirmed"]
        changed = {key: f"{value} khác" if key != "because" else "no_question" for key, value in fields.items()}
        assert client.post(url(name, question.pk), changed | {"confirmed": confirmed}).status_code == 200
        back = client.post(url(name, question.pk), fields | {"back": "1"})
        assert all(value in back.content.decode() for value in fields.values())
        assert stored(question, "state") == (S.RECEIVED,)
        client.post(url(name, question.pk), fields | {"confirmed": confirmed})
        assert stored(question, "state") == (state,)

    def test_question_is_joined_with_an_own_one_and_a_foreign_one_is_as_none(self, city, district):
        question, other, foreign = make_question(district), make_question(district), make_question(city)
        client, told_of = browser(make_head(district)), {}
        for code in (foreign.code, "QUAN1-2026-999999", "nhầm", question.code):
            answer = client.post(url("merge", question.pk), {"code": code})
            assert answer.status_code == 422
            told_of[code] = errors_at(answer, "code")
        assert told_of[foreign.code] == told_of["QUAN1-2026-999999"] == told_of[question.code]
        first = client.post(url("merge", question.pk), {"code": other.code})
        client.post(url("merge", question.pk), {"code": other.code, "confirmed": first.context_data["confirmed"]})
        assert stored(question, "state", "merged_into") == (S.MERGED_DUPLICATE, other)

    def test_officer_takes_up_asks_and_hands_over(self, district):
        question, officer = make_question(district, S.ASSIGNED), make_officer(make_unit(district))
        colleague, stranger = make_colleague(make_unit(district)), make_member(district, Role.EDITOR)
        client = browser(officer)
        client.post(url("start", question.pk))
        assert stored(question, "state", "officer") == (S.IN_ANSWER, officer)
        assert errors_at(client.post(url("hand_over", question.pk), {"colleague": stranger.pk}), "colleague")
        client.post(url("hand_over", question.pk), {"colleague": colleague.pk, "remark": "Nghỉ phép"})
        assert stored(question, "state", "officer") == (S.IN_ANSWER, colleague)
        assert question.events.latest("number").data["officer"] == colleague.pk
        assert errors_at(browser(colleague).post(url("ask_back", question.pk), {"text": " "}), "text")
        browser(colleague).post(url("ask_back", question.pk), {"text": "Bà sinh ở đâu?"})
        assert stored(question, "state", "asked_back") == (S.NEEDS_CLARIFICATION, "Bà sinh ở đâu?")

    def test_officer_returns_and_loses_sight_of_it(self, district):
        question = make_question(district, S.ASSIGNED)
        answer = browser(make_officer(make_unit(district))).post(url("return", question.pk), {"remark": "Không thuộc"})
        assert (*stored(question, "state"), answer["Location"]) == (S.RECEIVED, url("inbox"))

    def test_form_of_a_verb_whose_time_is_over_says_so(self, district):
        question, client = make_question(district, S.ANSWERED), browser(make_head(district))
        answer = client.get(url("assign", question.pk))
        assert answer["Location"] == url("question", question.pk)
        assert told(answer)
        assert client.post(url("assign", question.pk), {"unit": make_unit(district).pk}).status_code == 422

    def test_officer_does_nothing_of_the_board_and_the_board_writes_no_reply(self, district):
        question = make_question(district, S.ASSIGNED)
        assert is_shut(browser(make_officer(make_unit(district))).get(url("forward", question.pk)))
        assert is_shut(browser(make_head(district)).get(url("reply", question.pk)))


class TestReply:
    @pytest.mark.slow(reason="takes a question through two replies")
    def test_draft_is_kept_beside_earlier_replies_and_submitted(self, district):
        question, client = make_question(district, S.INTERIM_PUBLISHED), browser(make_officer(make_unit(district)))
        wrong = client.post(url("reply", question.pk), reply_form("Chờ xác minh", promises="on"))
        assert errors_at(wrong, "promised_for")
        assert typed_in(wrong) == "Chờ xác minh"
        client.post(url("reply", question.pk), reply_form("Bà đến nhận.", promised_for="01/12/2026"))
        page = client.get(url("reply", question.pk))
        assert typed_in(page) == "Bà đến nhận."
        assert "Bà đến nhận kết quả." in page.content.decode()
        draft = Answer.objects.in_work().get()
        assert (words_of(draft.draft), draft.kind, draft.draft_promised_for) == ("Bà đến nhận.", "answer", None)
        client.post(url("reply", question.pk), reply_form("Mời bà đến nhận.", submit="1"))
        assert stored(question, "state") == (S.IN_BOARD_REVIEW,)
        assert words_of(open_reply(question).values["text"]) == "Mời bà đến nhận."
        client.post(url("take_back", question.pk))
        assert stored(question, "state") == (S.IN_ANSWER,)

    def test_ready_text_of_the_own_portal_is_put_after_what_was_typed(self, city, district):
        question, client = make_question(district, S.IN_ANSWER), browser(make_officer(make_unit(district)))
        for portal, title, is_own in ((district, "của quận", True), (city, "của thành phố", False)):
            values = {"kind": CannedResponseKind.ANSWER, "title": title, "text": f"Chào {title}"}
            row = CannedResponse.objects.create(portal=portal, **values)
            assert (title in client.get(url("reply", question.pk)).content.decode()) is is_own
            fields = reply_form("Kính gửi bà", insert="1", canned=row.pk)
            after = f"\n\nChào {title}" if is_own else ""
            assert typed_in(client.post(url("reply", question.pk), fields)) == f"Kính gửi bà{after}"
        assert not Answer.objects.exists()

    @pytest.mark.slow(reason="publishes a document and asks five forms with the list of documents")
    def test_documents_are_chosen_and_those_of_others_that_are_not_public_refused_alike(self, city, district):
        question, client = make_question(district, S.IN_ANSWER), browser(make_officer(make_unit(district)))
        public, draft = make_item(city, "document", published=True), make_item(city, "document", "Mật")
        fields = reply_form("Mời bà đến nhận.", document_1=public.pk)
        pages = [client.post(url("reply", question.pk), fields | {"document_2": key}) for key in (draft.pk, 9_999_999)]
        pages.append(client.post(url("reply", question.pk), fields | {"document_2": draft.pk, "insert": "1"}))
        for page in pages:
            html = page.content.decode()
            assert (typed_in(page), "Trang document" in html) == ("Mời bà đến nhận.", True)
            assert not {"Mật", "của cổng khác", str(draft.pk)} & set(re.split(r'[<>"]', html))
        assert all(errors_at(page, "document_2") for page in pages[:2])
        assert not Answer.objects.exists()
        client.post(url("reply", question.pk), fields)
        assert f'value="{public.pk}"' in client.get(url("reply", question.pk)).content.decode()

    def test_reply_that_a_browser_kept_is_shown_again_and_nothing_is_done(self, city, district):
        question = make_question(district, S.IN_ANSWER)
        kept = reply_form("Mời bà đến nhận.", submit="1") | {RESTORE: "1"}
        shown = browser(make_officer(make_unit(district))).post(url("reply", question.pk), kept)
        assert (shown.status_code, typed_in(shown)) == (200, "Mời bà đến nhận.")
        for other in (make_officer(make_unit(city)), make_head(district)):
            assert is_shut(browser(other).post(url("reply", question.pk), kept))
        assert not Answer.objects.exists()

    def test_approver_reads_the_question_beside_the_proposed_reply(self, city, district):
        page = reverse("portals_admin:proposal", args=[submit(make_question(district, S.IN_ANSWER)).pk])
        assert TEXT in browser(make_head(district)).get(page).content.decode()
        # An editor of the portal sees that something waits, not what the sender wrote.
        assert TEXT not in browser(make_member(district)).get(page).content.decode()
        assert is_shut(browser(make_head(city)).get(page))


class TestPublicText:
    WITH_PHONE = "Tôi là Hoa, số điện thoại 0903 123 456, xin hỏi lệ phí."

    def test_pieces_are_hidden_by_choice_and_the_text_goes_to_the_board(self, district):
        question = make_question(district, S.ASSIGNED, text=self.WITH_PHONE)
        client, address = browser(make_head(district)), url("public_text", question.pk)
        page = client.get(address)
        assert 'data-w-unsaved-force-value="false"' in page.content.decode(), "asks before it is left"
        (piece,) = [piece for piece in page.context_data["form"].fields["pieces"].choices if "0903" in piece[1]]
        assert "0903 123 456" not in page.context_data["form"]["text"].value()
        left = client.post(address, {"apply": "1", "title": "x", "text": "x"})
        assert 'data-w-unsaved-force-value="true"' in left.content.decode(), "of what was typed nothing is kept yet"
        assert "0903 123 456" in left.context_data["form"]["text"].value()
        assert [one.text for one in left.context_data["left"]] == ["0903 123 456"]
        hidden = client.post(address, {"apply": "1", "pieces": [piece[0]]}).context_data["form"]
        words = {"title": "Lệ phí khai sinh", "text": hidden["text"].value(), "pieces": [piece[0]]}
        assert client.post(address, words | {"preview": "1"}).context_data["preview"]["text"] == words["text"]
        assert client.post(address, words | {"title": " "}).status_code == 422
        client.post(address, words)
        assert stored(question, "public_text") == ("",)
        change = browser(make_head(district)).get(url("question", question.pk)).content.decode()
        assert "Nội dung công khai" in change

    def test_only_the_board_that_received_it_says_what_is_public(self, city, district):
        question = make_forwarded(district, city)
        # Not before the other board has sorted it: it may be a complaint.
        early = browser(make_head(district)).get(url("public_text", question.pk))
        assert early["Location"] == url("question", question.pk)
        workflow.assign_question(question, unit=make_unit(city), by=make_head(city), at=LATER)
        assert is_shut(browser(make_head(city)).get(url("public_text", question.pk)))
        assert browser(make_head(district)).get(url("public_text", question.pk)).status_code == 200


def test_desk_of_a_person_is_that_of_boards_and_units(city, district):
    on = LATER.date()
    assert desk_of(make_head(district), on=on).boards == {district.pk}
    assert desk_of(make_officer(make_unit(city)), on=on).units == {make_unit(city).pk}
    assert not desk_of(make_operator(), on=on)
    assert reviewed_portals(make_head(district), on=on) == {district.pk}
    question = make_question(district)
    assert list(desk_of(make_head(district), on=on).mine()) == [question]


def test_people_of_the_other_portal_are_not_named_beside_a_forwarded_question(city, district):
    question, unit = make_forwarded(district, city), make_unit(city, "Phòng Tiếp dân")
    officer = make_officer(unit)
    workflow.assign_question(question, unit=unit, by=make_head(city), at=LATER)
    workflow.start_answer(question, by=officer, at=LATER)
    submit(question)
    names = {"Đào Hữu Kỳ": make_head(district), "Võ Xuân Diệu": make_head(city), "Lưu Quang Vũ": officer}
    for name, user in names.items():
        called(user, name)

    def named_to(user):
        client = browser(user)
        addresses = [url("question", question.pk), url("inbox") + "?work=all"]
        pages = " ".join(client.get(address).content.decode() for address in addresses)
        assert question.code in pages
        return {name for name in names if name in pages}

    assert named_to(make_head(district, seat=Seat.DEPUTY)) == {"Đào Hữu Kỳ"}
    assert named_to(make_head(city, seat=Seat.DEPUTY)) == {"Võ Xuân Diệu", "Lưu Quang Vũ"}
    waiting = browser(make_head(district)).get(url("question", question.pk)).content.decode()
    assert "Xem thay đổi" not in waiting


def test_remarks_stay_on_the_portal_where_they_were_made_but_those_to_the_board_that_gets_it(city, district):
    """Not even those to one board are read by a third."""
    question, head, department = make_question(district), make_head(district), make_portal(DEPARTMENT)
    workflow.assign_question(question, unit=make_unit(district), by=head, at=LATER, remark="Việc của quận")
    workflow.forward_question(question, to=department, by=head, at=LATER, remark="Lời gửi Sở")
    question.refresh_from_db()
    workflow.forward_question(question, to=city, by=make_head(department), at=LATER, remark="Lời gửi Thành phố")
    question.refresh_from_db()
    unit = make_unit(city, "Phòng Tiếp dân")
    workflow.assign_question(question, unit=unit, by=make_head(city), at=LATER, remark="Giao gấp")
    workflow.start_answer(question, by=make_officer(unit), at=LATER)
    act(submit(question), make_head(city), "reject", comment="Câu thứ hai còn thiếu")
    said = {"Việc của quận", "Lời gửi Sở", "Lời gửi Thành phố", "Giao gấp", "Câu thứ hai còn thiếu"}
    for portal, read in [
        (district, {"Việc của quận", "Lời gửi Sở"}),
        (city, {"Lời gửi Thành phố", "Giao gấp", "Câu thứ hai còn thiếu"}),
    ]:
        page = browser(make_head(portal)).get(url("question", question.pk)).content.decode()
        assert {words for words in said if words in page} == read


def test_who_changed_the_calendar_is_not_named_in_the_history_of_a_question(district):
    question, operator = make_question(district), called(make_operator(), "Tế Hanh")
    Question.objects.filter(pk=question.pk).update(answer_due=date(2026, 11, 20))
    assert recompute_questions("Nghỉ bù", operator, LATER) == 1
    assert "Tế Hanh" not in browser(make_head(district)).get(url("question", question.pk)).content.decode()
