"""House conventions of portals as Django system checks."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from sites.models import Portal


def belongs_to_a_portal(model: type[Model]) -> bool:
    """Whether a model has a key to a portal, under the name that says whose the row is."""
    return any(field.name == "portal" and field.related_model is Portal for field in model._meta.concrete_fields)


@register()
def check_scoped_managers(**kwargs: Any) -> list[CheckMessage]:
    """Rows of each model with a portal can be asked for by portal."""
    return [
        Error(
            f"{model._meta.label} has a portal, and its manager has no for_portal().",
            hint="Make its manager from audit.models.portal_scoped.PortalScopedQuerySet.",
            obj=model,
            id="portals.E006",
        )
        for model in apps.get_models(include_auto_created=True)
        if belongs_to_a_portal(model) and not callable(getattr(model._default_manager, "for_portal", None))
    ]
