"""Screens of comments on drafts: who decides, who responds, nothing of another portal; the report and the mails."""

import io
import re
from datetime import date, timedelta

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Locale, Revision

from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.review.findings import blocking, findings_of
from editorial.withdrawal.actions import take_down
from information.enums import DraftState
from information.models import DraftPage
from members.access.scope import scope_of
from members.enums import Role, Seat
from notifications.task_lists import Worker, task_list
from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.receiving import CommentData, enter_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.actions.wording import content_hash_of
from participation.consultation.erasing import erase_unsigned, settle_left
from participation.consultation.public import page_of_groups
from participation.consultation.queries import decisions_on_same_words
from participation.consultation.report import report_rows
from participation.enums.comments import (
    CommentChannel,
    CommentEventKind,
    CommentResponse,
    CommentStake,
    CommentTaskList,
    CommentWithheldBecause,
)
from participation.enums.submissions import ConsentPurpose, ErasureReason, ModerationState
from participation.erasing import erase_sender
from participation.errors import CommentsClosed, EnteredByYou, NotYourComment, ReportDecided, WithoutReason
from participation.models import Comment, ContactView, Sender
from participation.personal_data.retention import kept_until
from sites.models import Portal
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member, publish_approved_page, put_in_state
from tests.information.factories import files_of
from tests.participation.comments import POINT, WORDS, answered, make_comment, make_draft, published, send
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"comments:{name}", args=args)


def sheet_of(client, draft):
    """The hidden field of a form for typing in that was just opened."""
    form = client.get(url("enter", draft.pk)).content.decode()
    return re.search(r'name="form_token" value="([^"]+)"', form)[1]


# -- Who may do what


def test_board_publishes_and_editors_only_respond(district):
    comment = make_comment(make_draft(district))
    with pytest.raises(NotYourComment):
        publish_comment(comment, by=make_member(district), at=timezone.now())
    assert published(comment, district) == 1
    with pytest.raises(WithoutReason):
        answered(comment, district, text="  ")
    assert answered(comment, district) == 1


def test_board_of_another_portal_may_nothing(city, district):
    comment = make_comment(make_draft(district))
    for person in (make_head(city), make_member(city)):
        with pytest.raises(NotYourComment):
            publish_comment(comment, by=person, at=timezone.now())
    client = browser(make_head(city))
    for name in ("comment", "publish", "redact", "withhold", "answer"):
        assert is_shut(client.get(url(name, comment.pk))), name
    for name in ("draft", "enter", "report"):
        assert is_shut(client.get(url(name, comment.page_id))), name
    assert is_shut(client.get(url("report_file", comment.page_id, "docx")))
    assert comment.page.title not in client.get(url("drafts")).content.decode()


def test_comment_on_paper_is_marked_and_made_public_by_somebody_else(district):
    draft = make_draft(district, closes=-1)
    head = make_head(district)
    said = CommentData(text=WORDS, language="vi", stake=CommentStake.AGENCY, anchor=POINT, organisation="Hội Luật gia")
    comment = enter_comment(draft, said, channel=CommentChannel.PAPER, by=head, at=timezone.now())
    with pytest.raises(EnteredByYou):
        publish_comment(comment, by=head, at=timezone.now())
    publish_comment(comment, by=make_head(district, seat=Seat.DEPUTY), at=timezone.now())
    comment.refresh_from_db()
    assert (comment.channel, comment.who, comment.entered_by) == (CommentChannel.PAPER, "Hội Luật gia", head)
    with pytest.raises(CommentsClosed):
        enter_comment(make_draft(district, "Sắp tới", opens=3), said, channel="paper", by=head, at=timezone.now())


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="submits a draft to the board")
def test_editor_writes_nothing_beside_a_report_that_is_with_the_board_or_public(district):
    draft = make_draft(district, closes=-1)
    comment = make_comment_late(draft, "Ý một")
    published(comment, district)
    said = CommentData(text=WORDS, language="vi", stake=CommentStake.CITIZEN)
    entering = {"channel": CommentChannel.PAPER, "by": make_member(district), "at": timezone.now()}
    answered(comment, district)
    draft = DraftPage.objects.get(pk=draft.pk)
    draft.state, draft.results = "taken_up", files_of(district)
    draft.save_revision(user=make_member(district))
    draft.get_workflow().start(draft, make_member(district))
    with pytest.raises(ReportDecided):
        answered(comment, district, text="Sửa khác.")
    offered = browser(make_member(district)).get(url("comment", comment.pk)).content.decode()
    assert url("answer", comment.pk) not in offered
    with pytest.raises(ReportDecided):
        enter_comment(draft, said, **entering)
    draft.current_workflow_state.cancel(user=make_head(district))
    assert answered(comment, district, text="Đã sửa.") == 1
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    with pytest.raises(ReportDecided):
        answered(comment, district, text="Sửa khác.")
    with pytest.raises(CommentsClosed):
        enter_comment(draft, said, **entering)
    by_board = {"by": make_head(district), "at": timezone.now()}
    assert answer_comment(comment, response=CommentResponse.ACCEPTED, text="Đính chính.", **by_board) == 1


