"""The fullest pages: every block of the body, every field filled. For budgets, accessibility and search."""

import io
from datetime import date
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page

from home.blocks.tasks import TASK_ICONS
from home.editing.forms import find_or_make_tags
from home.models import (
    ContactPage,
    GalleryPage,
    InformationPage,
    LinkedItemPage,
    NewsArticlePage,
    OrganisationUnitPage,
    PersonPage,
    PortalHomePage,
    SectionPage,
    SubjectField,
)
from information.models import StatisticsReportPage
from library.models import PortalDocument, PortalImage
from sites.models import Portal
from tests.factories import AT, make_member
from tests.remembering import remembered

# What no line can hold at once: addresses of files and of pages elsewhere.
UNBROKEN = "quyet-dinh-so-05-2024-qd-ubnd-ban-hanh-quy-che-quan-ly-van-hanh-va-khai-thac-cong-thong-tin-dien-tu"
LONG_TITLE = (
    "Thông báo về việc niêm yết công khai kết quả kiểm tra hồ sơ đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền"
    " sở hữu nhà ở và tài sản khác gắn liền với đất lần đầu trên địa bàn phường"
)


@cache
def green_field() -> bytes:
    """A picture of one colour: small, since what is made of it takes the longer the larger it is."""
    buffer = io.BytesIO()
    Image.new("RGB", (320, 180), "#7a9e9f").save(buffer, "PNG")
    return buffer.getvalue()


@remembered
def make_image(portal: Portal, title: str = "Ảnh minh họa") -> PortalImage:
    """A picture in the portal's own collection, with alternative text. Pages share it: its files are made once."""
    present = PortalImage.objects.filter(collection=portal.collection, title=title).first()
    if present is not None:
        return present
    return PortalImage.objects.create(
        title=title,
        description=f"{title}: một mảng màu xanh",
        credit="Tổ Đồ họa",
        file=ContentFile(green_field(), "anh.png"),
        width=1600,
        height=900,
        collection=portal.collection,
    )


@remembered
def make_document(portal: Portal, name: str = "ke-hoach.pdf", content: bytes = b"%PDF-1.4 test") -> PortalDocument:
    """A file in the portal's own collection, made once like a picture."""
    present = PortalDocument.objects.filter(collection=portal.collection, title=name).first()
    return present or PortalDocument.objects.create(
        title=name, file=ContentFile(content, name), file_size=len(content), collection=portal.collection
    )


CONTACT = {
    "address": "Số 1 Đường Số 1, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
    "phone": "(028) 3000 0000",
    "email": "bophantiepnhanvatraketqua.uybannhandanphuongbennghe@quan1.example",
    "hours": "7 giờ 30 – 11 giờ 30, 13 giờ – 17 giờ, thứ Hai đến thứ Sáu",
}


