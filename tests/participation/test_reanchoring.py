"""Comments stand beside the words on which they were written, in every later version of the draft."""

import pytest
from django.utils import timezone

from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.review.findings import Level, findings_of
from editorial.withdrawal.actions import take_down
from formats.lawtext.parsing import parse
from participation.consultation.reanchoring import new_places
from participation.enums.comments import CommentEventKind
from participation.models import Comment
from tests.each import each_case
from tests.factories import make_head, publish_approved_page
from tests.participation.comments import POINT, TEXT, make_comment, make_draft

pytestmark = pytest.mark.django_db

GONE = f"{POINT}@2"
WITHOUT_POINT = TEXT.replace("đ) Trả lời trong năm ngày làm việc.\n", "")
IN_FRONT = """Điều 1. Nguyên tắc
1. Công khai, minh bạch.
"""
SCOPE = """Điều 1. Phạm vi điều chỉnh
1. Áp dụng tại Thành phố Hồ Chí Minh và nơi khác.
2. Cá nhân;
Điều 2. Hiệu lực thi hành
Quyết định có hiệu lực từ ngày ký.
"""


def publish(draft, text, portal):
    draft.text, draft.correction_note = text, "Sửa theo góp ý"
    draft.save_revision()
    return publish_approved_page(draft, by=make_head(portal))


def standing(comment):
    comment.refresh_from_db()
    return comment.anchor


@each_case(
    "after, expected",
    [
        # An article in front, and every number after it counted again.
        (
            IN_FRONT + SCOPE.replace("Điều 2.", "Điều 3.").replace("Điều 1.", "Điều 2."),
            {"dieu-1": "dieu-2", "dieu-1-khoan-1": "dieu-2-khoan-1", "dieu-1-khoan-2": "dieu-2-khoan-2",
             "dieu-2": "dieu-3"},
        ),
        # Two articles that change places, with a word changed in each.
        (
            "Điều 1. Hiệu lực thi hành\nQuyết định có hiệu lực từ ngày công bố.\n"
            "Điều 2. Phạm vi điều chỉnh\n1. Áp dụng tại Thành phố Hồ Chí Minh và vùng khác.\n2. Cá nhân;",
            {"dieu-1": "dieu-2", "dieu-1-khoan-1": "dieu-2-khoan-1", "dieu-1-khoan-2": "dieu-2-khoan-2",
             "dieu-2": "dieu-1"},
        ),
        # Other words under the number of what was left out.
        (
            SCOPE.replace("2. Cá nhân;", "2. Không áp dụng với tổ chức nước ngoài."),
            {"dieu-1": "dieu-1", "dieu-1-khoan-1": "dieu-1-khoan-1", "dieu-1-khoan-2": "dieu-1-khoan-2@2",
             "dieu-2": "dieu-2"},
        ),
    ],
)  # fmt: skip
def test_part_is_found_by_its_words_and_never_by_its_number_alone(after, expected):
    places = new_places(parse(SCOPE), parse(after), version=2)
    assert {anchor: place.anchor for anchor, place in places.items() if anchor != "van-ban"} == expected


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes two versions of a draft")
def test_comments_follow_their_part_to_its_new_number_and_stand_beside_none_where_it_is_left_out(district):
    draft = make_draft(district)
    moved = make_comment(draft)
    gone = make_comment(draft, "Bỏ điểm d", anchor="dieu-12-khoan-1-diem-d")
    whole = make_comment(draft, "Ý kiến chung", anchor="")
    text = TEXT.replace("d) Tiếp nhận phản ánh;\n", "").replace("đ) Trả lời", "d) Trả lời")
    publish(draft, text, district)
    rows = Comment.objects.in_bulk([moved.pk, gone.pk, whole.pk])
    assert (rows[moved.pk].anchor, rows[moved.pk].label) == ("dieu-12-khoan-1-diem-d", "điểm d khoản 1 Điều 12")
    assert (rows[gone.pk].is_part_gone, rows[gone.pk].label) == (True, "điểm d khoản 1 Điều 12")
    assert rows[whole.pk].anchor == ""
    assert PortalEvent.objects.get(kind=CommentEventKind.COMMENTS_REANCHORED).data["comments"] == 2


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes three versions of a draft")
@each_case("mistaken", [WITHOUT_POINT, ""])
def test_comments_return_to_a_part_that_was_left_out_by_mistake(district, mistaken):
    draft = make_draft(district)
    comment = make_comment(draft)
    draft = publish(draft, mistaken, district)
    assert standing(comment) == GONE
    publish(draft, IN_FRONT.replace("Điều 1", "Điều 10") + TEXT.replace("Điều 12", "Điều 13"), district)
    assert (standing(comment), comment.label) == ("dieu-13-khoan-1-diem-dd", "điểm đ khoản 1 Điều 13")
    assert comment.place == 11


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes three versions of a draft")
def test_comments_on_a_part_that_is_gone_stand_behind_the_part_that_preceded_it_in_later_versions(district):
    draft = make_draft(district)
    comment = make_comment(draft)
    draft = publish(draft, WITHOUT_POINT, district)
    assert (standing(comment), comment.place) == (GONE, 8)
    publish(draft, IN_FRONT.replace("Điều 1", "Điều 10") + WITHOUT_POINT, district)
    assert (standing(comment), comment.place) == (GONE, 10)


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes a draft, withdraws it and publishes it again")
def test_comments_follow_their_part_in_a_draft_that_was_withdrawn_meanwhile(district):
    draft = make_draft(district)
    comment = make_comment(draft)
    take_down(
        draft,
        by=make_head(district),
        at=timezone.now(),
        reason_class=TakedownReason.ERROR,
        reason="Sai",
        with_versions=True,
    )
    draft.refresh_from_db()
    publish(draft, TEXT.replace("Điều 12", "Điều 13"), district)
    assert standing(comment) == "dieu-13-khoan-1-diem-dd"


def test_board_reads_how_many_comments_stand_on_parts_that_a_version_leaves_out(district):
    draft, other = make_draft(district), make_draft(district, "Dự thảo khác")
    for one in (draft, draft, other):
        make_comment(one)
    make_comment(draft, "Ý khác", anchor="dieu-11")

    def warned():
        return [(one.level, one.message) for one in findings_of(draft) if one.code == "commented_part_left_out"]

    assert warned() == []
    draft.text = WITHOUT_POINT
    assert warned() == [(Level.WARNING, "Có 2 góp ý đối với nội dung không còn trong bản này.")]