@pytest.mark.breaks_the_rule
def test_draft_is_judged_as_the_database_has_it_and_in_the_language_in_which_it_is_issued(district):
    draft = make_draft(district)
    english = draft.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert is_shut(browser(make_member(district)).get(url("enter", english.pk)))
    DraftPage.objects.filter(pk=draft.pk).update(state="abandoned")
    with pytest.raises(CommentsClosed):
        make_comment(draft)


@pytest.mark.breaks_the_rule
@pytest.mark.both_engines
def test_work_waits_for_the_board_and_then_for_who_responds(district, city):
    comment = make_comment(make_draft(district))
    make_comment(make_draft(city, "Của thành phố"))
    head, editor = make_head(district), make_member(district)

    def waiting(person, kind):
        now = timezone.now()
        worker = Worker(person, scope_of(person, on=timezone.localdate(now)), now)
        return [(entry.title, entry.count) for entry in task_list(worker, kind.value).entries]

    assert waiting(head, CommentTaskList.TO_MODERATE) == [("Dự thảo", 1)]
    assert waiting(editor, CommentTaskList.TO_MODERATE) == []
    published(comment, district)
    assert waiting(head, CommentTaskList.TO_MODERATE) == []
    assert waiting(editor, CommentTaskList.TO_ANSWER) == [("Dự thảo", 1)]
    DraftPage.objects.filter(pk=comment.page_id).update(state="abandoned")
    assert waiting(editor, CommentTaskList.TO_ANSWER) == []


def test_words_that_differ_by_marks_are_others_and_capitals_and_spaces_make_none(district):
    draft = make_draft(district)
    first, other, same = (make_comment(draft, text) for text in ("Cần cấm bán", "Cần cầm bạn", "CẦN  cấm bán"))
    assert first.content_hash == same.content_hash
    assert published(first, district, together=True) == 2
    other.refresh_from_db()
    assert other.state == ModerationState.RECEIVED


def test_groups_of_the_public_and_of_the_report_go_by_the_public_words_also_once_a_sender_is_erased(district):
    draft, acting = make_draft(district), {"by": make_head(district), "at": timezone.now()}
    own, twin, other = (make_comment(draft, "Gọi ông Ba.", sender=FACTS) for _time in range(3))
    for comment in (own, twin):
        redact_comment(comment, public_text="Gọi [tên].", **acting)
    redact_comment(other, public_text="[Lược].", **acting)
    erase_sender(own.sender, because=ErasureReason.REQUEST, **acting)
    groups = page_of_groups(draft, anchor=None, number=1).object_list
    assert [(group.comment.public_text, group.count) for group in groups] == [("Gọi [tên].", 2), ("[Lược].", 1)]
    assert [row.text.splitlines()[0] for row in report_rows(draft)] == ["Gọi [tên].", "[Lược]."]