def every_block(portal: Portal) -> list[dict[str, Any]]:
    """Raw stream data with each block of the body at least once, more than one picture."""
    pictures = [make_image(portal, f"Ảnh {number}") for number in range(1, 6)]
    file = make_document(portal)

    def figure(image: PortalImage, caption: str) -> dict[str, Any]:
        picture = {"image": image.pk, "decorative": False, "alt_text": image.description}
        return {"picture": picture, "caption": caption, "credit": ""}

    home_id = portal.site.root_page_id
    text = (
        "<p>Bộ phận tiếp nhận làm việc từ 7 giờ 30. <b>Mang theo căn cước.</b> Phòng rộng 40 m<sup>2</sup>; xem"
        f' <a linktype="page" id="{home_id}">trang đầu</a>, <a linktype="document" id="{file.pk}">kế hoạch</a> và'
        f' <a href="https://dichvucong.example/{UNBROKEN}">https://dichvucong.example/{UNBROKEN}</a>.</p>'
        "<ul><li>Một</li><li>Hai</li></ul><ol><li>Nộp hồ sơ</li><li>Nhận kết quả</li></ol>"
    )
    linked = (
        f'<p>Xem <a linktype="page" id="{home_id}">trang đầu</a> và'
        f' <a linktype="document" id="{file.pk}">kế hoạch</a>.</p>'
    )
    values: list[tuple[str, Any]] = [
        ("paragraph", text),
        *[("paragraph", linked)] * 10,
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
                    "data": [
                        ["Địa bàn", *(f"Số hồ sơ tháng {month}" for month in range(1, 13))],
                        ["Bến Nghé", *["1.204"] * 12],
                        ["Đa Kao", *["987"] * 12],
                    ],
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
        (
            "video",
            {
                "title": "Phiên họp trên kênh chính thức",
                "file": None,
                "poster": pictures[4].pk,
                "url": "https://kenh.example/phien-hop",
                "captions": None,
                "transcript": "<p>Lời phát biểu.</p>",
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
            "poll",
            {
                "question": "Nhận kết quả bằng cách nào?",
                "choices": ["Trực tuyến", "Qua bưu điện"],
                "several": False,
                "closes_on": "2036-12-31",
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


def full_article(portal: Portal, *, parent: SectionPage, title: str = LONG_TITLE) -> NewsArticlePage:
    """A draft article with every block, fields, tags and a correction."""
    return _with_words(
        portal,
        parent,
        NewsArticlePage(title=title, correction_note="Số đúng là 3.", **full_values(portal)),
    )


def full_information(portal: Portal, *, parent: Page) -> InformationPage:
    """A draft information page with every block, fields and tags."""
    return _with_words(portal, parent, InformationPage(title="Chức năng, nhiệm vụ", **full_values(portal)))


def figures_of(
    *rows: list[str], title: str = "Dân số", unit: str = "nghìn người", adds_up: bool = False
) -> dict[str, Any]:
    """Raw data of the figures of a report; the first row names them."""
    table = {"data": list(rows), "first_row_is_table_header": True, "first_col_is_header": True,
             "table_header_choice": "both", "table_caption": title}  # fmt: skip
    return {
        "type": "figures",
        "value": {"table": table, "unit": unit, "adds_up": adds_up, "note": "Nguồn: Cục Thống kê."},
    }


def full_report(portal: Portal, *, parent: SectionPage) -> StatisticsReportPage:
    """A draft report with every block, every fact and figures of both kinds."""
    facts = {"kind": "statistics", "period": "quarter", "number": 3, "year": 2026, "decision": "12/QĐ-CTK"}
    figures = [
        figures_of(["Địa bàn", "Dân số"], ["Bến Nghé", "1.204,5"], [LONG_TITLE, "987"], ["Đa Kao", ""]),
        figures_of(
            ["Quý", "Nam", "Nữ"], ["Quý I", "12,5", "13"], ["Quý II", "11", "14,25"], title="Trẻ sinh ra", adds_up=True
        ),
    ]
    page = StatisticsReportPage(
        title="Số liệu đăng ký hộ tịch",
        **full_values(portal),
        **facts,
        figures=figures,
        trigger_date=date(2026, 10, 15),
    )
    return _with_words(portal, parent, page)


def full_gallery(portal: Portal, *, parent: SectionPage) -> GalleryPage:
    """A draft gallery with every block above its pictures."""
    figures = [block for block in every_block(portal) if block["type"] == "figure"]
    # Each a block of its own: Wagtail gives them their keys.
    pictures = [dict(figure) for figure in figures * 4]
    return _with_words(portal, parent, GalleryPage(title="Lễ hội bên sông", pictures=pictures, **full_values(portal)))


def full_unit(portal: Portal, *, parent: Page, title: str = "Văn phòng Ủy ban nhân dân") -> OrganisationUnitPage:
    """A draft unit with every block and all contacts."""
    values = full_values(portal) | {"working_hours": CONTACT["hours"]}
    values |= {name: CONTACT[name] for name in ("address", "phone", "email")}
    return _with_words(portal, parent, OrganisationUnitPage(title=title, **values))


def full_person(portal: Portal, *, parent: Page, title: str = "Nguyễn Thị Minh Khai") -> PersonPage:
    """A draft person with a portrait, tasks, contacts and every block in the biography."""
    page = PersonPage(
        title=title,
        lead="Phụ trách chung.",
        position="Chủ tịch Ủy ban nhân dân, Trưởng ban Chỉ đạo cải cách hành chính",
        portrait=make_image(portal, "Chân dung"),
        tasks="Quy hoạch, đất đai, xây dựng.\n\nTiếp công dân.",
        biography=every_block(portal),
        reception="Thứ Năm hằng tuần, 8 giờ – 11 giờ, phòng Tiếp công dân",
        **{name: CONTACT[name] for name in ("address", "phone", "email")},
    )
    return _saved(portal, parent, page)


def full_contact(portal: Portal) -> ContactPage:
    """The contact page the portal was born with, filled, as a new draft."""
    page = ContactPage.objects.get(path__startswith=portal.vietnamese_home.path)
    for name, value in CONTACT.items():
        setattr(page, name, value)
    page.map_image = make_image(portal, "Bản đồ")
    page.directions = "Từ chợ Bến Thành đi theo đường Lê Lợi.\n\nXe buýt số 3."
    page.body = every_block(portal)
    page.save_revision(user=make_member(portal))
    return page


def full_home(portal: Portal, *, language: str = "vi") -> PortalHomePage:
    """The home the portal was born with, with six tasks, as a new draft."""
    page = PortalHomePage.objects.get(path__startswith=portal.container.path, slug=language)
    page.lead = "Đề nghị bạn đọc xem thông tin, gửi câu hỏi và tra cứu thủ tục tại đây."
    target = {"page": None, "url": "https://dichvucong.example"}
    page.tasks = [
        {"type": "task", "value": {"icon": icon, "title": f"Tra cứu {label}", "text": "Trả lời trong ngày.", **target}}
        for icon, label in TASK_ICONS[:6]
    ]
    page.save_revision(user=make_member(portal))
    return page


def full_linked_item(portal: Portal, *, parent: SectionPage, target: Page) -> LinkedItemPage:
    """A draft item of another portal, with its origin."""
    page = LinkedItemPage(
        title="Kế hoạch của Thành phố", lead="Tóm tắt.", target=target, source_agency="Sở", origin_published_at=AT
    )
    return _saved(portal, parent, page)


def _with_words(portal: Portal, parent: Page, page: Any) -> Any:
    """Save a draft with two fields and two tags."""
    _saved(portal, parent, page)
    page.subject_fields = list(SubjectField.objects.all()[:2])
    page.tags = find_or_make_tags(portal, ["Cải cách hành chính", "Chuyển đổi số"])
    page.save_revision(user=make_member(portal))
    return page


def _saved(portal: Portal, parent: Page, page: Any) -> Any:
    page.live, page.owner = False, make_member(portal)
    parent.add_child(instance=page)
    page.save_revision(user=page.owner)
    return page
