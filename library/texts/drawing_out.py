"""Text of a file by its pages or sheets, drawn out by a process of its own with bounds of time, memory and size."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from library.enums import ReadingState
from library.texts.text_program import DAMAGED, LOCKED, TOO_LARGE

ENDINGS: Final = frozenset({"pdf", "docx", "xlsx", "odt", "ods"})
# Seconds, of the clock.
PATIENCE: Final = 60
# Below so many letters a page of a PDF counts as a picture: a scanner adds a stamp or a number.
LEAST_LETTERS: Final = 20
# Of its pages, as many must be pictures for a file to be a scan.
_SHARE_OF_A_SCAN: Final = 0.5
_PROGRAM: Final = Path(__file__).with_name("text_program.py")
_STATES: Final = {DAMAGED: ReadingState.DAMAGED, LOCKED: ReadingState.LOCKED, TOO_LARGE: ReadingState.TOO_LARGE}
# Letters of what a program says that did not run.
_MOST_SAID: Final = 500


class DrawingOutFailed(Exception):
    """The program that reads files did not run."""


@dataclass(frozen=True, slots=True)
class FileText:
    """What was drawn out of a file.

    Attributes:
        parts: label and text of each page or sheet: its number or name; empty where a file has no such parts.
        pictures: pages of a PDF without text.
    """

    state: ReadingState
    parts: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0


def draw_out(content: bytes, ending: str) -> FileText:
    """Draw the text out of a file. Whatever it holds, this does not fail: the state says why there is no text.

    The process knows no key and no address of a database.

    Raises:
        DrawingOutFailed: the program did not run; that says nothing of the file.
        OSError: the system has no room for another process.
    """
    if ending not in ENDINGS:
        return FileText(ReadingState.NO_TEXT_FORMAT)
    command = [sys.executable, "-I", str(_PROGRAM), ending]
    try:
        # Nothing of what it is given is a name or an option.
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, env={}, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return FileText(ReadingState.INTERRUPTED)
    if done.returncode == -signal.SIGXCPU:
        return FileText(ReadingState.TOO_LARGE)  # on any machine
    if done.returncode < 0:
        return FileText(ReadingState.INTERRUPTED)  # ended by the system, which may have lacked memory for others
    if done.returncode:
        if done.returncode not in _STATES:
            raise DrawingOutFailed(done.stderr.decode(errors="replace")[-_MOST_SAID:])
        return FileText(_STATES[done.returncode])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    parts = [(line["label"], line["text"]) for line in lines if "text" in line]
    pictures = sum(len(text.strip()) < LEAST_LETTERS for _label, text in parts) if ending == "pdf" else 0
    if parts and pictures > len(parts) * _SHARE_OF_A_SCAN:
        state = ReadingState.SCAN
    else:
        state = ReadingState.CUT if any(line.get("cut") for line in lines) else ReadingState.READ
    return FileText(state, [(label, text) for label, text in parts if text.strip()], pictures)
