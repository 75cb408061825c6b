"""Picture galleries."""

from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from home.blocks import PictureStreamBlock
from home.fields import StreamField

from .content import ContentPage


class GalleryPage(ContentPage):
    """A gallery of pictures with captions and alternative texts."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("Pictures with captions and alternative texts.")
    schema_type = "ImageGallery"

    pictures = StreamField(PictureStreamBlock(min_num=1), verbose_name=_("pictures"))

    content_panels = [*ContentPage.content_panels, "pictures"]
    search_fields = [*ContentPage.search_fields, index.SearchField("pictures")]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")
