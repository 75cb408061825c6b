"""Pictures, files, pages and addresses that an English page may have in the place of those of the Vietnamese one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models import Model, QuerySet
from wagtail.models import Page

from home.models import BasePage
from home.translations.errors import ChoiceRefused
from home.translations.segments import Override
from members.access.scope import scope_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_ADDRESS = 2000


def rows_to_choose(version: BasePage, model: type[Model], *, by: User, on: date) -> QuerySet[Any]:
    """Files of the portal of a page; pages of the person's portals, and public pages of others (decision 0051)."""
    if issubclass(model, Page):
        return model._default_manager.filter(scope_of(by, on=on).linkable_pages())
    record = get_directory().for_path(version.path)
    return model._default_manager.filter(collection=record.collection_id if record is not None else None)


def check_choice(version: BasePage, choice: Override, value: Any, *, by: User, on: date) -> None:
    """Refuse a value that the page may not show.

    Raises:
        ChoiceRefused: a row of another portal, or no address of the web.
    """
    if value is None:
        return
    if choice.model is not None:
        if not rows_to_choose(version, choice.model, by=by, on=on).filter(pk=value).exists():
            raise ChoiceRefused
        return
    try:
        MaxLengthValidator(LONGEST_ADDRESS)(value)
        URLValidator(schemes=("http", "https"))(value)
    except ValidationError as error:
        raise ChoiceRefused from error
