"""Body blocks as they stand in the files → the raw data of a stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.utils import timezone

from cityportal.demo.content import Row, pictures
from cityportal.demo.media import Shelf


def stream(blocks: Iterable[dict[str, Any]], shelf: Shelf, *, language: str = "vi") -> str:
    """JSON of a body stream."""
    return json.dumps(body_blocks(blocks, shelf, language=language))


def body_blocks(blocks: Iterable[dict[str, Any]], shelf: Shelf, *, language: str) -> list[Row]:
    """Blocks of a body. Each block of a file is a mapping with one key, its name."""
    raw = []
    for block in blocks:
        (name, value), *_rest = block.items()
        raw.append(entry(name, _CONVERTERS[name](value, shelf, language)))
    return raw


def picture_stream(galleries: Iterable[Row], shelf: Shelf, *, language: str = "vi") -> str:
    """JSON of the pictures of a gallery page, from its gallery blocks."""
    figures = [picture for gallery in galleries for picture in gallery["pictures"]]
    return json.dumps([entry("figure", _figure(figure, shelf, language)) for figure in figures])


def task_stream(tasks: Iterable[Row], *, pages: dict[str, int]) -> str:
    """JSON of what citizens come to do; `pages` gives the page of each section by its slug."""
    return json.dumps(
        [
            entry(
                "task",
                {
                    "icon": task["icon"],
                    "title": task["title"],
                    "text": task["text"],
                    "view": task.get("view", ""),
                    "page": pages[task["section"]] if "section" in task else None,
                    "url": task.get("url", ""),
                },
            )
            for task in tasks
        ]
    )


def band_stream(codes: Iterable[str]) -> str:
    """JSON of the bands of a home, from top to bottom."""
    return json.dumps([entry(code, None) for code in codes])


def opening_stream(times: Iterable[Row]) -> str:
    """JSON of the opening times of a counter, from the first to the last of some days."""
    return json.dumps(
        [
            entry(
                "time",
                {
                    "first": str(time["days"][0]),
                    "last": str(time["days"][1]),
                    "opens": f"{time['from']}:00",
                    "closes": f"{time['to']}:00",
                },
            )
            for time in times
        ]
    )


def document_entries(items: Iterable[Row], shelf: Shelf) -> list[Row]:
    """Files of the portal's library with the titles that they have here."""
    return [{"document": shelf.document(item["file"]).pk, "title": item["title"]} for item in items]


def entry(name: str, value: Any) -> Row:
    """A block as a stream keeps it."""
    return {"type": name, "value": value, "id": str(uuid4())}


def _items(values: Iterable[Any]) -> list[Row]:
    return [entry("item", value) for value in values]


def _plain(*keys: str) -> Callable[[Row, Shelf, str], Row]:
    """A block whose values are taken as they are; what is not given is empty."""
    return lambda value, shelf, language: {key: value.get(key) or "" for key in keys}


def _figure(value: Row, shelf: Shelf, language: str) -> Row:
    image = shelf.image(value["image"])
    alt_text = value.get("alt") or pictures()[value["image"]][f"alt_{language}"]
    return {
        "picture": {"image": image.pk, "decorative": False, "alt_text": alt_text},
        "caption": value.get("caption") or "",
        "credit": value.get("credit") or "",
    }


def _table(value: Row, shelf: Shelf, language: str) -> Row:
    table = {
        "data": [[str(cell) for cell in row] for row in value["rows"]],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": bool(value.get("header_row")),
        "first_col_is_header": bool(value.get("header_column")),
        "table_caption": value["caption"],
    }
    return {"table": table, "note": value.get("note") or ""}


def _links(value: Row, shelf: Shelf, language: str) -> Row:
    links = _items(
        {"title": link["title"], "page": None, "url": link["url"], "text": link.get("text") or ""}
        for link in value["links"]
    )
    return {"title": value.get("title") or "", "links": links}


def _poll(value: Row, shelf: Shelf, language: str) -> Row:
    """A poll whose last day is counted from today."""
    return {
        "question": value["question"],
        "choices": _items(value["choices"]),
        "several": bool(value.get("several")),
        "closes_on": (timezone.localdate() + timedelta(days=value["days"])).isoformat(),
    }


_CONVERTERS: Final[dict[str, Callable[[Any, Shelf, str], Any]]] = {
    "paragraph": lambda value, shelf, language: value,
    "heading": lambda value, shelf, language: {"text": value["text"], "level": str(value["level"])},
    "figure": _figure,
    "gallery": lambda value, shelf, language: {
        "title": value.get("title") or "",
        "pictures": _items(_figure(picture, shelf, language) for picture in value["pictures"]),
    },
    "table": _table,
    "quote": _plain("text", "speaker", "role", "occasion"),
    "notice": _plain("level", "title", "text"),
    "documents": lambda value, shelf, language: {
        "title": value.get("title") or "",
        "documents": _items(document_entries(value["documents"], shelf)),
    },
    "accordion": lambda value, shelf, language: {
        "items": _items({"title": item["title"], "text": item["text"]} for item in value["items"])
    },
    "links": _links,
    "poll": _poll,
    "contact": _plain("name", "role", "unit", "phone", "email", "address", "hours"),
}
