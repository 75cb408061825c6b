"""Recordings for machines: VideoObject and AudioObject of schema.org."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.utils.html import strip_tags

from home.publication.pictures import USES, address_of

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.blocks import StreamValue

    from sites.directory import PortalRecord


def recordings(
    stream: StreamValue, portal: PortalRecord | None, *, published_at: datetime | None
) -> list[dict[str, Any]]:
    """Each recording with where it is and what is said in it. Files are read with the rows of the page."""
    root = portal.root_url if portal else ""
    return [_recording(child.block_type, child.value, root, published_at) for child in stream]


def _recording(kind: str, value: Any, root: str, published_at: datetime | None) -> dict[str, Any]:
    file, poster = value.get("file"), value.get("poster")
    facts = {
        "@type": "AudioObject" if kind == "audio" else "VideoObject",
        "name": value["title"],
        "contentUrl": urljoin(f"{root}/", file.url) if file else value.get("url"),
        "thumbnailUrl": urljoin(f"{root}/", address_of(poster, USES["poster"].specs[0])) if poster else "",
        "uploadDate": published_at.isoformat() if published_at else "",
        "transcript": " ".join(unescape(strip_tags(str(value["transcript"]).replace("</p>", "</p> "))).split()),
    }
    return {name: fact for name, fact in facts.items() if fact}
