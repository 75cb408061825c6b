"""What a browser sends of the forms of the admin."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client


def form_of(client: Client, address: str) -> dict[str, str]:
    """What the form of a screen would send untouched."""
    soup = BeautifulSoup(client.get(address, follow=True).content, "html.parser")
    values = {}
    for field in soup.select("form input[name], form textarea[name], form select[name]"):
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or (
                None if field.has_attr("multiple") else field.select_one("option")
            )
            if chosen:
                values[field["name"]] = chosen["value"]
            continue
        values[field["name"]] = field.text if field.name == "textarea" else field.get("value", "")
    return values


def draftail(*entities: tuple[str | None, Any]) -> str:
    """Rich text as the editor posts it, each entity over one letter."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a1", "text": "abc", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                    "entityRanges": [{"offset": number, "length": 1, "key": number} for number in range(len(entities))],
                }
            ],
            "entityMap": {
                str(number): {"type": kind, "mutability": "MUTABLE", "data": data}
                for number, (kind, data) in enumerate(entities)
            },
        }
    )  # fmt: skip
