"""House conventions of pages as Django system checks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import get_page_models

from home.models import BasePage, PortalContainerPage


@register()
def check_places(**kwargs: Any) -> list[CheckMessage]:
    """Every page type says where it may stand: a section takes whatever names it."""
    return [
        Error(
            f"{model.__name__} does not say where it may stand.",
            hint="Give it parent_page_types.",
            obj=model,
            id="home.E002",
        )
        for model in get_page_models()
        if issubclass(model, BasePage) and model.parent_page_types is None
    ]


@register()
def check_page_types(**kwargs: Any) -> list[CheckMessage]:
    """Every page type stands on BasePage: its address, its board, its portal depend on it."""
    return [
        Error(
            f"{model.__name__} is not a BasePage.",
            hint="Inherit from home.models.BasePage, so that nobody can publish it past the board.",
            obj=model,
            id="home.E001",
        )
        for model in get_page_models()
        if model._meta.label not in {"wagtailcore.Page", PortalContainerPage._meta.label}
        and not issubclass(model, BasePage)
    ]
