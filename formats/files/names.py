"""Endings of names, and what is told by them alone."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

# What a computer runs, installs or mounts when somebody opens it, and pages that run scripts from a local folder.
PROGRAM_ENDINGS: Final = frozenset(
    {
        "apk", "app", "appx", "bat", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "gadget", "hta", "htm", "html",
        "inf", "iso", "jar", "js", "jse", "lnk", "mht", "mhtml", "msc", "msi", "msix", "msp", "mst", "pif", "ps1",
        "psm1", "reg", "scf", "scr", "sct", "settingcontent-ms", "sh", "svg", "sys", "url", "vb", "vbe", "vbs", "vhd",
        "vhdx", "wsc", "wsf", "wsh", "xht", "xhtml", "xll",
    }
)  # fmt: skip
# Documents that are there to hold macros.
MACRO_ENDINGS: Final = frozenset(
    {"docm", "dotm", "xlsm", "xltm", "xlam", "xla", "pptm", "potm", "ppsm", "ppam", "sldm", "ppa", "bas"}
)


def ending_of_name(name: str) -> str:
    """`docx` of “Kế hoạch.DOCX”; empty where there is none."""
    return PurePosixPath(name.replace("\\", "/").rstrip(" .")).suffix.lower().lstrip(".")
