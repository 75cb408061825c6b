"""Comments and questions in the interface: what the public reads of them, without names, on their own portal."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from information.models import DraftPage
from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.public_names import public_names
from participation.enums.comments import CommentResponse, CommentWithheldBecause
from participation.enums.submissions import ConsentPurpose
from participation.models import Comment
from provisioning.portal_states import suspend_portal
from tests.exchange.asking import ask, told
from tests.factories import make_head
from tests.participation.comments import POINT, make_comment, make_draft, send
from tests.participation.factories import FACTS, marks_in
from tests.qa.public import answer, publish

pytestmark = pytest.mark.django_db


def acting(portal):
    return {"by": make_head(portal), "at": timezone.now()}


def texts(portal, path, entries="comments"):
    return [row["text"] for row in told(portal, path)[entries]]


@pytest.mark.slow(reason="publishes drafts of two portals and decides on four comments")
def test_portal_tells_its_public_comments_and_the_city_those_of_all(city, district):
    draft = make_draft(district)
    waiting, withheld = make_comment(draft, "Đang chờ"), make_comment(draft, "Không công khai")
    shown = make_comment(draft, "Ý kiến công khai", organisation="Hội A")
    partly = make_comment(draft, "Gọi 0901 777 345", anchor="", organisation="Công ty B")
    publish_comment(shown, **acting(district))
    redact_comment(partly, public_text="Gọi [số]", hides_organisation=True, **acting(district))
    withhold_comment(withheld, because=CommentWithheldBecause.INSULT, **acting(district))
    publish_comment(make_comment(make_draft(city, "Dự thảo khác"), "Của Thành phố"), **acting(city))
    assert waiting.state == "received"
    assert texts(district, "comments/") == ["Gọi [số]", "Ý kiến công khai"]
    assert texts(city, "comments/") == ["Của Thành phố", "Gọi [số]", "Ý kiến công khai"]
    assert texts(city, f"comments/?portal={district.host}") == texts(district, f"comments/?draft={draft.pk}")
    assert (texts(district, "comments/?draft=1"), texts(city, f"comments/?portal={city.host}")) == (
        [], ["Của Thành phố"],
    )  # fmt: skip
    part, one = told(district, "comments/")["comments"]
    assert (one["anchor"], one["part"], one["draft"], one["stake"]) == (
        POINT, "điểm đ khoản 1 Điều 12", draft.pk, "citizen",
    )  # fmt: skip
    assert (one["organisation"], part["organisation"], part["state"]) == ("Hội A", "", "redacted")
    assert (one["received_on"], one["portal"]) == (timezone.localdate().isoformat(), district.host)
    assert one["url"] == f"{district.root_url}/gop-y/{draft.pk}/?phan={POINT}"
    path = urlsplit(one["url"])
    assert shown.public_text in ask(district, f"../..{path.path}?{path.query}").content.decode()
    Comment.objects.filter(pk=shown.pk).update(anchor=f"{POINT}@1")
    gone = told(district, "comments/")["comments"][1]
    assert (gone["anchor"], gone["url"]) == ("", f"{district.root_url}/gop-y/{draft.pk}/"), (
        "a later version left it out"
    )


def test_no_name_is_told_even_where_the_page_shows_it(district):
    comment, _token = send(
        make_draft(district), sender=FACTS, agreed=(ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME)
    )
    approved = public_names(Comment.objects.filter(pk=comment.pk).select_related("sender"))
    wordings = {key: one.wording for key, one in approved.items()}
    publish_comment(comment, shown=wordings, **acting(district))
    assert Comment.objects.get().public_name == FACTS.name
    assert marks_in(ask(district, "comments/").content.decode()) == []


@pytest.mark.breaks_the_rule
def test_response_is_told_once_the_report_is_public(district):
    comment = make_comment(draft := make_draft(district))
    publish_comment(comment, **acting(district))
    answer_comment(comment, response=CommentResponse.ACCEPTED, text="Sửa thành bốn ngày.", **acting(district))

    def said():
        (row,) = told(district, "comments/")["comments"]
        return row["response"], row["explanation"]

    assert said() == ("", "")
    DraftPage.objects.filter(pk=draft.pk).update(state="taken_up")
    assert said() == ("accepted", "Sửa thành bốn ngày.")


@pytest.mark.breaks_the_rule
def test_comments_on_a_draft_that_is_not_read_and_on_a_suspended_portal_are_told_nowhere(city, district):
    draft = make_draft(district)
    publish_comment(make_comment(draft), **acting(district))
    publish(district)
    assert (len(texts(city, "comments/")), len(texts(city, "questions/", "questions"))) == (1, 1)
    DraftPage.objects.filter(pk=draft.pk).update(live=False)
    assert (texts(city, "comments/"), texts(district, "comments/")) == ([], [])
    DraftPage.objects.filter(pk=draft.pk).update(live=True)
    PageViewRestriction.objects.create(page=draft, restriction_type="login")
    assert texts(district, "comments/") == []
    PageViewRestriction.objects.all().delete()
    suspend_portal(district, by=None, at=timezone.now(), reason="Sự cố", expected_return=None)
    assert (texts(city, "comments/"), texts(city, "questions/", "questions")) == ([], [])


def test_questions_are_told_as_the_public_reads_them(city, district):
    shown = publish(district, "Xin cấp bản sao", "Cần bản sao.")
    answer(shown)
    publish(district, "Bị ẩn", withheld_on=timezone.localdate(), withheld_because="unlawful", visibility="hidden")
    publish(district, "Chưa công khai", published_at=None, public_title="", public_text="", public_folded="")
    publish(city, "Của Thành phố")
    (one,) = told(district, "questions/")["questions"]
    assert (one["code"], one["title"], one["text"], one["answer"]) == (
        shown.code, "Xin cấp bản sao", "Cần bản sao.", "Bà đến nhận kết quả.",
    )  # fmt: skip
    assert [row["title"] for row in told(city, "questions/")["questions"]] == ["Của Thành phố", "Xin cấp bản sao"]
    assert [row["title"] for row in told(city, f"questions/?portal={district.host}")["questions"]] == [one["title"]]
    assert "như đã gửi" not in ask(city, "questions/").content.decode()


@pytest.mark.both_engines
def test_pages_of_a_list_have_each_entry_once_in_as_many_queries(district):
    draft = make_draft(district)
    for number in range(5):
        publish_comment(make_comment(draft, f"Ý {number}"), **acting(district))
        publish(district, f"Câu hỏi {number}")
    # Two that came at the same moment.
    Comment.objects.filter(public_text__in=["Ý 1", "Ý 2"]).update(received_at=timezone.now())
    for path, entries in (("comments/", "comments"), ("questions/", "questions")):
        told(district, path)
        seen, following, counts = [], f"{path}?limit=2", set()
        while following:
            with CaptureQueriesContext(connection) as queries:
                answer_ = told(district, following)
            counts.add(len(queries))
            seen += [row["code"] for row in answer_[entries]]
            following = answer_["next"] and answer_["next"].split("/api/v1/")[1]
        assert (len(seen), len(set(seen))) == (5, 5)
        assert max(counts) <= 8


@pytest.mark.parametrize("asked", ["draft=x", "draft=-1", f"draft={'9' * 19}", "after=x", "limit=0", "la=1", "draft=٣"])
def test_what_is_not_understood_is_refused_in_words(district, asked):
    answer_ = ask(district, f"comments/?{asked}")
    assert (answer_.status_code, answer_.json()["error"]["code"]) == (400, "not_understood")