@pytest.mark.breaks_the_rule
def test_withheld_comment_is_not_published_beside_a_report_that_says_nothing_of_it(district):
    comment, acting = make_comment(make_draft(district)), {"by": make_head(district), "at": timezone.now()}
    withhold_comment(comment, because=CommentWithheldBecause.OFF_TOPIC, **acting)
    DraftPage.objects.filter(pk=comment.page_id).update(state=DraftState.TAKEN_UP)
    with pytest.raises(ReportDecided):
        publish_comment(comment, **acting)
    assert Comment.objects.get().state == ModerationState.WITHHELD


def test_what_the_moderator_typed_in_is_left_out_of_a_group_and_the_event_names_the_rest(district):
    draft, head = make_draft(district), make_head(district)
    sent, same = make_comment(draft), make_comment(draft)
    said = CommentData(text=WORDS, language="vi", stake=CommentStake.CITIZEN, anchor=POINT)
    own = enter_comment(draft, said, channel=CommentChannel.PAPER, by=head, at=timezone.now())
    assert publish_comment(sent, by=head, at=timezone.now(), together=True) == 2
    own.refresh_from_db()
    assert own.state == ModerationState.RECEIVED
    assert PortalEvent.objects.get(kind="comment_published").data["comments"] == [sent.code, same.code]


def test_period_of_keeping_ends_where_a_withheld_comment_is_published_after_all(district):
    comment = make_comment(make_draft(district), sender=FACTS)
    kept = []
    acting = {"by": make_head(district), "at": timezone.now()}
    withhold_comment(comment, because=CommentWithheldBecause.OFF_TOPIC, **acting)
    kept.append(Comment.objects.get().sender.keep_until is not None)
    publish_comment(comment, **acting)
    kept.append(Comment.objects.get().sender.keep_until is not None)
    assert kept == [True, False]


def test_board_publishes_only_names_and_organisations_that_it_saw(district):
    draft = make_draft(district)
    consents = (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME)
    comment, _token = send(draft, sender=FACTS, agreed=consents, organisation="Công ty A")
    board = browser(make_head(district))
    form = board.get(url("publish", comment.pk)).content.decode()
    assert ("Công ty A" in form, FACTS.name in form) == (True, True)
    seen = re.search(r'name="shown" value="([^"]+)"', form)[1]
    unseen, _token = send(draft, sender=FACTS, agreed=consents)
    board.post(url("publish", comment.pk), {"together": "on", "shown": seen})
    comment.refresh_from_db()
    unseen.refresh_from_db()
    assert (comment.public_name, comment.who, unseen.state) == (FACTS.name, "Công ty A", ModerationState.RECEIVED)
    hiding = {"public_text": "Một phần", "hides_organisation": "on", "shown": f"{comment.pk}:9"}
    board.post(url("redact", comment.pk), hiding)
    comment.refresh_from_db()
    assert (comment.public_name, comment.who) == ("N.T.D.", "N.T.D.")


# -- The screens


