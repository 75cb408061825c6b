"""The form of a starter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import StreamValue

from adminviews.forms.text import CleanTextMixin
from formats.vietnamese.legacy_encodings import legacy_encoding
from home.editing.forms import composed_stream
from home.models import PageStarter


class PageStarterForm(CleanTextMixin, forms.Form):
    """Title, lead and text with which pages of a kind begin."""

    title = forms.CharField(
        label=_("title"), max_length=150, help_text=_("In the list of starters, and of the page until it is changed.")
    )
    page_type = forms.ChoiceField(label=_("Kind of page"))
    lead = forms.CharField(label=_("lead"), max_length=600, required=False, widget=AdminAutoHeightTextInput)

    def __init__(self, *args: Any, types: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page_type"].choices = types
        self.fields["body"] = PageStarter._meta.get_field("body").formfield()
        self.fields["body"].help_text = _(
            "What is to be filled in stands in brackets and begins with “ghi”: [ghi ngày]. A page that still has such "
            "a place is not submitted."
        )

    def clean_body(self) -> StreamValue:
        body: StreamValue = self.cleaned_data["body"]
        if any(legacy_encoding(text) for text in body.stream_block.get_searchable_content(body)):
            raise forms.ValidationError(_("This text is in an old encoding. Paste it in Unicode."), code="old_encoding")
        return composed_stream(body)
