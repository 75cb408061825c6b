"""Which things besides pages are public, and what of them: registered by the apps that own them.

What is registered here is changed through `editorial.proposals.actions.proposal` only, as long as the public sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from wagtail.blocks import StreamValue

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString
    from wagtail.models import Page

    from accounts.models import AnyUser, User
    from editorial.models import Approval, ProposedChange

# The name under which a proposed file stands among the values.
FILE = "file"


# Points of the checklist (`editorial.review.checklist`) that other facts, words and pictures raise.
OF_A_FACT = frozenset({"accurate"})
OF_WORDS = OF_A_FACT | {"no_secret", "rights", "personal_data"}
OF_A_PICTURE = OF_WORDS | {"pictures"}

# What it is called, and what it says.
ReviewerContext = tuple[str, str]
# What it is called, and the address of a screen of the admin that shows it.
Preview = tuple[str, str]


class ReviewedModel:
    """Rows that the public sees without their being pages: how a change of one is proposed, decided and written.

    A subclass says it for one model, which it is registered for by `@register_reviewed_model`.
    """

    # What the public sees of a row; the rest is changed at once.
    fields: ClassVar[tuple[str, ...]]
    # What was proposed of one row is the same person's words in every other row of the portal as well: of rows that say
    # little else, and are made again at will.
    is_told_by_value: ClassVar[bool] = False
    # Of fields whose values are no words, how whoever decides reads a value.
    value_labels: ClassVar[Mapping[str, Callable[[Any], str]]] = {}
    # Of fields that are shown with their form, how whoever decides sees a value.
    value_html: ClassVar[Mapping[str, Callable[[Any], SafeString]]] = {}
    # Of fields whose own names say what they are once they are public, how whoever decides reads the name.
    field_labels: ClassVar[Mapping[str, Promise]] = {}
    # Fields that hold a colour as #rrggbb.
    colours: ClassVar[tuple[str, ...]] = ()
    # By field, the points of the checklist that another value of it raises; of a field that is not named, `OF_WORDS`.
    checklist: ClassVar[Mapping[str, Collection[str]]] = {}

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    def portal_of(self, row: Any) -> int | None:
        """Key of the portal that a row belongs to; None where it belongs to none."""
        portal_id: int | None = row.portal_id
        return portal_id

    def may_edit(self, user: User, row: Any, on: date) -> bool:
        """Whether a person changes a row, or would if the public did not see it, on a day."""
        raise NotImplementedError

    def is_public(self, row: Any) -> bool:
        """Whether the public sees a row, or is about to."""
        raise NotImplementedError

    def public_rows(self) -> QuerySet[Any] | None:
        """The rows that the public sees, each by an approval of its own; None where an approval of something else may
        stand for it."""
        return None

    def read(self, row: Model, names: tuple[str, ...] | list[str]) -> dict[str, Any]:
        """Values of some fields as JSON holds them: text, numbers, keys of rows, names of files, blocks."""
        return {name: _plain(getattr(row, row._meta.get_field(name).attname)) for name in names}

    def write(self, row: Any, change: ProposedChange, by: User | None, at: datetime) -> None:
        """Write the approved values of a proposal into the locked row."""
        for name, value in change.values.items():
            setattr(row, row._meta.get_field(name).attname, value)
        row.save()

    def lock_related(self, key: str) -> None:
        """Lock, before the row with this key, what else a decision about it writes to."""

    def on_return(self, row: Any, by: User | None, at: datetime, remark: str) -> None:
        """What follows when the board sends a proposal back: in that transaction, with the row locked."""

    def on_drop(self, row: Any, by: User | None, at: datetime) -> None:
        """What follows when a proposal ends without a decision: in that transaction, with the row locked."""

    def reviewer_context(self, row: Any, user: User, on: date) -> list[ReviewerContext]:
        """What a person who decides reads beside a proposal. Not everybody who sees that something waits may read all
        of it."""
        return []

    def previews(self, change: ProposedChange) -> list[Preview]:
        """Return previews of the public appearance now and after the proposal."""
        return []

    def words_of(self, name: str, value: Any) -> str:
        """The plain words of a value, whose sentences are those of who wrote them; empty of what is none."""
        return value if isinstance(value, str) else ""

    def points_raised(self, names: Iterable[str]) -> set[str]:
        """Points of the checklist that a change of some fields raises."""
        return {point for name in names for point in self.checklist.get(name, OF_WORDS)}

    def may_read(self, user: User, row: Any, on: date) -> bool:
        """Whether a person of the portal who does not decide on it reads what is proposed."""
        return True

    def written_by(self, user: AnyUser, keys: Collection[str]) -> Collection[str]:
        """Of some rows, by their keys, those whose proposed words a person wrote, whoever proposed them."""
        return ()

    def is_erased(self, row: Any) -> bool:
        """Whether the words of a row went lawfully with the personal data of who sent them."""
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, StreamValue):
        return value.get_prep_value()
    return value.name if hasattr(value, "name") else value


_reviewed: dict[type[Model], ReviewedModel] = {}


def register_reviewed_model(model: type[Model]) -> Callable[[type[ReviewedModel]], type[ReviewedModel]]:
    """Register a subclass of `ReviewedModel` for a model; registering a model twice is an error."""

    def register(rules: type[ReviewedModel]) -> type[ReviewedModel]:
        if model in _reviewed:
            message = f"{model.__name__} is registered twice."
            raise ValueError(message)
        _reviewed[model] = rules(model)
        return rules

    return register


def reviewed_model(model: type[Model]) -> ReviewedModel | None:
    """What is registered of a model; None where its rows are not public."""
    return _reviewed.get(model)


def reviewed_models() -> list[ReviewedModel]:
    """All that is registered."""
    return list(_reviewed.values())


class CityItems:
    """How the city portal takes up an item of another portal."""

    def sections(self) -> QuerySet[Page]:
        """Sections of the city portal that may hold it."""
        raise NotImplementedError

    def is_shown(self, page: Page) -> bool:
        """Whether the city portal shows the page already."""
        raise NotImplementedError

    def is_offered_by(self, user: AnyUser, page: Page) -> bool:
        """Whether a page is such an item, and the person offered it or wrote the original."""
        raise NotImplementedError

    def read(self, page: Page) -> dict[str, str]:
        """What the item would say of a public page, by field."""
        raise NotImplementedError

    def make(self, change: ProposedChange, approval: Approval, by: User | None, at: datetime) -> None:
        """Create the item, public by the approval that the board gave."""
        raise NotImplementedError


_city_items: list[CityItems] = []


def register_city_items(items: type[CityItems]) -> type[CityItems]:
    """Register how the city portal takes up items, once."""
    _city_items[:] = [items()]
    return items


def city_items() -> CityItems:
    """What was registered.

    Raises:
        LookupError: nothing was.
    """
    if not _city_items:
        raise LookupError
    return _city_items[0]
