"""Conditions on rows of a tree (pages, collections) that stay flat, however many places they name.

Wagtail joins one condition for each place: with 150 places SQLite refuses the query (an expression may be a thousand
levels deep), PostgreSQL takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import Substr
from django.db.models.lookups import In
from wagtail.models import Page

from sites.directory import HOME_DEPTH

# So many places are looked up in the index of paths one by one; more of them in one pass over the table.
FEW = 10
HOME_PATH_LENGTH = HOME_DEPTH * Page.steplen


def below(paths: Iterable[str]) -> Q:
    """A condition on rows with a `path`: standing at one of these places or below it. One term for each depth."""
    roots = outermost(paths)
    if len(roots) <= FEW:
        return Q(*(("path__startswith", path) for path in roots), _connector=Q.OR) if roots else Q(pk__in=[])
    by_length: dict[int, list[str]] = defaultdict(list)
    for path in roots:
        by_length[len(path)].append(path)
    terms = (In(Substr(F("path"), 1, length), same) for length, same in sorted(by_length.items()))
    return Q(*terms, _connector=Q.OR)


def in_public_branch() -> Exists:
    """Condition on live pages: the home of their language is live, too. Below a home in review nothing is found."""
    return Exists(Page.objects.live().filter(path=Substr(OuterRef("path"), 1, HOME_PATH_LENGTH)))


def home_path(path: str) -> str:
    """Where the home stands below which a page stands, or which it is."""
    return path[:HOME_PATH_LENGTH]


def outermost(paths: Iterable[str]) -> list[str]:
    """The places that stand below no other of them, in order."""
    roots: list[str] = []
    for path in sorted(set(paths)):
        if not roots or not path.startswith(roots[-1]):
            roots.append(path)
    return roots


def ancestors(path: str, *, step: int) -> list[str]:
    """Paths of the rows above a place, the root first."""
    return [path[:end] for end in range(step, len(path), step)]


def content_type_of(model: type[Model]) -> ContentType:
    """The type that approvals of a row carry: one for all pages."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)
