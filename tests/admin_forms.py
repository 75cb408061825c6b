"""What a browser sends of the forms of the admin."""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils.datastructures import MultiValueDict
from wagtail.api.v3.form_data import flatten_block_value
from wagtail.blocks.base import Block, BlockField
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock


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


def whole_form_of(client: Client, address: str) -> dict[str, Any]:
    """What the editor of a page would send untouched, the blocks of its streams included."""
    form = client.get(address).context["form"]
    sent: MultiValueDict[str, Any] = MultiValueDict()
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, BlockField):
            flatten_block_value(field.block, _without_keys(field.block, value.get_prep_value()), name, sent)
        else:
            sent[name] = value
    for management in (formset.management_form for formset in form.formsets.values()):
        sent.update({management.add_prefix(name): management[name].value() for name in management.fields})
    return {name: _as_sent(value) for name, value in _plain(sent)}


def _without_keys(block: Block, raw: Any) -> Any:
    """Raw data of blocks as Wagtail's helper takes it: lists of values."""
    if isinstance(block, BaseStreamBlock):
        return [child | {"value": _without_keys(block.child_blocks[child["type"]], child["value"])} for child in raw]
    if isinstance(block, ListBlock):
        return [_without_keys(block.child_block, item["value"]) for item in raw]
    if isinstance(block, BaseStructBlock):
        return {name: _without_keys(child, raw.get(name)) for name, child in block.child_blocks.items()}
    return raw


def _as_sent(value: Any) -> Any:
    if isinstance(value, list):
        return [getattr(one, "pk", one) for one in value]
    return "" if value in {None, False} else getattr(value, "pk", value)


def _plain(sent: MultiValueDict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Without what Wagtail's helper tells of the values, and without choices that nobody made."""
    for name, value in sent.items():
        if not name.startswith("__") and value != []:
            yield name, value


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