@pytest.mark.slow(reason="goes through the screens of two people")
def test_comment_goes_through_the_screens(district):
    draft = make_draft(district)
    first, second = make_comment(draft, "Gọi tôi số 0901 777 345"), make_comment(draft, "gọi tôi số 0901 777 345")
    board = browser(make_head(district))
    listed = board.get(url("draft", draft.pk))
    assert (first.written_code in listed.content.decode(), listed.status_code) == (True, 200)
    assert "0901 777 345" in board.get(url("publish", first.pk)).content.decode()
    form = board.get(url("redact", first.pk)).content.decode()
    assert "0901" not in form.split("<textarea")[1].split("</textarea>")[0]
    seen = f"{first.pk}: {second.pk}:"
    assert f'value="{seen}"' in form
    sent = {"public_text": "Gọi tôi số […]", "together": "on", "shown": seen}
    assert board.post(url("redact", first.pk), sent).status_code == 302
    assert set(Comment.objects.values_list("state", "public_text")) == {(ModerationState.REDACTED, "Gọi tôi số […]")}
    editor = browser(make_member(district))
    assert is_shut(editor.get(url("redact", first.pk)))
    answer = {"response": "noted", "text": "Xin cảm ơn."}
    assert editor.post(url("answer", second.pk), answer).status_code == 302
    assert Comment.objects.filter(response="noted").count() == 1
    assert editor.post(url("answer", second.pk), answer | {"text": ""}).status_code == 422
    only = board.get(url("draft", draft.pk), {"response": "noted", "anchor": POINT}).content.decode()
    assert (second.written_code in only, first.written_code in only) == (True, False)
    typed = {"channel": "meeting", "part": "", "text": "Nói tại cuộc họp", "stake": "citizen", "organisation": ""}
    typed["form_token"] = sheet_of(editor, draft)
    assert editor.post(url("enter", draft.pk), typed).status_code == 302
    assert editor.post(url("enter", draft.pk), typed | {"name": FACTS.name}).status_code == 422
    assert Comment.objects.get(channel="meeting").entered_by == make_member(district)
    assert board.get(url("comment", first.pk)).status_code == 200
    assert board.get(url("drafts")).status_code == 200


def test_who_sent_it_is_read_behind_a_button_that_is_recorded(district):
    comment = make_comment(make_draft(district), sender=FACTS)
    for role in (Role.EDITOR, Role.PORTAL_ADMIN):
        editor = browser(make_member(district, role))
        assert url("contact", comment.pk) not in editor.get(url("comment", comment.pk)).content.decode()
        assert is_shut(editor.post(url("contact", comment.pk), {}))
    client = browser(make_head(district))
    assert not marks_in(client.get(url("comment", comment.pk)).content.decode())
    assert FACTS.email in client.post(url("contact", comment.pk), {}).content.decode()
    assert ContactView.objects.get().about == f"participation.comment:{comment.pk}"
    withhold_comment(comment, because=CommentWithheldBecause.OFF_TOPIC, by=make_head(district), at=timezone.now())
    words = [WORDS in one.get(url("comment", comment.pk)).content.decode() for one in (editor, client)]
    assert words == [False, True]


# -- The report


def test_report_waits_until_every_comment_has_a_response(district):
    draft = make_draft(district, closes=-1)
    waits, answered_one = make_comment_late(draft, "Ý một"), make_comment_late(draft, "Ý hai")
    published(answered_one, district)
    answered(answered_one, district)
    draft.state, draft.results = "taken_up", files_of(district)

    def blocks():
        return [one.code for one in blocking(findings_of(draft)) if one.code == "comments_unanswered"]

    assert blocks() == ["comments_unanswered"]
    withhold_comment(waits, because=CommentWithheldBecause.OFF_TOPIC, by=make_head(district), at=timezone.now())
    assert blocks() == []


def make_comment_late(draft, text):
    """One that came before the last day of a draft that is closed by now."""
    today = draft.closes_on
    DraftPage.objects.filter(pk=draft.pk).update(closes_on=timezone.localdate() + timedelta(days=1))
    comment = make_comment(DraftPage.objects.get(pk=draft.pk), text)
    DraftPage.objects.filter(pk=draft.pk).update(closes_on=today)
    return comment


@pytest.mark.breaks_the_rule
def test_list_of_a_draft_is_narrowed_to_comments_on_the_whole(district):
    draft = make_draft(district)
    on_part, whole = make_comment(draft), make_comment(draft, "Ý kiến chung", anchor="")
    page = browser(make_member(district)).get(url("draft", draft.pk), {"anchor": "whole"}).content.decode()
    assert (whole.written_code in page, on_part.written_code in page) == (True, False)


