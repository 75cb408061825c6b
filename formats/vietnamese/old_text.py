"""Text in encodings of former days (TCVN3, VNI, VISCII) where no screen converts it: refused, and offered in
Unicode."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from formats.errors import FormatRefused
from formats.vietnamese.legacy_conversion import in_unicode


class OldEncoding(FormatRefused):
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


def refuse_old_text(text: str) -> None:
    """Raises:
    OldEncoding: the text is in one.
    """
    (converted,), encodings = in_unicode([text])
    if encodings and converted != text:
        raise OldEncoding(converted, name=", ".join(encodings))
