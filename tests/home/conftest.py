"""Fixtures that several modules of the tests of pages ask for."""

import io

import pytest
from PIL import Image


@pytest.fixture
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made of a picture is the same for a small one, and takes a tenth of the time."""
    buffer = io.BytesIO()
    Image.new("RGB", (160, 90), "#7a9e9f").save(buffer, "PNG")
    monkeypatch.setattr("tests.fullest.green_field", buffer.getvalue)
