"""What a browser sends of the form of a reply."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from wagtail.api.v3.form_data import flatten_block_value

from qa.blocks import ReplyStreamBlock
from qa.core.reply_text import Blocks, reply_text


def reply_form(text: Blocks | str, **fields: Any) -> dict[str, Any]:
    """The blocks of a text, beside other fields."""
    sent: MultiValueDict[str, Any] = MultiValueDict()
    flatten_block_value(ReplyStreamBlock(), reply_text(text).get_prep_value(), "text", sent)
    return {name: value for name, value in sent.items() if not name.startswith("__")} | fields
