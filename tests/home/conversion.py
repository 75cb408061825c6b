"""A page of old text, as the tests of its conversion make it."""

from tests.factories import make_article
from tests.fullest import make_image

OLD = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
NEW = "Cộng hòa xã hội chủ nghĩa Việt Nam"
VNI, OF_VNI = "Ñoäc laäp – Töï do – Haïnh phuùc", "Độc lập – Tự do – Hạnh phúc"


def block(kind, value, key):
    return {"type": kind, "value": value, "id": key}


def body(district):
    """Each kind of text that a body holds, in an old encoding; what is right, and what is no text, between them."""
    picture = {"image": make_image(district).pk, "decorative": False, "alt_text": OLD}
    table = {"data": [["Hä tªn", None], ["12", OLD]], "table_caption": OLD, "first_row_is_table_header": True}
    link = f'<a href="https://chinhphu.vn/?a=1&amp;b=&quot;ViÖt&quot;" data-x="{OLD}">'
    return [
        block("paragraph", f'<p data-block-key="k1">{OLD} &amp; <b>héi</b> {link}chñ nghÜa</a>.</p>', "b1"),
        block("paragraph", '<p data-block-key="k2">Từ 7 giờ 30, phè.</p>', "b2"),
        block("heading", {"text": OLD, "level": "2"}, "b3"),
        block("figure", {"picture": picture, "caption": OLD, "credit": ""}, "b4"),
        block("table", {"table": table, "note": VNI}, "b5"),
        block("accordion", {"items": [{"type": "item", "id": "i1", "value": {"title": OLD, "text": f"<p>{OLD}</p>"}}]},
              "b6"),
    ]  # fmt: skip


def draft(portal, title=OLD, **values):
    page = make_article(portal, title, published=False, **{"lead": OLD, "body": body(portal)} | values)
    page.save_revision(user=page.owner)
    return page
