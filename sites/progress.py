"""How far a long command has come: a bar where somebody watches, plain lines in a log."""

from __future__ import annotations

import time
from typing import Final

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

BAR_WIDTH: Final = 30
# In a log, one line for so many steps.
LINE_EVERY: Final = 50


class Progress:
    """Told after each step; writes to the error stream, so that the output stays clean."""

    def __init__(self, total: int, stream: OutputWrapper) -> None:
        self.total, self.stream = total, stream
        self.is_watched = stream.isatty()
        self.done = 0
        self.began = time.monotonic()

    def step(self, label: str, *, count: int = 1) -> None:
        """One more is done, or several at once; the label says which."""
        lines = self.done // LINE_EVERY
        self.done += count
        if self.is_watched:
            self._draw(label)
        elif self.done // LINE_EVERY > lines or self.done == self.total:
            self._write(_("%(done)d of %(total)d") % {"done": self.done, "total": self.total} + "\n")

    def close(self) -> None:
        """Leave the line of the bar."""
        if self.is_watched and self.done:
            self._write("\n")

    def _draw(self, label: str) -> None:
        filled = BAR_WIDTH * self.done // self.total
        left = (time.monotonic() - self.began) / self.done * (self.total - self.done)
        line = _("[%(bar)s] %(done)d of %(total)d, %(left)d s left: %(label)s") % {
            "bar": "#" * filled + "." * (BAR_WIDTH - filled),
            "done": self.done,
            "total": self.total,
            "left": round(left),
            "label": label,
        }
        # Clears what a longer label left of the line before.
        self._write(f"\r\x1b[K{line}")

    def _write(self, text: str) -> None:
        self.stream.write(text, str, ending="")
        self.stream.flush()
