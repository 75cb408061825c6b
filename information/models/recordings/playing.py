"""The mixin of pages that play what stands on channels of the agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from home.editing.embeds import policy_with
from sites.content_policy import CONTENT_POLICY

if TYPE_CHECKING:
    from django.http import HttpRequest


def outside_addresses(stream: Any) -> list[str]:
    """Where the recordings of a stream are that stand elsewhere."""
    return [block["value"].get("url") or "" for block in stream.raw_data if not block["value"].get("file")]


class PlayingPage:
    """A page that names addresses to play: they are in its context, and in its content policy alone."""

    def playable_urls(self) -> list[str]:
        """The addresses that this version names."""
        return []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)  # type: ignore[misc]  # mixed into pages
        players = (getattr(response, "context_data", None) or {}).get("players")
        if players:
            response.headers["Content-Security-Policy"] = policy_with(CONTENT_POLICY, players.values())
        return response
