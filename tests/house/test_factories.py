"""Factories build each world once, and what they publish at less cost is published as by a review."""

from collections.abc import Callable, Iterator
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from wagtail.models import Page, ReferenceIndex, Revision

from editorial.models import Approval
from home.models import NewsArticlePage, PublicationDeadline
from search.models import SearchEntry
from tests import factories, fullest
from tests.factories import make_article
from tests.information import factories as of_information
from tests.isolation.rows import undone
from tests.participation import factories as of_participation
from tests.qa import factories as of_questions
from tests.raw_rows import read_rows

FACTORIES = (factories, fullest, of_information, of_participation, of_questions)
# Call others, and write nothing themselves.
COMPOSED = {"make_city", "make_report", "make_report_due_soon", "make_question"}
# What the public sees, and what it follows from. Approvals and events of the review are its own.
PUBLIC = (Page, NewsArticlePage, Revision, Approval, SearchEntry, ReferenceIndex, PublicationDeadline)


def builders(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(module).items():
        if name.startswith("make_") and value.__module__ == module.__name__:
            yield name, value


def test_factories_are_remembered():
    """Else each test builds the same rows again, and so does whatever comes after them (`tests.remembering`)."""
    found = {name: build for module in FACTORIES for name, build in builders(module)}
    assert [name for name, build in found.items() if not hasattr(build, "__wrapped__") and name not in COMPOSED] == []
    assert len(found) > 15


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """Whether there is a time; not which. Versions hold times in their content: their hash stands in the approval."""
    return {
        name: value is not None if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in {"content", "translation_key"}
    }


# PostgreSQL numbers on after a rollback.
@pytest.mark.sqlite
@pytest.mark.django_db
def test_page_that_is_published_without_a_review_is_public_as_one_that_was_reviewed(district):
    def rows(*, reviewed: bool) -> dict[Any, list[dict[str, Any]]]:
        with undone():
            make_article(district, "Tin", reviewed=reviewed)
            return {model: [comparable(row) for row in read_rows(model)] for model in PUBLIC}

    reviewed, approved = rows(reviewed=True), rows(reviewed=False)
    for model in PUBLIC:
        assert approved[model] == reviewed[model], model
