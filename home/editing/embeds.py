"""Broadcasts and recordings of other hosts, played on a page once a reader asks for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

# What a browser plays by itself.
MEDIA_ENDINGS: Final = (".mp4", ".webm", ".m3u8", ".mp3")
FRAME, MEDIA = "frame", "media"

_YOUTUBE_KEY: Final = re.compile(r"[\w-]{11}", re.ASCII)
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Player:
    """How a broadcast or recording is shown on a page.

    Attributes:
        kind: "frame": a page of its host in a frame; "media": a file that the browser plays by itself.
        source: address that is loaded, on a reader's click and not before.
        host: whom the browser asks then.
    """

    kind: str
    source: str
    host: str

    @property
    def origin(self) -> str:
        """What the policy of the page lets browsers load from."""
        return f"https://{self.host}"


def player_for(url: str, *, allowed: Collection[str]) -> Player | None:
    """The player of an address; None: its host is none of the allowed ones, or nothing there can be shown in a page.

    Encrypted addresses only, without a port or a name of a user. YouTube and Facebook have addresses for frames, which
    are on hosts that go with theirs; YouTube's is the one that sets no cookies.
    """
    parts = _parts(url)
    if parts is None or bare_host(parts.hostname or "") not in {bare_host(host) for host in allowed}:
        return None
    host = parts.hostname or ""
    if parts.path.lower().endswith(MEDIA_ENDINGS):
        return Player(MEDIA, url, host)
    if bare_host(host) == "youtube.com":
        key = _youtube_key(parts)
        return (
            Player(FRAME, f"https://www.youtube-nocookie.com/embed/{key}", "www.youtube-nocookie.com") if key else None
        )
    if bare_host(host) == "facebook.com":
        return Player(
            FRAME, f"https://www.facebook.com/plugins/video.php?href={quote(url, safe='')}", "www.facebook.com"
        )
    return Player(FRAME, url, host)


def hosts_of(urls: Iterable[str]) -> frozenset[str]:
    """The hosts of some addresses, as they are compared; what is no encrypted address has none."""
    return frozenset(bare_host(parts.hostname or "") for parts in map(_parts, urls) if parts is not None)


def bare_host(host: str) -> str:
    """A host without "www.": both are one to whoever names it. The short names of YouTube and Facebook are theirs."""
    bare = host.lower().removeprefix("www.")
    return {"youtu.be": "youtube.com", "m.youtube.com": "youtube.com", "fb.watch": "facebook.com",
            "m.facebook.com": "facebook.com"}.get(bare, bare)  # fmt: skip


def policy_with(policy: str, players: Collection[Player]) -> str:
    """A content policy that lets one page load from the hosts of its players as well, each for what it is."""
    frames = sorted({player.origin for player in players if player.kind == FRAME})
    media = sorted({player.origin for player in players if player.kind == MEDIA})
    added = [
        " ".join([directive, "'self'", *origins])
        for directive, origins in (("frame-src", frames), ("media-src", media))
        if origins
    ]
    return "; ".join([policy, *added])


def _parts(url: str) -> SplitResult | None:
    """The parts of an address that may be played; the host is one that can stand in a policy as it is."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    is_plain = parts.scheme == "https" and port is None and parts.username is None
    return parts if is_plain and _HOST.fullmatch(parts.hostname or "") else None


def _youtube_key(parts: SplitResult) -> str:
    """The key of a video or broadcast; empty for other pages of YouTube."""
    steps = [step for step in parts.path.split("/") if step]
    key = ""
    if bare_host(parts.hostname or "") == "youtube.com" and parts.path == "/watch":
        key = parse_qs(parts.query).get("v", [""])[0]
    elif len(steps) == 1 and (parts.hostname or "").endswith("youtu.be"):
        key = steps[0]
    elif len(steps) == 2 and steps[0] in {"live", "embed", "shorts"}:
        key = steps[1]
    return key if _YOUTUBE_KEY.fullmatch(key) else ""
