"""How telephone numbers, identity numbers, addresses of homes and the like are written in Vietnamese. Pure.

The patterns read the form that `participation.personal_data.redaction` gives a text: digits, spaces, dashes and dots in
ASCII, nothing invisible. A group "what" is what tells of a person, where words that name it stand before it. All are
bounded: the time for a text grows with its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from participation.enums.submissions import PieceKind

# Stands for what was found before, while the rest is looked at again.
MASK: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one kind of thing is written.

    Attributes:
        not_after: what stands right before it makes it something else.
        is_number: it could be an amount of money, and is not where it is named or written as one.
    """

    kind: PieceKind
    expression: re.Pattern[str]
    not_after: re.Pattern[str] | None = None
    is_number: bool = False


_CAPITALS: Final = "".join(
    letter for letter in map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)]) if letter.isupper()
)
# Between two digits of one number.
_JOIN: Final = r"[ .\-()]{0,3}"
# Between the name of a number and the number.
_GAP: Final = rf"[^\d\[\]\n{MASK}]"
_DATE: Final = r"\d{1,2}[.\-]\d{1,2}[.\-](?:19|20)\d\d(?![.\-]?\d)"
_CLOCK: Final = r"\d{1,2}[.]\d{2} ?- ?\d{1,2}[.]\d{2}(?!\d)"
_NO_DATE: Final = rf"(?!{_DATE})(?!{_CLOCK})"
# Neither inside a number nor in a later part of one: "1.001193.000.00.00.H29".
_NUMBER_BEGINS: Final = r"(?<!\d)(?<!\d[.,\-/])"
_NUMBER_ENDS: Final = r"(?!\d)"

_PHONES: Final = (
    # Domestic: ten digits of a mobile; ten or eleven of a telephone in a house, or of former days.
    rf"{_NUMBER_BEGINS}{_NO_DATE}0(?:[3-9](?:{_JOIN}\d){{8}}|[12](?:{_JOIN}\d){{9}}|[12](?:{_JOIN}\d){{8}}){_NUMBER_ENDS}",
    # Right behind the number of a list: "2.0901234567".
    rf"(?<!\d)0[35789]\d{{8}}{_NUMBER_ENDS}",
    # With the code of the country.
    rf"(?:\+{_JOIN}|(?<!\d)00{_JOIN}|{_NUMBER_BEGINS})84{_JOIN}(?:0{_JOIN})?"
    rf"(?:[3-9](?:{_JOIN}\d){{8}}|[12](?:{_JOIN}\d){{9}}|[12](?:{_JOIN}\d){{8}}){_NUMBER_ENDS}",
    # Of another country.
    rf"\+ ?[1-9](?:{_JOIN}\d){{8,13}}{_NUMBER_ENDS}",
)

_IDENTITY_WORDS: Final = (
    r"(?i:CCCD|CMND|CMTND|CMT|căn cước|chứng minh nhân dân|chứng minh thư|hộ chiếu|passport|định danh|"
    r"bảo hiểm xã hội|bảo hiểm y tế|BHXH|BHYT|giấy phép lái xe|GPLX)"
)
_IDENTITIES: Final = (
    rf"(?<!\w){_IDENTITY_WORDS}(?!\w){_GAP}{{0,25}}?(?P<what>(?<!\w){_NO_DATE}[A-Za-z]{{0,2}}"
    rf"\d(?:[ .\-]{{0,2}}\d){{6,14}})(?!\w)",
    rf"{_NUMBER_BEGINS}\d{{12}}(?!\d)(?![.,]\d)",
    rf"{_NUMBER_BEGINS}\d{{3}} \d{{3}} \d{{3}} \d{{3}}(?!\d)(?! \d{{3}}(?!\d))",
    rf"{_NUMBER_BEGINS}\d{{4}} \d{{4}} \d{{4}}(?!\d)(?! \d{{4}}(?!\d))",
    rf"{_NUMBER_BEGINS}\d{{9}}(?!\d)(?![.,/\-]\d)",
    rf"{_NUMBER_BEGINS}\d{{3}} \d{{3}} \d{{3}}(?!\d)(?! \d{{3}}(?!\d))",
    r"(?<!\w)[A-Za-z]\d{7,8}(?!\w)",
)

_ACCOUNT_WORDS: Final = r"(?i:STK|số TK|TK|tài khoản|account)"
_ACCOUNT: Final = (
    rf"(?<!\w){_ACCOUNT_WORDS}(?!\w){_GAP}{{0,40}}?(?P<what>(?<!\w){_NO_DATE}\d(?:[ .\-]{{0,2}}\d){{5,18}})(?!\w)"
)
_TAX_CODE: Final = (
    rf"(?<!\w)(?i:MST|mã số thuế)(?!\w){_GAP}{{0,25}}?(?P<what>(?<!\w)\d(?:[ .]?\d){{9,12}}(?:-\d{{3}})?)(?!\w)"
)
_EMAIL: Final = r"[\w.+%\-]{1,64} ?@ ?[\w\-]+(?:\.[\w\-]+)+"

_PLATES: Final = (
    r"(?<![\w.\-/])[1-9]\d ?-? ?[A-ZĐ]{1,2}\d? ?[\-. ]? ?\d{3}\.?\d{2}(?![\w/])",
    r"(?<![\w.\-/])[1-9]\d ?-? ?[A-ZĐ]{1,2}\d? ?- ?(?!(?:19|20)\d\d)\d{4}(?![\w./])",
    rf"(?<!\w)(?i:biển số|biển kiểm soát|BKS)(?!\w){_GAP}{{0,15}}?"
    r"(?P<what>(?<!\w)[1-9]\d ?-? ?[A-ZĐa-zđ]{1,2}\d? ?[\-. ]? ?\d{3}\.?\d{1,2})(?![\w/])",
)