@pytest.mark.breaks_the_rule
def test_report_stands_in_the_order_of_the_parts_as_word_and_excel_without_contacts(district):
    draft = make_draft(district)
    last, whole = make_comment(draft, sender=FACTS), make_comment(draft, "Ý kiến chung", anchor="")
    same = make_comment(draft)
    make_comment(draft, "Chưa xem")
    published(last, district, together=True)
    published(whole, district)
    answered(last, district, together=True)
    client = browser(make_member(district))
    page = client.get(url("report", draft.pk)).content.decode()
    assert "Còn 2 góp ý chưa tiếp thu" in page
    word = docx.Document(io.BytesIO(b"".join(client.get(url("report_file", draft.pk, "docx")).streaming_content)))
    rows = [[cell.text for cell in row.cells] for row in word.tables[1].rows]
    assert rows[0] == ["TT", "Nội dung dự thảo", "Ý kiến góp ý", "Chủ thể góp ý", "Tiếp thu, giải trình"]
    assert [row[2].splitlines()[0] for row in rows[1:]] == ["Ý kiến chung", WORDS]
    assert rows[2][1].startswith("điểm đ khoản 1 Điều 12\nđ) Trả lời")
    assert "(2 góp ý cùng nội dung)" in rows[2][2]
    assert rows[2][4] == "Tiếp thu. Đã sửa tại khoản 1."
    section, style = word.sections[0], word.styles.element.xml
    assert [round(one.mm) for one in (section.left_margin, section.top_margin, section.right_margin)] == [30, 20, 20]
    assert ('w:ascii="Times New Roman"' in style, 'w:sz w:val="26"' in style) == (True, True)
    form_token = load_workbook(io.BytesIO(b"".join(client.get(url("report_file", draft.pk, "xlsx")).streaming_content)))
    cells = [[str(cell or "") for cell in row] for row in form_token.worksheets[0].iter_rows(values_only=True)]
    assert [row[0] for row in cells] == ["TT", "1", "2"]
    assert marks_in(f"{rows}{cells}{page}") == []
    same.refresh_from_db()
    assert (same.state, same.response) == (ModerationState.PUBLISHED, CommentResponse.ACCEPTED)


# -- Erasing


@pytest.mark.both_engines
def test_data_that_is_erased_leaves_what_the_board_published_and_takes_back_what_it_did_not_see(district):
    draft = make_draft(district)
    seen, _token = send(draft, "Gọi 0901 777 345", sender=FACTS)
    published(seen, district)
    unseen, _token = send(draft, "Chưa ai đọc", sender=FACTS)
    for comment in (seen, unseen):
        erase_sender(comment.sender, because=ErasureReason.REQUEST, by=make_head(district), at=timezone.now())
        comment.refresh_from_db()
    assert (seen.state, seen.text, seen.public_name, seen.public_text) == (
        ModerationState.PUBLISHED, "", "", "Gọi 0901 777 345",
    )  # fmt: skip
    assert (unseen.state, unseen.text) == (ModerationState.WITHDRAWN, "")
    assert (seen.content_hash, unseen.content_hash) == (content_hash_of("Gọi 0901 777 345"), "")
    event = PortalEvent.objects.get(kind=CommentEventKind.COMMENT_WITHDRAWN)
    assert (event.actor, event.data["comment"]) == (None, unseen.code)
    offered = browser(make_head(district)).get(url("comment", seen.pk)).content.decode()
    assert (url("redact", seen.pk) in offered, url("withhold", seen.pk) in offered) == (False, True)


