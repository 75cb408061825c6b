"""Refusals of uploaded files, as tests read them."""

import io

from formats.files import check_contents
from formats.files.errors import ContentRefused


def refusal(content: bytes, ending: str) -> str:
    """The code of the refusal; empty where the file is taken."""
    try:
        check_contents(io.BytesIO(content), ending)
    except ContentRefused as error:
        assert str(error)
        return error.code
    return ""
