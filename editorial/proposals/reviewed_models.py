"""Which things besides pages are public, and what of them: registered by the apps that own them.

What is registered here is changed through `editorial.proposals.actions.proposal` only, as long as the public sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from wagtail.models import Page

    from accounts.models import AnyUser, User
    from editorial.models import Approval, ProposedChange

# The name under which a proposed file stands among the values.
FILE = "file"


# What it is called, and what it says.
Beside = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReviewedModel:
    """A kind of thing that the public sees without its being a page.

    Attributes:
        fields: what the public sees of it; the rest is changed at once.
        portal_of: key of the portal it belongs to; None where it belongs to none.
        may_edit: whether a person changes a row of it, or would if the public did not see it, on a day.
        is_public: whether the public sees it, or is about to.
        write: write the approved values of a proposal into the locked row.
        hold: lock, before the row with this key, what else a decision about it writes to.
        wrote: of some rows, by their keys, those whose proposed words the person wrote, whoever proposed them.
        is_told_by_value: whether what was proposed of one row is the same person's words in every other row of the
            portal as well: rows that say little else, and are made anew at will.
        beside: what whoever decides reads beside a proposal, as names and texts. The person is given: not everybody who
            sees that something waits may read all of it.
        reads: whether a person of the portal reads what is proposed, who does not decide on it.
        erased: whether the words of a row went lawfully with the personal data of who sent them.
        words: of fields whose values are no words, how whoever decides reads a value.
        public: the rows that the public sees, each by an approval of its own; None where an approval of something else
            may stand for it.
        returned, dropped: what follows when the board sends a proposal back, with its remark, or when a proposal ends
            without a decision. In the transaction that does it, with the row locked.
    """

    model: type[Model]
    fields: tuple[str, ...]
    portal_of: Callable[[Any], int | None]
    may_edit: Callable[[User, Any, date], bool]
    is_public: Callable[[Any], bool]
    write: Callable[[Any, ProposedChange, User | None, datetime], None]
    hold: Callable[[str], None]
    returned: Callable[[Any, User | None, datetime, str], None]
    dropped: Callable[[Any, User | None, datetime], None]
    beside: Callable[[Any, User, date], list[Beside]]
    wrote: Callable[[AnyUser, Collection[str]], Collection[str]]
    reads: Callable[[User, Any, date], bool]
    is_told_by_value: bool
    erased: Callable[[Any], bool]
    words: Mapping[str, Callable[[Any], str]]
    public: Callable[[], QuerySet[Any]] | None

    def read(self, row: Model, names: tuple[str, ...] | list[str]) -> dict[str, Any]:
        """Values of some fields as JSON holds them: text, numbers, keys of rows, names of files."""
        return {name: _plain(getattr(row, row._meta.get_field(name).attname)) for name in names}


def _nothing(*args: Any) -> None:
    """Of most things nothing else follows."""


def _nothing_beside(*args: Any) -> list[Beside]:
    """Most proposals say by themselves what they are about."""
    return []


def _everybody(*args: Any) -> bool:
    """Most proposals say what the portal itself says: its people read it."""
    return True


def _never(row: Any) -> bool:
    """Most things hold no words of citizens."""
    return False


def _wrote_none(*args: Any) -> Collection[str]:
    """Most things are worded in the proposal itself, which knows its proposer."""
    return ()


def _plain(value: Any) -> Any:
    return value.name if hasattr(value, "name") else value


_reviewed: dict[type[Model], ReviewedModel] = {}


def register_reviewed_model(
    model: type[Model],
    *,
    fields: tuple[str, ...],
    portal_of: Callable[[Any], int | None],
    may_edit: Callable[[User, Any, date], bool],
    is_public: Callable[[Any], bool],
    write: Callable[[Any, ProposedChange, User | None, datetime], None],
    hold: Callable[[str], None] = _nothing,
    returned: Callable[[Any, User | None, datetime, str], None] = _nothing,
    dropped: Callable[[Any, User | None, datetime], None] = _nothing,
    beside: Callable[[Any, User, date], list[Beside]] = _nothing_beside,
    wrote: Callable[[AnyUser, Collection[str]], Collection[str]] = _wrote_none,
    reads: Callable[[User, Any, date], bool] = _everybody,
    is_told_by_value: bool = False,
    erased: Callable[[Any], bool] = _never,
    words: Mapping[str, Callable[[Any], str]] | None = None,
    public: Callable[[], QuerySet[Any]] | None = None,
) -> None:
    """Register a kind of thing. Registering one twice is an error."""
    if model in _reviewed:
        message = f"{model.__name__} is registered twice."
        raise ValueError(message)
    verbs = (portal_of, may_edit, is_public, write, hold, returned, dropped, beside, wrote, reads)
    _reviewed[model] = ReviewedModel(model, fields, *verbs, is_told_by_value, erased, words or {}, public)


def reviewed_model(model: type[Model]) -> ReviewedModel | None:
    """What is registered of a model; None where its rows are not public."""
    return _reviewed.get(model)


def reviewed_models() -> list[ReviewedModel]:
    """All that is registered."""
    return list(_reviewed.values())


def write_plain(row: Any, change: ProposedChange, by: User | None, at: datetime) -> None:
    """Write values as they are: the `write` of things that need nothing else."""
    for name, value in change.values.items():
        setattr(row, row._meta.get_field(name).attname, value)
    row.save()


@dataclass(frozen=True, slots=True)
class CityItems:
    """How the city portal takes up an item of another portal.

    Attributes:
        sections: sections of the city portal that may hold it.
        is_shown: whether the city portal shows the page already.
        is_offered_by: whether a page is such an item, and the person offered it or wrote the original.
        read: what the item would say of a public page, by field.
        make: create the item, public by the approval that the board gave.
    """

    sections: Callable[[], QuerySet[Page]]
    is_shown: Callable[[Page], bool]
    is_offered_by: Callable[[AnyUser, Page], bool]
    read: Callable[[Page], dict[str, str]]
    make: Callable[[ProposedChange, Approval, User | None, datetime], None]


_city_items: list[CityItems] = []


def register_city_items(items: CityItems) -> None:
    """Register how the city portal takes up items, once."""
    _city_items[:] = [items]


def city_items() -> CityItems:
    """What was registered.

    Raises:
        LookupError: nothing was.
    """
    if not _city_items:
        raise LookupError
    return _city_items[0]
