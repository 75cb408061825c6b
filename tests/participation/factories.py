"""A sender with marks in every personal field, and the consents that were given."""

from formats.vietnamese.text import ascii_fold
from participation.enums.submissions import ConsentChannel, ConsentPurpose
from participation.models import ConsentText, Sender, SenderFacts
from participation.senders import receive_sender
from sites.models import Portal
from tests.factories import AT
from tests.remembering import remembered

FACTS = SenderFacts(
    name="Nguyễn Thị DấuTên",
    email="dauthu.hoa@thudientu.example",
    phone="0901 777 345",
    relation="Mẹ của cháu DấuQuanHệ",
)
# What no table, event, log or print may hold, with and without accents.
MARKS = ("DấuTên", "dauthu.hoa", "0901777345", "0901 777 345", "DấuQuanHệ", "DấuYêuCầu", "DấuTrảLời")
ALL_MARKS = tuple(dict.fromkeys(form for mark in MARKS for form in (mark, ascii_fold(mark))))


def marks_in(text: str) -> list[str]:
    """The marks that a text holds, whatever their capitals."""
    return [mark for mark in ALL_MARKS if mark.casefold() in text.casefold()]


def text_of(purpose: ConsentPurpose, language: str = "vi") -> ConsentText:
    return ConsentText.objects.get(purpose=purpose, language=language, version=1)


@remembered
def make_sender(
    portal: Portal, facts: SenderFacts = FACTS, *, agreed: tuple[ConsentPurpose, ...] = (ConsentPurpose.ANSWER,)
) -> Sender:
    """Somebody who filled in the form of a portal."""
    texts = [text_of(purpose) for purpose in agreed]
    return receive_sender(portal, facts, agreed=texts, channel=ConsentChannel.FORM, by=None, at=AT)
