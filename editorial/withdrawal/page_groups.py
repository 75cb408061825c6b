"""Pages that are withdrawn together: those below one, its other languages, and items of the city that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

from adminviews.hidden_inputs import numbers
from editorial.errors import TooManyPages
from sites.directory import HOME_DEPTH, get_directory

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from editorial.models import ProposedChange


# Pages that go with one decision: more than anybody has looked at is a matter of suspending the portal.
TAKEN_TOGETHER = 50
# What a proposal to take a page off keeps among its values: whether its versions in other languages go, the keys of all
# pages that go, as the proposer saw them, and that of the page that takes its place, where one was named.
WITH_VERSIONS, PAGES, SUCCESSOR = "with_versions", "pages", "successor"


def is_fixed(page: Page) -> bool:
    """Whether code made the page and no board takes it off the public: containers and homes."""
    return page.depth <= HOME_DEPTH


def goes_together(page: Page, *, with_versions: bool) -> list[Page]:
    """Public pages that go with a page, itself first: those below it, and its versions in other languages with what
    stands below them."""
    roots = [page]
    if with_versions:
        roots += public_versions(page)
    below = Q(pk__in=[])
    for root in roots:
        below |= Q(path__startswith=root.path)
    # Screens name the language of each.
    pages = list(Page.objects.live().filter(below).select_related("locale").order_by("path"))
    return sorted(pages, key=lambda found: (found.pk != page.pk, found.path))


def goes_in_other_languages(page: Page) -> list[Page]:
    """Public pages that go with a page only where its versions in other languages go as well."""
    without = {one.pk for one in goes_together(page, with_versions=False)}
    return [one for one in goes_together(page, with_versions=True) if one.pk not in without]


def public_versions(page: Page) -> list[Page]:
    """Public versions of a page in other languages."""
    others = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return [version for version in others.order_by("path") if not is_fixed(version)]


def goes_by_proposal(change: ProposedChange) -> list[Page]:
    """Public pages that go when a proposal to take one off is made, itself first; none where it is not public any
    more."""
    page = Page.objects.live().filter(pk=change.object_id).first()
    return goes_together(page, with_versions=change.values.get(WITH_VERSIONS, False)) if page is not None else []


def successor_by_proposal(change: ProposedChange) -> Page | None:
    """The page that takes the place of one that a proposal takes off; None where none was named, or it is not public on
    the portal any more."""
    page = Page.objects.live().filter(pk=change.values.get(SUCCESSOR)).first()
    return page if page is not None and stands_on(page, change.portal_id) else None


def stands_on(page: Page, portal_id: int) -> bool:
    record = get_directory().for_path(page.path)
    return record is not None and record.id == portal_id


def more_goes(change: ProposedChange, pages: Iterable[Page]) -> bool:
    """Whether more pages would go than a proposal names. Pure."""
    return not {page.pk for page in pages} <= {int(change.object_id), *change.values.get(PAGES, [])}


def refuse_too_many(pages: list[Page]) -> None:
    """Refuse to let more pages go than one decision can take.

    Raises:
        TooManyPages: see above.
    """
    if len(pages) > TAKEN_TOGETHER:
        raise TooManyPages(count=len(pages), limit=TAKEN_TOGETHER)


# Types of pages, and the field that names the page they stand for.
_stand_ins: dict[type[Page], str] = {}


def register_stand_ins(model: type[Page], field: str) -> None:
    """Register a type of page that may stand for another by one of its fields."""
    _stand_ins[model] = field


def original_of(page: Page) -> int | None:
    """Key of the page that an item stands for, as it is in memory; None where it stands for none."""
    field = _stand_ins.get(type(page))
    return getattr(page, f"{field}_id") if field else None


def original_in_latest_version(page: Page) -> int | None:
    """Return the original that the latest stored version of an item names; None for other types of pages."""
    field = _stand_ins.get(page.specific_class) if page.specific_class else None
    if field is None:
        return None
    contents = Page.objects.filter(pk=page.pk).values_list(f"latest_revision__content__{field}", flat=True)
    key: int | None = contents.first()
    return key


def original_sent(page: Page, sent: Mapping[str, str]) -> int | None:
    """Return the original that was chosen in the editor of an item, from the sent form."""
    field = _stand_ins.get(page.specific_class) if page.specific_class else None
    keys = numbers([sent.get(field, "")]) if field else None
    return next(iter(keys), None) if keys else None


def stand_ins_for(keys: Iterable[int]) -> PageQuerySet:
    """Items that stand for some pages, public or not."""
    keys, found = list(keys), Q(pk__in=[])
    for model, field in _stand_ins.items():
        found |= Q(pk__in=model.objects.filter(**{f"{field}__in": keys}).order_by().values("pk"))
    return Page.objects.filter(found)
