"""Bold words and links as translators write them."""

import pytest
from wagtail_localize.strings import StringValue

from home.translations.notation import MarkersRefused, from_markers, marked_html, markers_of, to_markers

LINK = '<b>Chú ý</b>: xem <a id="a1">kế hoạch</a> &amp; nộp<br/>trước <b>thứ Hai</b>'


def test_what_is_written_is_stored_as_it_was():
    text = to_markers(LINK, source=LINK)
    assert text == "[1]Chú ý[/1]: xem [2]kế hoạch[/2] & nộp\ntrước [3]thứ Hai[/3]"
    assert from_markers(text, source=LINK) == LINK


def test_translation_may_leave_markers_out_and_put_them_in_another_order():
    text = from_markers("See [2]the plan[/2] before [1]Monday[/1] <soon>", source=LINK)
    assert text == 'See <a id="a1">the plan</a> before <b>Monday</b> &lt;soon&gt;'
    assert StringValue.from_translated_html(text).data == text
    assert to_markers(text, source=LINK) == "See [2]the plan[/2] before [1]Monday[/1] <soon>"


@pytest.mark.parametrize("text", ["[1]open", "closed[/1]", "[1]a[2]b[/1]c[/2]", "[1]a[1]b[/1][/1]"])
def test_marker_without_its_end_or_in_itself_is_refused(text):
    with pytest.raises(MarkersRefused):
        from_markers(text, source=LINK)


def test_brackets_of_the_text_are_no_markers():
    source = "Xem [1] và <b>phụ lục</b>"
    assert markers_of(source) == [2]
    assert from_markers("See [1] and [2]annex[/2]", source=source) == "See [1] and <b>annex</b>"


def test_source_is_shown_with_its_form_and_nothing_it_says_becomes_a_tag():
    html = marked_html('<b>A</b> &lt;script&gt; <a id="a1">B</a>')
    assert "<strong>A</strong>" in html
    assert "<u>B</u>" in html
    assert "<script>" not in html
