"""Images, documents and tags. Each belongs to a portal through its collection or its own key."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from audit.models.portal_scoped import PortalScopedQuerySet
from formats.vietnamese.text import clean_text
from library.enums import ReadingState
from library.files.kept import keep_made


class PortalImage(AbstractImage):
    """A picture of a portal's library, with its rights. The portal owns the collection it lies in.

    `description` (Wagtail's) is the default alternative text: the forms of the library ask for it.
    """

    credit = models.CharField(
        _("credit"),
        max_length=250,
        blank=True,
        help_text=_("Who made the picture, or which agency provided it. Shown with the caption."),
    )
    rights_note = models.CharField(
        _("rights"),
        max_length=250,
        blank=True,
        help_text=_("Why this portal may use the picture: own work, contract, permission of the author."),
    )

    description_en = models.CharField(
        _("description in English"),
        max_length=255,
        blank=True,
        help_text=_("What is seen in the picture, for English pages. Empty: they read the Vietnamese description."),
    )

    # Without tags: Wagtail's are words that all portals would share.
    admin_form_fields = (
        "title", "file", "description", "description_en", "credit", "rights_note", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def create_rendition(self, filter: Filter) -> PortalRendition:
        """Wagtail's, which asks nobody whether the file may stay (`library.files.kept`).

        Raises:
            SourceImageIOError: it may not, or there is no picture to make it of.
        """
        return keep_made(self, {filter: super().create_rendition(filter)})[filter]

    def create_renditions(self, *filters: Filter) -> dict[Filter, PortalRendition]:
        """Make several renditions. For a single one Wagtail calls `create_rendition`.

        Raises:
            SourceImageIOError: see above.
        """
        made = super().create_renditions(*filters)
        return keep_made(self, made) if len(made) > 1 else made

    @property
    def default_alt_text(self) -> str:
        """What is seen in the picture, in the language of the page where it is known.

        The title stands in where a program made the picture without a description; no editor can (`library.forms`).
        """
        english = self.description_en if get_language() == "en" else ""
        return english or self.description or self.title


class PortalRendition(AbstractRendition):
    """A picture in one size and format, made once.

    A web server hands its file out without asking anybody, so its address cannot be guessed, and is another one
    whenever the file is made again: what was withdrawn stays gone for who kept an address.
    """

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("image"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="library_rendition_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"

    def get_upload_to(self, filename: str) -> str:
        """Wagtail's, in a folder of its own with a name of 96 random bits."""
        path = PurePosixPath(super().get_upload_to(filename))
        return str(path.parent / secrets.token_urlsafe(12) / path.name)


class PortalDocument(AbstractDocument):
    """A file for download, in a portal's library."""

    # Without tags, like pictures: Wagtail's are words that all portals would share.
    admin_form_fields = tuple(name for name in Document.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Ask for the ending of the file where there is one: Wagtail asked already where several were uploaded, and
        brings the file after the form, which has no field to say it at.
        """
        if self.file:
            super().clean()


class Tag(models.Model):
    """A word that groups pages of one portal. Portals do not share tags, or one would see another's.

    Its marks tell it apart: "thuế" (tax) and "thuê" (rent) are two tags, "Thuế" and "thuế" one.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="tags", verbose_name=_("portal")
    )
    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(_("name regardless of capitals"), max_length=300, editable=False)
    slug = models.SlugField(_("slug"), max_length=100)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["portal", "key"], name="library_tag_key_unique"),
            models.UniqueConstraint(fields=["portal", "slug"], name="library_tag_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(name: str) -> str:
        """What tags of one portal are told apart by."""
        return clean_text(clean_text(name).casefold())


class DocumentReading(models.Model):
    """That the text of a document was drawn out, of which content, and what became of it.

    Made for documents that public pages offer; who reads it compares the hash with that of the document.
    """

    document = models.OneToOneField(
        PortalDocument, on_delete=models.CASCADE, related_name="reading", verbose_name=_("document")
    )
    file_hash = models.CharField(_("hash of the content"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=ReadingState.choices)
    pictures = models.PositiveIntegerField(_("pages without text"), default=0)
    read_at = models.DateTimeField(_("read at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.get_state_display()}"


class DocumentPart(models.Model):
    """Text of one page or sheet of a document; of all of it where it has neither."""

    reading = models.ForeignKey(
        DocumentReading, on_delete=models.CASCADE, related_name="parts", verbose_name=_("text of a document")
    )
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(
        _("page or sheet"), max_length=100, blank=True, help_text=_("Number or name; empty where a file has none.")
    )
    text = models.TextField(_("text"))
    folded = models.TextField(
        _("words without marks"), help_text=_("With blanks around each: parts are looked for by whole words.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part of a document")
        verbose_name_plural = _("parts of documents")
        ordering = ["reading", "number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="library_part_of_reading")]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.label or self.number}"
