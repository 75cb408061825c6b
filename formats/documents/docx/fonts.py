"""Letters in fonts of former days: TCVN3 (".VnTime") and VNI ("VNI-Times") show other letters than the file holds."""

from __future__ import annotations

import re
from typing import Final

from formats.vietnamese.legacy_encodings import READERS
from formats.vietnamese.text import to_nfc

_TCVN3: Final = re.compile(r"\.Vn", re.IGNORECASE)
_VNI: Final = re.compile(r"VNI[- ]", re.IGNORECASE)
# Of TCVN3, fonts whose small letters look like capitals: ".VnTimeH".
_CAPITALS: Final = re.compile(r"\.Vn.*H", re.DOTALL)

# Signs of Word's symbol fonts by their place in the font.
_SYMBOLS: Final = {
    "symbol": {0xB7: "•", 0xB0: "°", 0xB4: "×", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xAE: "→", 0xB9: "≠"},
    "wingdings": {0xFC: "✓", 0xA8: "☐", 0xFE: "☑", 0xFD: "☒", 0xA7: "▪", 0xD8: "➢", 0xE0: "→", 0x6F: "☐", 0x28: "☎"},
}


def encoding_of_font(font: str) -> str:
    """The encoding that a font shows, "TCVN3" or "VNI"; empty for one that shows Unicode."""
    if _TCVN3.match(font):
        return "TCVN3"
    return "VNI" if _VNI.match(font) else ""


def shown_in_font(text: str, font: str) -> str:
    """Letters as a font of former days shows them, in Unicode. Text that is Unicode already stays as it is."""
    encoding = encoding_of_font(font)
    if not encoding or any(letter.isalpha() and letter > "ÿ" for letter in to_nfc(text)):
        return text
    shown = READERS[encoding](text)
    return shown.upper() if _CAPITALS.fullmatch(font) else shown


def symbol(font: str, code: str) -> str:
    """The character for a sign of a symbol font; empty where we know none."""
    try:
        place = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get(font.lower(), {}).get(place, "")
