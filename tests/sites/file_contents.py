"""Refusals of uploaded files, as tests read them."""

import io

from sites.errors.contents import ContentRefused
from sites.file_contents import check_contents


def refusal(content: bytes, ending: str) -> str:
    """The code of the refusal; empty where the file is taken."""
    try:
        check_contents(io.BytesIO(content), ending)
    except ContentRefused as error:
        assert str(error)
        return error.code
    return ""