@pytest.mark.slow(reason="publishes a draft twice")
def test_words_of_who_left_no_name_go_when_the_period_since_the_report_is_over(district, settings):
    settings.PERSONAL_DATA_KEPT_MONTHS = 1
    draft, head, now = make_draft(district), make_head(district), timezone.now()
    public, partly, withheld = (make_comment(draft, f"{WORDS} {number}") for number in range(3))
    published(public, district)
    redact_comment(partly, public_text="Đề nghị rút.", by=head, at=now)
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, by=head, at=now)
    today = timezone.localdate(now)
    assert erase_unsigned(on=today + timedelta(days=90), at=now).erased == 0
    draft.state, draft.abandoned_because = DraftState.ABANDONED, "Không còn cần thiết."
    draft.save_revision(user=head)
    publish_approved_page(draft, by=head)
    assert erase_unsigned(on=kept_until(today, months=1), at=now).erased == 0
    assert erase_unsigned(on=kept_until(today, months=1) + timedelta(days=1), at=now).erased == 2
    rows = Comment.objects.order_by("pk").values_list("text", "content_hash")
    assert list(rows) == [
        (public.text, content_hash_of(public.text)), ("", content_hash_of("Đề nghị rút.")), ("", ""),
    ]  # fmt: skip


def keep_until_of(comment):
    return Sender.objects.get(comments=comment).keep_until


@pytest.mark.both_engines
def test_commenter_on_a_portal_that_is_archived_is_erased_in_the_end_and_so_are_words_of_nobody(city, district):
    now, today = timezone.now(), timezone.localdate()
    draft = make_draft(district)
    comment, unsigned = make_comment(draft, sender=FACTS), make_comment(draft, "Không tên")
    elsewhere = make_comment(make_draft(city), sender=FACTS)
    assert settle_left(on=today, at=now).erased == 0
    put_in_state(district, "archived")
    Portal.objects.filter(pk=district.pk).update(archived_at=now)
    assert [settle_left(on=today, at=now).erased for _time in range(2)] == [1, 0]
    assert (keep_until_of(comment), keep_until_of(elsewhere)) == (kept_until(today, months=24), None)
    over = kept_until(today, months=24)
    assert [erase_unsigned(on=day, at=now).erased for day in (over, over + timedelta(days=1))] == [0, 1]
    unsigned.refresh_from_db()
    assert unsigned.text == ""


@pytest.mark.both_engines
@pytest.mark.slow(reason="withdraws a draft and publishes it again")
def test_commenter_on_a_draft_that_is_withdrawn_for_good_is_erased_in_the_end_unless_it_comes_back(district):
    draft, head, now = make_draft(district), make_head(district), timezone.now()
    comment, unsigned = make_comment(draft, sender=FACTS), make_comment(draft, "Không tên")
    take_down(draft, by=head, at=now, reason_class=TakedownReason.ERROR, reason="Đăng nhầm.")
    given_up = kept_until(timezone.localdate(now), months=6) + timedelta(days=1)
    assert settle_left(on=given_up - timedelta(days=1), at=now).erased == 0
    assert settle_left(on=given_up, at=now).erased == 1
    over = kept_until(given_up, months=24)
    assert keep_until_of(comment) == over
    assert [erase_unsigned(on=day, at=now).erased for day in (given_up, over)] == [0, 1]
    unsigned.refresh_from_db()
    assert (unsigned.state, unsigned.text) == (ModerationState.WITHDRAWN, "")
    draft.refresh_from_db()
    draft.save_revision()
    publish_approved_page(draft, by=head)
    assert keep_until_of(comment) is None


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_nightly_erasure_loads_no_former_version_of_a_draft(district, monkeypatch):
    draft = make_draft(district)
    make_comment(draft)
    DraftPage.objects.update(state=DraftState.ABANDONED)
    Revision.objects.update(content={"state": DraftState.ABANDONED.value})
    monkeypatch.setattr(Revision, "from_db", None)
    assert erase_unsigned(on=date(2100, 1, 1), at=timezone.now()).erased == 1


@pytest.mark.breaks_the_rule
def test_form_of_the_board_that_is_older_than_a_decision_changes_nothing(district):
    comment = make_comment(make_draft(district), "Gọi 0901 777 345")
    client = browser(make_head(district))
    form = client.get(url("publish", comment.pk)).context["form"]
    redact_comment(comment, public_text="Gọi […]", by=make_head(district), at=timezone.now())
    sent = {"opened_at": form["opened_at"].value(), "shown": form["shown"].value()}
    assert client.post(url("publish", comment.pk), sent).status_code == 422
    comment.refresh_from_db()
    assert (comment.state, comment.public_text) == (ModerationState.REDACTED, "Gọi […]")


