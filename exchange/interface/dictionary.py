"""The data dictionary (Decree 47/2020, now 278/2025): written from what writes the answers, so it cannot differ."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import override

from exchange.interface.columns import Column
from exchange.interface.endpoints import ENDPOINTS, VERSION, Endpoint
from exchange.interface.item_columns import FACTS
from exchange.interface.kinds import KINDS


def dictionary() -> dict[str, Any]:
    """Addresses with their parameters and columns, and the facts of each kind of item; words in each language."""
    return {
        "version": VERSION,
        "endpoints": [_endpoint(endpoint) for endpoint in ENDPOINTS],
        "kinds": [
            {
                "code": kind.code,
                "name": _in_languages(kind.model._meta.verbose_name),
                "facts": [_column(column) for column in FACTS[kind.code]],
            }
            for kind in KINDS
        ],
    }


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "path": f"/api/{VERSION}/{endpoint.path}",
        "label": _in_languages(endpoint.label),
        "list": endpoint.entries,
        "parameters": [{"name": one.name, "label": _in_languages(one.label)} for one in endpoint.parameters],
        "columns": [_column(column) for column in endpoint.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type.value,
        "label": _in_languages(column.label),
        "help": _in_languages(column.help),
        "values": [{"code": code, "label": _in_languages(label)} for code, label in column.choices],
        "parts": [_column(part) for part in column.parts],
    }


def _in_languages(words: Any) -> dict[str, str]:
    """Words in each language of the installation."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = capfirst(str(words))
    return said