# A number of a house: "12", "12A", "12/3/4B", "59-61". What is counted or measured is none.
_UNITS: Final = (
    r"(?i:m|m2|mét|km|ha|tháng|năm|người|hộ|ngày|giờ|tuổi|triệu|nghìn|ngàn|tỷ|tỉ|đồng|tầng|phòng|lần|cái|căn)"
)
_HOUSE: Final = rf"\d{{1,4}}[A-Za-z]?(?:[/\-]\d{{1,4}}[A-Za-z]?){{0,5}}(?!\w)(?! ?{_UNITS}(?!\w))"
_PLACES: Final = r"(?:Phường|Quận|Xã|Huyện|Thành|TP|Tỉnh|Khu|Tổ|Tôi|Điều|Khoản|Luật|Nghị|Thông)"
_WORD: Final = rf"(?!{_PLACES}(?!\w))[{_CAPITALS}][^\W\d_]{{0,20}}"
_WORDS: Final = rf"{_WORD}(?: (?:{_WORD}|\d{{1,3}}(?!\w))){{0,5}}"
_NUMBERED: Final = rf"(?:[sS]ố )?\d{{1,4}}[A-Z]?(?:/\d{{1,4}}[A-Z]?)?(?!\w)(?! ?{_UNITS}(?!\w))(?: {_WORD}){{0,4}}"
_ALLEY: Final = r"(?i:hẻm|hẽm|ngõ|ngách|kiệt)"
_STREET: Final = r"(?i:đường|phố|đại lộ|quốc lộ|tỉnh lộ|hẻm|hẽm|ngõ|ngách|kiệt)"
_NAMED: Final = rf"{_STREET} (?:{_WORDS}|{_NUMBERED})"
_ON: Final = rf"(?:(?:,? {_NAMED}){{1,3}}|,? {_WORDS}(?:,? {_NAMED}){{0,2}})"
_HOME_WORDS: Final = (
    r"(?i:địa chỉ|thường trú|tạm trú|cư trú|trú|ngụ|hộ khẩu|nhà tôi|nhà em|nhà mình|nhà ở|tôi ở|em ở|sống)"
)

_ADDRESSES: Final = (
    rf"(?<!\w)(?i:số nhà|nhà số)(?: số)?:? ?{_HOUSE}{_ON}?",
    rf"(?<!\w)(?i:số) ?{_HOUSE}(?:,? {_NAMED}){{1,3}}",
    rf"(?<![\w/.,\-])(?=\d{{1,4}}[A-Za-z/]){_HOUSE}(?:,? {_NAMED}){{1,3}}",
    rf"(?<!\w){_ALLEY} (?:[sS]ố )?{_HOUSE}{_ON}?",
    rf"(?<!\w)(?i:thôn|ấp|xóm) (?:{_WORDS}|\d{{1,3}}[A-Z]?(?!\w)(?! ?{_UNITS}(?!\w)))",
    rf"(?<!\w){_HOME_WORDS}(?:[ :,]{{1,3}}(?i:ở|tại|số|là|hiện nay|liên hệ|liên lạc|nhà|thường trú|tạm trú)){{0,3}}"
    rf"[ :,]{{1,3}}(?P<what>{_HOUSE}{_ON})",
    rf"(?<!\w)(?i:căn hộ)(?: số)?:? (?=\S{{0,3}}\d{{2}})[A-Za-z]{{0,2}}\d{{0,2}}[A-Za-z]?[.\-]?\d{{1,4}}[A-Za-z]?(?!\w)"
    rf"(?! ?{_UNITS}(?!\w))",
    r"(?<!\w)(?i:tổ dân phố) (?:[sS]ố )?\d{1,3}[A-Z]?(?!\w)",
    r"(?<!\w)(?i:tổ) \d{1,3}[A-Z]?,? (?i:khu phố|kp\.?|ấp) ?\d{1,3}[A-Z]?(?!\w)",
)
# "Quyết định số 12 …", "ngày 12/5 …", "nông thôn …".
_NO_ADDRESS_AFTER: Final = re.compile(
    r"(?i:quyết định|nghị định|thông tư|công văn|văn bản|thông báo|chỉ thị|luật|nghị quyết|kế hoạch|tờ trình|điều|"
    r"khoản|tuyến|buýt|ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|tháng|nông|hương)\s?\Z"
)

# Those that name what they are come first: of two that find the same, the first is right.
PATTERNS: Final = (
    Pattern(PieceKind.EMAIL, re.compile(_EMAIL)),
    Pattern(PieceKind.ACCOUNT, re.compile(_ACCOUNT), is_number=True),
    Pattern(PieceKind.TAX_CODE, re.compile(_TAX_CODE), is_number=True),
    *(Pattern(PieceKind.PLATE, re.compile(text)) for text in _PLATES),
    *(Pattern(PieceKind.PHONE, re.compile(text), is_number=True) for text in _PHONES),
    *(Pattern(PieceKind.IDENTITY, re.compile(text), is_number=True) for text in _IDENTITIES),
    *(Pattern(PieceKind.ADDRESS, re.compile(text), _NO_ADDRESS_AFTER) for text in _ADDRESSES),
)

MONEY_BEFORE: Final = re.compile(r"(?i:tiền|giá|phí|vnđ|vnd|usd|\$)\s?(?:là|:|=)?\s?\Z")
MONEY_AFTER: Final = re.compile(
    r"[ .\-]{0,2}(?i:đồng|đ|vnđ|vnd|₫|usd|tỷ|tỉ|triệu|nghìn|ngàn|m2|m²|ha|kg|tấn|%)(?!\w)|\s?[₫%$]"
)