@pytest.mark.breaks_the_rule
def test_response_for_the_same_words_leaves_those_that_have_another(district):
    draft = make_draft(district)
    one, two, three = make_comment(draft), make_comment(draft), make_comment(draft)
    published(one, district, together=True)
    answered(two, district)
    assert answered(one, district, text="Khác.", together=True) == 2
    assert list(Comment.objects.order_by("pk").values_list("response_text", flat=True)) == [
        "Khác.", Comment.objects.get(pk=two.pk).response_text, "Khác.",
    ]  # fmt: skip
    assert Comment.objects.get(pk=two.pk).response_text != "Khác."
    assert three.pk


def test_desk_names_decisions_on_the_same_words_on_the_draft_alone(city, district):
    draft, part = make_draft(district), "dieu-12-khoan-2"
    comment = make_comment(draft)
    shown = [make_comment(draft, anchor=part) for _number in range(6)]
    withheld = make_comment(draft, anchor="")
    elsewhere = [make_comment(make_draft(portal, "Dự thảo hai")) for portal in (district, city)]
    unlike = make_comment(draft, "Lời khác")
    published(shown[0], district, together=True)
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    published(unlike, district)
    for one, portal in zip(elsewhere, (district, city), strict=True):
        published(one, portal)
    found = decisions_on_same_words(comment)
    assert [(one.decision, one.count, one.more, list(one.comments)) for one in found] == [
        ("Đã công khai", 6, 3, shown[:3]),
        ("Không công khai: Xúc phạm hoặc kích động", 1, 0, [withheld]),
    ]
    for name in ("comment", "publish"):
        page = browser(make_head(district)).get(url(name, comment.pk)).content.decode()
        links = [url("comment", one.pk) in page for one in (shown[0], withheld, unlike, *elsewhere)]
        assert links == [True, True, False, False, False], name


