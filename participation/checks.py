"""House conventions of personal data as Django system checks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from wagtail.search.index import Indexed
from wagtail.snippets.models import get_snippet_models

from participation.models import Consent, ConsentText, ContactView
from participation.personal_data.ciphers import sealed_models


@register()
def check_personal_tables_stay_out(**kwargs: Any) -> list[CheckMessage]:
    """Tables of personal data, and what else is sealed, are in no search, no index of references and no chooser."""
    snippets = set(get_snippet_models())
    tables: list[type[Model]] = [*sealed_models(), Consent, ConsentText, ContactView]
    return [
        Error(
            f"{model._meta.label} holds personal data, and is searched, referred to or chosen.",
            hint="Leave it out of the search index and of snippets, and set wagtail_reference_index_ignore.",
            id="participation.E001",
        )
        for model in tables
        if issubclass(model, Indexed)
        or model in snippets
        or not getattr(model, "wagtail_reference_index_ignore", False)
    ]
