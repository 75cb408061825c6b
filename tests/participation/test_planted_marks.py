"""What people told in the public forms of this room stands in no column but those that are sealed or theirs."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from participation.consultation.actions.moderating import publish_comment
from participation.contribution.accepting import accept, open_files
from participation.contribution.deciding import ask_back
from participation.contribution.sender_requests import withdraw_contribution
from participation.dialogue.deciding import publish_live_question
from participation.dialogue.passing_on import pass_on_live_question
from participation.models import (
    Comment,
    CommentFile,
    Contribution,
    LiveQuestion,
    PageFeedback,
    PollTally,
    RatingRemark,
)
from tests.factories import make_head, make_member, section_of
from tests.participation.comments import Commenter, make_draft
from tests.participation.contributions import Contributor, picture_fields
from tests.participation.dialogues import WITH_SENDER, Asker, make_event
from tests.participation.factories import marks_in
from tests.participation.marks import columns_with, every_cell
from tests.participation.polls import make_poll_page
from tests.qa.attachments import NAME, picture, upload

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.slow(reason="reads every cell of the database"),
]

TITLE, AUTHOR, PEOPLE, ASKED, REPLY = "DấuTiêuĐề", "DấuTácGiả", "DấuNgườiTrongẢnh", "DấuHỏiLại", "DấuTrảLời"


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


def test_no_table_holds_who_asked_live_neither_before_nor_after_it_is_passed_on(district):
    event = make_event(district)
    Asker(event, district).token(**WITH_SENDER)
    question, head = LiveQuestion.objects.get(), make_head(district)
    publish_live_question(question, by=head, at=timezone.now())
    assert (question.sender.facts.name in str(WITH_SENDER), marks_in(every_cell())) == (True, [])
    pass_on_live_question(question, by=head, at=event.ends_at + timedelta(minutes=1))
    assert marks_in(every_cell()) == []


def test_words_author_and_people_of_a_contribution_stand_in_their_columns_alone(district):
    person = Contributor(district)
    seen = picture_fields(people=f"Cháu {PEOPLE}", people_agree="on")
    token = person.token(title=f"Tin {TITLE}", author=f"Bút danh {AUTHOR}", **seen)
    contribution, acting = Contribution.objects.get(), {"by": make_member(district), "at": timezone.now()}
    ask_back(contribution, words=f"Ở đâu? {ASKED}", **acting)
    person.client.post(f"/gui-bai/cua-toi/{token}/", {"words": f"Ở nhà văn hóa. {REPLY}"})
    # Who is seen is sealed with the file.
    people, words = set(), {"participation_contributionstep.words"}
    title, author = {"participation_contribution.title"}, {"participation_contribution.author"}
    assert columns_with(TITLE, AUTHOR, PEOPLE, ASKED, REPLY) == {
        TITLE: title, AUTHOR: author, PEOPLE: people, ASKED: words, REPLY: words,
    }  # fmt: skip
    opened = open_files(contribution, **acting)
    accept(contribution, opened, section=section_of(district), title="", **acting)
    # The draft has title and author, as they are to be published.
    assert columns_with(PEOPLE, ASKED, REPLY) == {PEOPLE: people, ASKED: words, REPLY: words}
    # The reply is a mark of its own among those of the sender.
    assert set(marks_in(every_cell())) == {REPLY}
    withdraw_contribution(contribution, token=token, at=timezone.now())
    assert columns_with(PEOPLE, ASKED, REPLY) == {PEOPLE: set(), ASKED: set(), REPLY: set()}
    assert marks_in(every_cell()) == []