def test_words_that_the_board_keeps_to_itself_lead_an_editor_to_no_other_comment(district):
    draft = make_draft(district)
    hidden, shown = make_comment(draft), make_comment(draft, anchor="")
    published(shown, district)
    withhold_comment(hidden, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    told = "Ban Biên tập đã quyết định với góp ý có cùng nội dung"
    for person, reads in ((make_head(district), True), (make_member(district), False)):
        assert (told in browser(person).get(url("comment", hidden.pk)).content.decode()) is reads


def test_list_shows_the_board_what_waits_first_and_each_comment_leads_to_the_next(city, district):
    draft, head = make_draft(district), make_head(district)
    last = make_comment(draft, "Ba", anchor="dieu-12-khoan-2")
    first, done = make_comment(draft, "Một"), make_comment(draft, "Hai")
    make_comment(make_draft(district, "Dự thảo hai")), make_comment(make_draft(city))
    board, editor = browser(head), browser(make_member(district))
    published(done, district)
    for client, asked, is_all in ((board, {}, False), (board, {"state": ""}, True), (editor, {}, True)):
        assert (done.written_code in client.get(url("draft", draft.pk), asked).content.decode()) is is_all
    assert done.written_code in board.get(url("draft_results", draft.pk)).content.decode()
    assert f">{draft.title}</h2>" in editor.get(url("draft", draft.pk)).content.decode()
    following = 'href="%s" class="button button-secondary">Góp ý tiếp theo'
    for comment, client, leads_to in ((first, board, last), (last, board, first), (last, editor, done)):
        assert following % url("comment", leads_to.pk) in client.get(url("comment", comment.pk)).content.decode()
    for comment in (first, last):
        published(comment, district)
    assert "Góp ý tiếp theo" not in board.get(url("comment", first.pk)).content.decode()
    assert board.get(url("draft", draft.pk)).status_code == 200


@pytest.mark.breaks_the_rule
def test_organisation_and_words_of_a_withheld_comment_are_read_by_the_board_alone(district):
    draft = make_draft(district)
    comment = make_comment(draft, "Lời lẽ", organisation="Hội Kín")
    withhold_comment(comment, because=CommentWithheldBecause.INSULT, by=make_head(district), at=timezone.now())
    screens = (url("draft", draft.pk), url("comment", comment.pk))
    for person, reads in ((make_head(district), True), (make_member(district), False)):
        pages = [browser(person).get(screen).content.decode() for screen in screens]
        assert [("Hội Kín" in page, "Lời lẽ" in page) for page in pages] == [(reads, reads)] * 2


def test_comment_that_is_typed_in_by_a_double_click_is_one_and_other_words_are_another(district):
    draft, editor, other = make_draft(district), browser(make_member(district)), browser(make_head(district))
    typed = {
        "channel": "paper",
        "part": "",
        "text": "Theo thư",
        "stake": "citizen",
        "form_token": sheet_of(editor, draft),
    }
    for client, text in ((editor, "Theo thư"), (editor, "Theo thư"), (editor, "Thư khác"), (other, "Theo thư")):
        assert client.post(url("enter", draft.pk), typed | {"text": text}).status_code == 302
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["Theo thư", "Theo thư", "Thư khác"]
    assert PortalEvent.objects.filter(kind=CommentEventKind.COMMENT_ENTERED).count() == 3


def test_comment_is_not_typed_in_without_the_token_of_the_form_which_is_shown_again(district):
    draft, editor = make_draft(district), browser(make_member(district))
    typed = {"channel": "paper", "part": "", "text": "Theo thư", "stake": "citizen", "form_token": "đoán"}
    answer = editor.post(url("enter", draft.pk), typed)
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    renewed = re.search(r'name="form_token" value="([^"]+)"', answer.content.decode())[1]
    assert editor.post(url("enter", draft.pk), typed | {"form_token": renewed}).status_code == 302


@pytest.mark.breaks_the_rule
def test_comment_that_is_typed_in_from_a_former_version_asks_for_its_part_again(district):
    draft = make_draft(district)
    sent = {"channel": "paper", "part": POINT, "text": "Theo thư", "stake": "citizen", "version": "0"}
    answer = browser(make_member(district)).post(url("enter", draft.pk), sent)
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert 'name="version" value="1"' in answer.content.decode()


@pytest.mark.breaks_the_rule
def test_drafts_that_are_withdrawn_wait_for_nobody(district):
    draft = make_draft(district)
    make_comment(draft)
    client, waits = browser(make_head(district)), "Góp ý dự thảo chờ xem xét"
    assert waits in client.get("/admin/").content.decode()
    DraftPage.objects.filter(pk=draft.pk).update(live=False)
    assert waits not in client.get("/admin/").content.decode()


@pytest.mark.breaks_the_rule
def test_public_list_has_each_response_to_the_same_words_and_pages_in_the_order_of_the_parts(district):
    draft = make_draft(district, closes=-1)
    one, two = make_comment_late(draft, "Cùng lời"), make_comment_late(draft, "Cùng lời")
    published(one, district, together=True)
    answered(one, district, text="Nhận A.")
    answered(two, district, text="Nhận B.")
    for number in range(25):
        whole = make_comment_late(draft, f"Ý chung {number}")
        Comment.objects.filter(pk=whole.pk).update(anchor="", place=0, label="")
        published(Comment.objects.get(pk=whole.pk), district)
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    client = Client(headers={"host": district.host})
    first, last = (client.get(f"/gop-y/{draft.pk}/?trang={number}").content.decode() for number in (1, 2))
    assert ("Ý chung 19" in first, "Ý chung 20" in first, "Cùng lời" in first) == (True, False, False)
    assert [words in last for words in ("Ý chung 20", "Ý chung 24", "Nhận A.", "Nhận B.")] == [True] * 4
