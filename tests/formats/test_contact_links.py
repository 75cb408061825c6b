"""What readers can tap of what a page says of its contacts."""

import pytest

from formats.vietnamese.contact_links import contact_link


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("bbt@tphcm.example", '<a href="mailto:bbt@tphcm.example">bbt@tphcm.example</a>'),
        ("(028) 3829 1000", '<a href="tel:02838291000">(028) 3829 1000</a>'),
        ("+84 28 3829 1000", '<a href="tel:+842838291000">+84 28 3829 1000</a>'),
        ("1022, trực cả ngày", '<a href="tel:1022">1022</a>, trực cả ngày'),
        ("114 (cứu hỏa)", '<a href="tel:114">114</a> (cứu hỏa)'),
        ("47 Lê Duẩn", "47 Lê Duẩn"),
        ("147 Lê Duẩn, phường Bến Nghé", "147 Lê Duẩn, phường Bến Nghé"),
        ("doithoai@tphcm.example, trước 17 giờ", "doithoai@tphcm.example, trước 17 giờ"),
        ("<b>a@b.example", "<b>a@b.example"),
        ("", ""),
    ],
)
def test_mailbox_or_number_is_a_link_and_nothing_else(said, shown):
    assert contact_link(said) == shown


def test_what_somebody_typed_stays_text():
    assert "<script>" not in contact_link("1022, <script>")
