"""Text in encodings of former days (TCVN3, VNI, VISCII) where no screen converts it: refused, and offered in Unicode.

How such text is told and read belongs to the app of pages, which registers it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from sites.errors import PortalRefusal

# Text in, the same in Unicode and the names of the old encodings out; no names for text as it should be.
Reader = Callable[[str], tuple[str, Sequence[str]]]

_readers: list[Reader] = []


class OldEncoding(PortalRefusal):
    """Attributes:
    in_unicode: the text as it should be.
    """

    code = "old_encoding"
    message = _(
        "This is in the old encoding %(name)s, which readers cannot read. If this is what it says, put it in its "
        "place: “%(text)s”"
    )

    def __init__(self, in_unicode: str, *, name: str) -> None:
        super().__init__(in_unicode, name)
        self.in_unicode, self.name = in_unicode, name

    def __str__(self) -> str:
        return str(self.message) % {"name": self.name, "text": self.in_unicode}


def register_old_text_reader(read: Reader) -> None:
    _readers.append(read)


def refuse_old_text(text: str) -> None:
    """Raises:
    OldEncoding: the text is in one.
    """
    for read in _readers:
        converted, encodings = read(text)
        if encodings and converted != text:
            raise OldEncoding(converted, name=", ".join(encodings))


__all__ = ["OldEncoding", "refuse_old_text", "register_old_text_reader"]
