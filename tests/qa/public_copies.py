"""Proposals of public copies, as tests make them."""

from qa.publication.public_copies import choose_copy, pieces_of_copy, propose_copy
from tests.factories import make_head
from tests.qa.factories import LATER

WORDS = {"title": "Giấy hẹn", "description": "Ảnh chụp giấy hẹn, đã che họ tên"}


def propose(attachment, written, *, by=None, **values):
    by = by or make_head(attachment.question.received_portal)
    copy = choose_copy(attachment, written, by=by, at=LATER)
    seen = {piece.key for piece in pieces_of_copy(copy)}
    given = {**WORDS, "chosen": copy.draft.name, "seen": seen, "by": by, "at": LATER}
    return propose_copy(attachment, **given | values)
