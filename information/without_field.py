"""What should stand under a field and is public under none: from before one was asked for (Regulation 4.2).

They stay public; the board is asked again only with a field.
"""

from __future__ import annotations

from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from wagtail.models import Page, get_page_models

from home.models import ContentPage
from home.serving.addresses import PlainPage
from sites.directory import PortalRecord
from sites.tree import in_public_branch

LISTED: Final = 50


def public_without_field(portal: PortalRecord) -> list[PlainPage]:
    """Public pages of a portal under no field though their kind asks for one, the newest first."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage) and model.needs_field]
    pages = Page.objects.live().filter(
        in_public_branch(),
        path__startswith=portal.container_path,
        content_type__in=ContentType.objects.get_for_models(*models).values(),
    )
    for model in models:
        links = model.subject_fields.through.objects.filter(**{f"{model._meta.model_name}_id": OuterRef("pk")})
        pages = pages.filter(~Exists(links))
    return [PlainPage.of(page) for page in pages.order_by("-first_published_at", "-pk")[:LISTED]]
