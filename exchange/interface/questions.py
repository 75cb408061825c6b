"""What other systems may ask, and how a question is read: what is not understood is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.models import InformationCategory
from exchange.interface.kinds import BY_CODE
from exchange.interface.tokens import FORM, read_token
from home.models import SubjectField
from sites.directory import PortalRecord, get_directory

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

MOST: Final = 100
USUAL: Final = 50
# Years that a moment may be in: at the ends of time, another zone is no date any more.
EARLIEST, LATEST = 1900, 9998
# Of a number that a database counts.
_DIGITS: Final = 18


class NotUnderstood(ValueError):
    """A question that has no answer; the message says why, in the active language."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that may be asked.

    Attributes:
        read: takes the text and the portal whose host is asked; raises ValueError with words for whoever asks.
        schema: the form of the text, in JSON Schema.
    """

    name: str
    label: Promise | str
    read: Callable[[str, PortalRecord], Any]
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


def read_question(given: QueryDict, parameters: Iterable[Parameter], *, portal: PortalRecord) -> dict[str, Any]:
    """The values of what is asked, by name; what is not asked is left out.

    Raises:
        NotUnderstood: something is asked that cannot be, is asked twice, or is written wrongly.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name, texts in given.lists():
        if name not in known:
            raise NotUnderstood(name, _("There is no such parameter here."))
        if len(texts) > 1:
            raise NotUnderstood(name, _("This parameter stands there twice; give it once."))
    found = {}
    for name, texts in given.lists():
        try:
            found[name] = known[name].read(texts[-1], portal)
        except ValueError as error:
            raise NotUnderstood(name, str(error)) from error
    return found


def _moment(text: str, portal: PortalRecord) -> datetime:
    """A day, or a moment with its zone; a "+" that an address has made a blank is one again."""
    written = text.strip().replace(" ", "+")
    wrong = _("Give a day (2026-11-30) or a moment with its zone (2026-11-30T08:00:00+07:00).")
    try:
        day, moment = parse_date(written), parse_datetime(written)
    except ValueError as error:
        raise ValueError(wrong) from error
    written_on = day or (moment.date() if moment else None)
    if written_on is not None and not EARLIEST <= written_on.year <= LATEST:
        raise ValueError(wrong)
    if day is not None:
        return datetime.combine(day, time.min, timezone.get_current_timezone())
    if moment is None or timezone.is_naive(moment):
        raise ValueError(wrong)
    return moment


def _limit(text: str, portal: PortalRecord) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST and len(text) < 4):
        raise ValueError(_("Give a number from 1 to %(most)d.") % {"most": MOST})
    return int(text)


def _token(text: str, portal: PortalRecord) -> Any:
    token = read_token(text)
    if token is None:
        raise ValueError(_("Give a token as it stands in an answer before."))
    return token


def _kind(text: str, portal: PortalRecord) -> Any:
    if text not in BY_CODE:
        raise ValueError(_("There is no such kind; the data dictionary lists all."))
    return BY_CODE[text]


def _category(text: str, portal: PortalRecord) -> str:
    if "\0" in text or not InformationCategory.objects.filter(code=text).exists():
        raise ValueError(_("There is no such category."))
    return text


def _field(text: str, portal: PortalRecord) -> str:
    if "\0" in text or not SubjectField.objects.filter(slug=text).exists():
        raise ValueError(_("There is no such field."))
    return text


def _language(text: str, portal: PortalRecord) -> str:
    if text not in dict(settings.LANGUAGES):
        raise ValueError(_("There is no such language."))
    return text


def _portal(text: str, portal: PortalRecord) -> PortalRecord:
    """A portal that is open to readers: on the city's host any, elsewhere the one that is asked."""
    record = get_directory().by_host(text)
    if record is None or not record.is_readable or (record != portal and not portal.is_city):
        raise ValueError(_("No open portal of that host is told of here."))
    return record


def _number(text: str, portal: PortalRecord) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise ValueError(_("Give the number of an item."))
    return int(text)


LIMIT: Final = Parameter(
    "limit", gettext_lazy("How many entries at most: 1 to 100; 50 if nothing is said."), _limit,
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
)  # fmt: skip
_PLACE: Final = {"type": "string", "pattern": f"^{FORM}$"}
_AFTER: Final = Parameter("after", gettext_lazy("Goes on where an answer ended; stands in its “next”."), _token, _PLACE)
ITEM_PARAMETERS: Final = (
    Parameter("kind", gettext_lazy("Items of this kind only."), _kind, {"type": "string", "enum": [*BY_CODE]}),
    Parameter("category", gettext_lazy("Items of this category of information only."), _category),
    Parameter("field", gettext_lazy("Items under this field only."), _field),
    Parameter(
        "language",
        gettext_lazy("Items in this language only: vi or en."),
        _language,
        {"type": "string", "enum": [code for code, _name in settings.LANGUAGES]},
    ),
    Parameter("portal", gettext_lazy("On the city portal: items of the portal with this host only."), _portal),
    Parameter(
        "since",
        gettext_lazy("Items that were last published on this day or later, or after this moment."),
        _moment,
        {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
    ),
    _AFTER,
    LIMIT,
)
# Of comments and questions.
_OF_PORTAL: Final = Parameter(
    "portal", gettext_lazy("On the city portal: those of the portal with this host only."), _portal
)
QUESTION_PARAMETERS: Final = (_OF_PORTAL, _AFTER, LIMIT)
COMMENT_PARAMETERS: Final = (
    Parameter(
        "draft",
        gettext_lazy("Comments on the draft with this number only."),
        _number,
        {"type": "string", "pattern": f"^[0-9]{{1,{_DIGITS}}}$"},
    ),
    *QUESTION_PARAMETERS,
)
CHANGE_PARAMETERS: Final = (
    Parameter(
        "since",
        gettext_lazy("Goes on where an answer ended: its “token”. Without it, from the beginning."),
        _token,
        _PLACE,
    ),
    LIMIT,
)
