"""The contact card."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks


class ContactCardBlock(blocks.StructBlock):
    """Whom to call or write to."""

    name = blocks.CharBlock(label=_("Name"), max_length=150)
    role = blocks.CharBlock(label=pgettext_lazy("of a person", "Position"), max_length=150, required=False)
    unit = blocks.CharBlock(label=_("Unit"), max_length=200, required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=50, required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    address = blocks.CharBlock(label=_("Address"), max_length=250, required=False)
    hours = blocks.CharBlock(label=_("Working hours"), max_length=150, required=False)

    class Meta:
        icon = "mail"
        label = _("Contact card")
        description = _("Whom to call or write to: name, unit, telephone, official e-mail, hours.")
        template = "blocks/contact.html"
        preview_value = {
            "name": "Bộ phận tiếp nhận hồ sơ",
            "role": "",
            "unit": "Ủy ban nhân dân phường",
            "phone": "(028) 3000 0000",
            "email": "tiepnhan@phuong.example",
            "address": "",
            "hours": "7 giờ 30 – 17 giờ, thứ Hai đến thứ Sáu",
        }
