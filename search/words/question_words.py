"""Words that make a search a question or a wish ("ở đâu", "cần giấy tờ gì", "how do I"): nothing that a page must have.

Values in, values out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formats.vietnamese.folding import Forms, forms

_PHRASES: Final = """
cho hỏi|cho tôi hỏi|xin hỏi|xin cho hỏi|là ai|ai là|là gì|cái gì|gồm gì|cần gì|những gì|gồm những gì|cần những gì|gì
ở đâu|tại đâu|nơi nào|chỗ nào|đâu|khi nào|lúc nào|ngày nào|bao giờ|mấy giờ|mấy ngày|bao lâu|mất bao lâu|trong bao lâu
làm sao|làm sao để|ra sao|vì sao|tại sao|thế nào|như thế nào|làm thế nào|làm thế nào để|bằng cách nào|cách nào|nào
bao nhiêu|bao nhiêu tiền|là bao nhiêu|hết bao nhiêu|mất bao nhiêu|được không|có được không|phải không|có phải|hay không
giấy gì|giấy tờ gì|cần giấy gì|cần giấy tờ gì|cần những giấy tờ gì|cần có giấy tờ gì|gồm những giấy tờ gì
mang giấy tờ gì|hồ sơ gì|cần hồ sơ gì|hồ sơ gồm gì|hồ sơ gồm những gì|hồ sơ cần những gì|hồ sơ cần gì|thủ tục gì
cần thủ tục gì|mang gì|cần mang gì|mang theo gì|cần mang theo gì|làm gì|phải làm gì|cần làm gì|nên làm gì|phải làm sao
làm như thế nào|thủ tục như thế nào|thủ tục thế nào|thủ tục ra sao|làm thủ tục gì|điều kiện gì|cần điều kiện gì
gọi ai|gọi cho ai|gọi số nào|hỏi ai|gặp ai|nhờ ai|tìm ai|báo ai|báo cho ai|xin ai|xin phép ai|kêu ai|liên hệ ai
gửi cho ai|ở chỗ nào|ở nơi nào|làm ở đâu|nộp ở đâu|xin ở đâu|đăng ký ở đâu|lấy ở đâu|mua ở đâu|báo ở đâu
đến đâu|tới đâu|ở đâu vậy|tôi muốn|em muốn|mình muốn|con muốn|tôi cần|em cần|mình cần|tôi muốn hỏi|em muốn hỏi
cho em hỏi|cho mình hỏi|muốn hỏi|tôi muốn làm|em muốn làm|muốn làm|muốn xin|giúp tôi|cho tôi biết|cho biết
xin cho biết|hôm nay|hiện nay|bây giờ
who is|who are|what is|what are|where is|where are|where can i|where do i|where to|when is|when are|when does|when do
how do i|how can i|how do you|how to|how much is|how much does|how much|how many|how long is|how long does|how long
how long does it take|why is|why
""".strip()


# What is done about a paper, before its name: "thủ tục đăng ký kết hôn", "làm giấy khai sinh".
_OPENINGS: Final = """
thủ tục|thủ tục làm|thủ tục xin|thủ tục xin cấp|thủ tục cấp|làm thủ tục|các thủ tục|trình tự thủ tục|hồ sơ xin|hồ sơ làm
cách|cách làm|cách xin|cách thức|hướng dẫn|hướng dẫn làm|hướng dẫn cách|hướng dẫn thủ tục|quy trình|xin|xin làm|xin cấp
làm|làm giấy|làm giấy tờ|làm hồ sơ|đi làm|muốn
""".strip()
# "làm việc" is a word of two syllables.
_NO_OPENINGS: Final = (
    "làm việc|làm chứng|làm đường|làm thêm|xin lỗi|hướng dẫn số|hướng dẫn viên|cách mạng|cách ly|quy trình nội bộ"
)

# Whoever begins with an office looks for the person who holds it.
_OFFICES: Final = """
chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|phó giám đốc|tổng giám đốc|chánh văn phòng|phó chánh văn phòng
trưởng phòng|phó trưởng phòng|trưởng ban|phó trưởng ban|người phát ngôn|trưởng trạm|hiệu trưởng|hiệu phó|chánh thanh tra
thủ trưởng|trưởng công an|phó trưởng công an|chỉ huy trưởng|tổng biên tập|trưởng khoa|viện trưởng|chánh án|cục trưởng
""".strip()


def _by_first_word(text: str) -> dict[str, list[tuple[Forms, ...]]]:
    table: dict[str, list[tuple[Forms, ...]]] = {}
    for phrase in text.replace("\n", "|").split("|"):
        words = tuple(map(forms, phrase.split()))
        table.setdefault(words[0].folded, []).append(words)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in table.items()}


_TABLE: Final = _by_first_word(_PHRASES)
_OPENING: Final = _by_first_word(_OPENINGS)
_NO_OPENING: Final = _by_first_word(_NO_OPENINGS)
_OFFICE: Final = _by_first_word(_OFFICES)
# "có … không", with something between.
_WHETHER: Final = (forms("có"), forms("không"))


def asking(words: Sequence[Forms]) -> frozenset[int]:
    """Places of words that only ask. A single word counts with its marks alone: "dau" may be oil or a mark."""
    found: set[int] = set()
    place = 0 if _length_at(0, words, _NO_OPENING) else _length_at(0, words, _OPENING)
    found.update(range(place))
    while place < len(words):
        length = _length_at(place, words, _TABLE)
        found.update(range(place, place + length))
        place += length or 1
    has, no = _WHETHER
    before = [place for place, word in enumerate(words[:-2]) if word.exact == has.exact]
    if before and words[-1].exact == no.exact:
        found.update([before[-1], len(words) - 1])
    return frozenset(found)


def office_length(words: Sequence[Forms]) -> int:
    """With how many words a question begins that name an office; 0: it does not."""
    return _length_at(0, words, _OFFICE)


def _length_at(place: int, words: Sequence[Forms], table: dict[str, list[tuple[Forms, ...]]]) -> int:
    """Of how many words the longest phrase of a table is that begins at a place; 0: none does."""
    if place >= len(words):
        return 0
    return next(
        (
            len(phrase)
            for phrase in table.get(words[place].folded, ())
            if len(phrase) > 1 or words[place].is_marked == phrase[0].is_marked
            if is_typed(phrase, words[place : place + len(phrase)])
        ),
        0,
    )


def is_typed(known: Sequence[Forms], typed: Sequence[Forms]) -> bool:
    """Whether words were typed that are known, with their marks or with none."""
    return len(known) == len(typed) and all(
        one.exact == other.exact or (not one.is_marked and one.folded == other.folded)
        for one, other in zip(typed, known, strict=True)
    )
