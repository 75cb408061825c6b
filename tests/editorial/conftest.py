"""What holds for the tests of this room: the rooms above are silent."""

import pytest

from members.enums import Seat
from members.memberships import seat_on_board
from tests.editorial.review_variants import TWO, act, in_review
from tests.factories import AT, make_head, make_user
from tests.quiet_day import _no_notes_of_rooms_above  # noqa: F401 -- a fixture
from tests.remembering import remembered


@pytest.fixture
def head(district):
    return make_head(district)


@pytest.fixture
def deputy(district):
    return make_head(district, seat=Seat.DEPUTY)


@pytest.fixture
def another(district):
    """One more deputy."""
    person = make_user("pho2")
    seat_on_board(district.board, person, seat=Seat.DEPUTY, by=None, at=AT)
    return person


@pytest.fixture
@remembered
def half_approved(district, head):
    """An article that the head of the board approved as the first of two."""
    article = in_review(district, TWO)
    act(article, head)
    return article
