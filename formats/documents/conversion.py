"""Older and other formats of text documents, which LibreOffice saves as .docx where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from formats.documents.errors import SaveAsDocx
from formats.files import check_contents

CONVERTED: Final = frozenset({"doc", "odt", "rtf"})
# Seconds, of the clock: it has to start an office program.
PATIENCE: Final = 60
_PROGRAM: Final = "soffice"


def as_docx(content: bytes, ending: str) -> bytes:
    """Save a document as .docx.

    The program knows no key and no address of a database, and has a home of its own, which is deleted afterwards.

    Raises:
        ContentRefused: it is not of the format that its ending says, or holds what can do harm.
        SaveAsDocx: there is no program that can, or it failed.
    """
    check_contents(BytesIO(content), ending)
    program = shutil.which(_PROGRAM)
    if program is None:
        raise SaveAsDocx
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"document.{ending}"
        source.write_bytes(content)
        options = ["--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
        options += ["--convert-to", "docx", "--outdir", f"{folder}/out", str(source)]
        _run([program, *options], folder)
        found = Path(folder) / "out" / "document.docx"
        if not found.is_file():
            raise SaveAsDocx
        return found.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """Raises:
    SaveAsDocx: it took too long. What it started is ended with it.
    """
    quiet = subprocess.DEVNULL
    known = {"HOME": folder, "PATH": os.defpath}
    # Nothing of what it is given is a name or an option of somebody else.
    with subprocess.Popen(  # noqa: S603
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=known, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise SaveAsDocx from error
