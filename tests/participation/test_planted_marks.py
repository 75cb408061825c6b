"""What people told in the public forms of this room stands in no column but those that are sealed or theirs."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from participation.consultation.actions import publish_comment
from participation.models import Comment, CommentFile, PageFeedback, PollTally, RatingRemark
from tests.factories import make_head
from tests.participation.comments import Commenter, make_draft
from tests.participation.factories import marks_in
from tests.participation.marks import every_cell
from tests.participation.polls import make_poll_page
from tests.qa.attachments import NAME, picture, upload

pytestmark = pytest.mark.django_db


@pytest.mark.both_engines
@pytest.mark.slow(reason="reads every cell of the database")
def test_no_table_holds_what_people_told_in_comments_ratings_and_votes(district, settings):
    settings.RATINGS_PER_ADDRESS_HOUR = 100
    person = Commenter(make_draft(district), district)
    person.token(files=[upload()])
    publish_comment(Comment.objects.get(), by=make_head(district), at=timezone.now())
    page = make_poll_page(district)
    person.client.post("/danh-gia/", {"content": "2", "words": "Khó tìm"})
    person.client.post("/danh-gia/trang/", {"trang": urlsplit(page.get_url()).path, "giup": "lacking"})
    choice = page.body[0].value["choices"].bound_blocks[0].id
    person.client.post(f"/binh-chon/{page.pk}/{page.body[0].id}/", {"chon": choice})
    made = [model.objects.count() for model in (CommentFile, RatingRemark, PageFeedback)]
    assert (made, PollTally.objects.count()) == ([1, 1, 1], 2)
    cells = every_cell()
    assert (marks_in(cells), NAME in cells, str(picture()) in cells) == ([], False, False)
