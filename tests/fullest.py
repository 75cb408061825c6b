"""The fullest pages: every block of the body, every field filled. For budgets, accessibility and search."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from home.forms import find_or_make_tags
from home.models import NewsArticlePage, SectionPage, SubjectField
from library.models import PortalDocument, PortalImage
from sites.models import Portal
from tests.factories import make_member


def make_image(portal: Portal, title: str = "Ảnh minh họa") -> PortalImage:
    """A picture in the portal's own collection, with alternative text."""
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 900), "#7a9e9f").save(buffer, "PNG")
    return PortalImage.objects.create(
        title=title,
        description=f"{title}: một mảng màu xanh",
        credit="Tổ Đồ họa",
        file=ContentFile(buffer.getvalue(), "anh.png"),
        width=1600,
        height=900,
        collection=portal.collection,
    )


def make_document(portal: Portal, name: str = "ke-hoach.pdf", content: bytes = b"%PDF-1.4 test") -> PortalDocument:
    """A file in the portal's own collection."""
    return PortalDocument.objects.create(title=name, file=ContentFile(content, name), collection=portal.collection)


def every_block(portal: Portal) -> list[dict[str, Any]]:
    """Raw stream data with each block of the body at least once, more than one picture."""
    pictures = [make_image(portal, f"Ảnh {number}") for number in range(1, 6)]
    file = make_document(portal)

    def figure(image: PortalImage, caption: str) -> dict[str, Any]:
        picture = {"image": image.pk, "decorative": False, "alt_text": image.description}
        return {"picture": picture, "caption": caption, "credit": ""}

    text = "<p>Bộ phận tiếp nhận làm việc từ 7 giờ 30. <b>Mang theo căn cước.</b></p><ul><li>Một</li><li>Hai</li></ul>"
    values: list[tuple[str, Any]] = [
        ("paragraph", text),
        ("heading", {"text": "Hồ sơ cần mang theo", "level": "2"}),
        ("heading", {"text": "Bản chính", "level": "3"}),
        (
            "quote",
            {"text": "Nhanh và đúng hẹn.", "speaker": "Bà Trần Thu Hà", "role": "Chánh Văn phòng", "occasion": "họp"},
        ),
        ("notice", {"level": "info", "title": "Nghỉ lễ", "text": "<p>Nghỉ ngày 02/9.</p>"}),
        ("notice", {"level": "warning", "title": "Đổi địa điểm", "text": "<p>Đến phòng số 2.</p>"}),
        ("accordion", {"items": [{"title": "Nộp ở đâu?", "text": "<p>Tại phường.</p>"}]}),
        ("figure", figure(pictures[0], "Quầy tiếp nhận.")),
        ("gallery", {"title": "Hình ảnh", "pictures": [figure(image, image.title) for image in pictures[1:4]]}),
        (
            "video",
            {
                "title": "Hướng dẫn nộp hồ sơ",
                "file": make_document(portal, "huong-dan.mp4", b"\x00\x00\x00\x18ftypmp42").pk,
                "poster": pictures[4].pk,
                "url": "",
                "captions": make_document(portal, "phu-de.vtt", b"WEBVTT\n").pk,
                "transcript": "<p>Lời hướng dẫn.</p>",
            },
        ),
        (
            "audio",
            {
                "title": "Bản tin phát thanh",
                "file": make_document(portal, "ban-tin.mp3", b"ID3").pk,
                "transcript": "<p>Nội dung bản tin.</p>",
            },
        ),
        (
            "table",
            {
                "table": {
                    "data": [["Địa bàn", "Số hồ sơ"], ["Bến Nghé", "1.204"], ["Đa Kao", "987"]],
                    "first_row_is_table_header": True,
                    "first_col_is_header": True,
                    "table_header_choice": "both",
                    "table_caption": "Hồ sơ đã giải quyết",
                    "cell": [],
                    "mergeCells": [],
                },
                "note": "Nguồn: bộ phận tiếp nhận.",
            },
        ),
        ("documents", {"title": "Tệp đính kèm", "documents": [{"document": file.pk, "title": "Kế hoạch"}]}),
        (
            "links",
            {
                "title": "Xem thêm",
                "links": [
                    {"title": "Dịch vụ công", "url": "https://dichvucong.example", "page": None, "text": "Nộp hồ sơ"},
                    {"title": "", "url": "", "page": portal.site.root_page_id, "text": ""},
                ],
            },
        ),
        (
            "contact",
            {
                "name": "Bộ phận tiếp nhận",
                "role": "",
                "unit": "Ủy ban nhân dân",
                "phone": "(028) 3000 0000",
                "email": "tiepnhan@phuong.example",
                "address": "1 Đường Số 1",
                "hours": "7 giờ 30 – 17 giờ",
            },
        ),
    ]
    return [{"type": name, "value": value} for name, value in values]


def full_values(portal: Portal) -> dict[str, Any]:
    """Values of a content page with everything an editor can fill."""
    return {
        "lead": "Hai câu nêu điều quan trọng nhất.",
        "source_agency": portal.governing_body,
        "author_name": "Minh Châu",
        "image": make_image(portal, "Ảnh đầu bài"),
        "image_caption": "Quang cảnh buổi sáng.",
        "body": every_block(portal),
    }


def full_article(portal: Portal, *, parent: SectionPage, title: str = "Bài có đủ mọi khối nội dung") -> NewsArticlePage:
    """A draft article with every block, fields, tags and a correction."""
    author = make_member(portal)
    page = NewsArticlePage(
        title=title, live=False, owner=author, correction_note="Số đúng là 3.", **full_values(portal)
    )
    parent.add_child(instance=page)
    page.subject_fields = list(SubjectField.objects.all()[:2])
    page.tags = find_or_make_tags(portal, ["Cải cách hành chính", "Chuyển đổi số"])
    page.save_revision(user=author)
    return page
