"""Proposals of public copies, as tests make them."""

from audit.private_files import private_storage
from qa.publication.public_copies import choose_copy, pieces_of_copy, propose_copy
from tests.factories import make_head
from tests.qa.factories import LATER

WORDS = {"title": "Giấy hẹn", "description": "Ảnh chụp giấy hẹn, đã che họ tên"}


def stored_copies(question) -> set[str]:
    """Names of the files that lie where copies of the files of a question do."""
    place = f"questions/{question.received_portal_id}/{question.received_at:%Y}/copies"
    return set(private_storage().listdir(place)[1]) if private_storage().exists(place) else set()


def propose(attachment, written, *, by=None, **values):
    by = by or make_head(attachment.question.received_portal)
    copy = choose_copy(attachment, written, by=by, at=LATER)
    seen = {piece.key for piece in pieces_of_copy(copy)}
    given = {**WORDS, "chosen": copy.draft.name, "seen": seen, "by": by, "at": LATER}
    return propose_copy(attachment, **given | values)
