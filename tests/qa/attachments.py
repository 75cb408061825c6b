"""Files that the tests of questions attach."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

NAME = "CCCD Nguyễn Thị DấuTên.png"


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return content.getvalue()


def upload(name=NAME, content=None):
    return SimpleUploadedFile(name, picture() if content is None else content)
