"""A page type with the fields and blocks of an article, made of Wagtail's own parts."""

from django import forms
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.search import index


class Subject(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


def struct(**children: blocks.Block) -> blocks.StructBlock:
    return blocks.StructBlock(list(children.items()))


def text(**options: object) -> blocks.CharBlock:
    return blocks.CharBlock(required=False, **options)


def figure() -> blocks.StructBlock:
    return struct(picture=ImageBlock(), caption=text(), credit=text())


BODY = [
    ("paragraph", blocks.RichTextBlock()),
    ("heading", struct(text=text(), level=text())),
    ("quote", struct(text=text(), speaker=text(), role=text(), occasion=text())),
    ("notice", struct(level=text(), title=text(), text=blocks.RichTextBlock())),
    ("accordion", struct(items=blocks.ListBlock(struct(title=text(), text=blocks.RichTextBlock())))),
    ("figure", figure()),
    ("gallery", struct(title=text(), pictures=blocks.ListBlock(figure()))),
    (
        "video",
        struct(
            title=text(),
            file=DocumentChooserBlock(required=False),
            poster=ImageChooserBlock(required=False),
            url=blocks.URLBlock(required=False),
            captions=DocumentChooserBlock(required=False),
            transcript=blocks.RichTextBlock(required=False),
        ),
    ),
    ("audio", struct(title=text(), file=DocumentChooserBlock(), transcript=blocks.RichTextBlock())),
    ("table", struct(table=TableBlock(), note=text())),
    (
        "documents",
        struct(title=text(), documents=blocks.ListBlock(struct(document=DocumentChooserBlock(), title=text()))),
    ),
    (
        "links",
        struct(
            title=text(),
            links=blocks.ListBlock(
                struct(
                    title=text(),
                    url=blocks.URLBlock(required=False),
                    page=blocks.PageChooserBlock(required=False),
                    text=text(),
                )
            ),
        ),
    ),
    (
        "contact",
        struct(name=text(), role=text(), unit=text(), phone=text(), email=text(), address=text(), hours=text()),
    ),
]


class BarePage(Page):
    """What Wagtail's documentation would make of an article."""

    lead = models.TextField(blank=True)
    source_agency = models.CharField(max_length=100, blank=True)
    author_name = models.CharField(max_length=100, blank=True)
    image = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    image_caption = models.CharField(max_length=100, blank=True)
    body = StreamField(BODY, blank=True)
    subjects = ParentalManyToManyField(Subject, blank=True)
    words = ParentalManyToManyField(Tag, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("source_agency"),
        FieldPanel("author_name"),
        FieldPanel("image"),
        FieldPanel("image_caption"),
        FieldPanel("body"),
        FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
        FieldPanel("words", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
