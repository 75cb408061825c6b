"""The screen on which a page is made of a Word file: choose it, look at what becomes of it, make the draft."""

from __future__ import annotations

import base64
from collections.abc import Collection
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any, ClassVar, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from wagtail.admin import messages
from wagtail.models import Page, UploadedFile

from adminviews.forms.uploads import KeepsFilesMixin, ScannedFileField
from adminviews.one_at_a_time import StillBusy, one_at_a_time
from audit.errors import PortalRefusal, StorageAway
from formats.documents import conversion, reading
from formats.documents.conversion import CONVERTED
from formats.documents.reading import read_document
from formats.documents.tree import Document, Finding, Picture
from formats.errors import FormatRefused
from formats.files import ending_of_name
from formats.metadata import Told, is_signed, told_by
from formats.vietnamese.text import slug as slug_of
from home.blocks import BodyStreamBlock
from home.editing.drafts import LONGEST_TITLE
from home.models import SectionPage
from home.views.section import SectionView
from home.word_import.drafts import PictureRefused, create_draft, draft_with_key, title_of
from home.word_import.findings import PICTURE_FORMAT, PICTURE_LEFT_OUT, message_of
from home.word_import.stream import body_of
from library.files.checked import KEPT
from library.forms import AS_SIGNED

ENDINGS: Final = ("docx", *sorted(CONVERTED))
MAX_BYTES: Final = 30 * 1024 * 1024
# Seconds.
_LONGEST_READING: Final = conversion.PATIENCE + reading.PATIENCE + 10
_SALT: Final = "home.views.word_import"
_THUMBNAIL: Final = (320, 240)  # pixels
_DESCRIPTION: Final = 255


class WordFileForm(KeepsFilesMixin, forms.Form):
    """A text document."""

    kept_in: ClassVar = {"file": lambda: default_storage}

    file = ScannedFileField(label=gettext_lazy("Word file"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)
        self.fields["file"].help_text = _("%(size)s at most. Formats: %(endings)s.") % {
            "size": filesizeformat(MAX_BYTES),
            "endings": ", ".join(ENDINGS),
        }

    def clean_file(self) -> Any:
        """Read it: what is wrong with it is told beside the field."""
        file = self.cleaned_data["file"]
        ending = ending_of_name(file.name)
        if file.size > MAX_BYTES or ending not in ENDINGS:
            raise forms.ValidationError(self.fields["file"].help_text)
        try:
            self.content = file.read()
            self.document = _read(self.content, ending, user=self.user)
        except (FormatRefused, StillBusy) as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return file


class WordPageForm(forms.Form):
    """Ask for the title and kind of the page of a document, and for what is seen in its pictures."""

    upload = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    page_type = forms.ChoiceField(label=gettext_lazy("Kind of page"))

    def __init__(
        self,
        *args: Any,
        types: dict[str, str],
        document: Document,
        named: str = "",
        offering: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        """Make the form of a document.

        Args:
            named: who made it, where it is signed and tells so.
            offering: the kinds of page that offer it for download.
        """
        super().__init__(*args, **kwargs)
        self._offering = offering
        if named and offering:
            self.fields[AS_SIGNED] = forms.BooleanField(
                label=_("Take the signed file with these names"),
                help_text=_(
                    "This file is signed, so it is kept byte for byte, and it tells who made it: %(names)s. Readers "
                    "may learn this where the page offers it for download; else choose a copy without these properties."
                )
                % {"names": named},
                required=False,
            )
        self.fields["page_type"].choices = list(types.items())
        told = {block.name: block.alt for block in document.blocks if isinstance(block, Picture)}
        self.pictures: dict[str, str] = {}
        self.without_thumbnail = 0
        for number, (name, content) in enumerate(document.pictures.items()):
            if not (thumbnail := _thumbnail(content)):
                self.without_thumbnail += 1
                continue
            field = forms.CharField(
                label=_("What is seen in the picture"),
                help_text=_("For those who cannot see it. Empty: the picture is left out."),
                max_length=_DESCRIPTION,
                required=False,
                initial=told.get(name, "")[:_DESCRIPTION],
            )
            field.thumbnail = thumbnail
            self.fields[f"picture-{number}"] = field
            self.pictures[f"picture-{number}"] = name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if AS_SIGNED in self.fields and cleaned.get("page_type") in self._offering and not cleaned.get(AS_SIGNED):
            self.add_error(AS_SIGNED, _("Confirm this, or choose another kind of page or another file."))
        return cleaned

    @property
    def descriptions(self) -> dict[str, str]:
        return {name: self.cleaned_data[field] for field, name in self.pictures.items()}


def _read(content: bytes, ending: str, *, user: Any) -> Document:
    """Read a file, one at a time for each account: a hostile one takes a thread of the server until patience ends.

    Raises:
        StillBusy: another one of the account is read at this moment.
        FormatRefused: it cannot be read.
    """
    with one_at_a_time("word_import", user, at_most=_LONGEST_READING):
        return read_document(content, ending)


def _names_in_signed(content: bytes, ending: str) -> str:
    """Who made a file that is signed, so that it cannot be cleaned; empty: it is not, or tells nothing."""
    file = BytesIO(content)
    told = told_by(file, ending) if is_signed(file, ending) else Told()
    return "; ".join((*told.authors, *told.companies))


def _forget(upload: UploadedFile) -> None:
    upload.file.delete(save=False)
    upload.delete()


def _thumbnail(content: bytes) -> str:
    """A small copy of a picture as the address of an image; empty for what no browser shows or the library takes."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                return ""
            picture.draft("RGB", _THUMBNAIL)
            picture.thumbnail(_THUMBNAIL)
            small = BytesIO()
            picture.convert("RGB").save(small, "JPEG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}"


class WordPageView(SectionView):
    """Two steps at one address. Whoever may add no page is not told whether there is such a section."""

    page_title = gettext_lazy("Create from a Word file")
    template_name = "home/word_import.html"
    header_icon = "upload"

    def has_permission(self) -> bool:
        return bool(self.types)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=WordFileForm(user=request.user)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "upload" in request.POST:
            return self._make(request.POST)
        form = WordFileForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        initial = {
            "upload": self._keep(form),
            "title": title_of(form.document) or PurePath(form.cleaned_data["file"].name).stem,
        }
        named = _names_in_signed(form.content, ending_of_name(form.cleaned_data["file"].name))
        return self._show(form.document, self._form(form.document, named=named, initial=initial))

    def _make(self, sent: Any) -> HttpResponse:
        held = self._held(sent["upload"])
        if held is None:
            return self._start_again()
        upload_id, seed = held
        key = uuid5(seed, sent.get("page_type", ""))
        upload = UploadedFile.objects.filter(pk=upload_id, uploaded_by_user=self.request.user).first()
        if made := draft_with_key(key, locale=self.section.locale, by=self.request.user):
            return self._lead_to(made, upload)
        if upload is None:
            return self._start_again()
        try:
            with upload.file.open("rb") as file:
                content = file.read()
            ending = ending_of_name(upload.file.name)
            document = _read(content, ending, user=self.request.user)
        except StillBusy as refusal:
            return self._ask_again(sent, str(refusal), status=429)
        except StorageAway:
            told = _("The storage of files does not answer at this moment.")
            return self._ask_again(sent, told, status=503)
        except (OSError, FormatRefused):
            return self._start_again()
        form = self._form(document, sent, named=_names_in_signed(content, ending))
        if not form.is_valid():
            return self._show(document, form, status=422)
        try:
            page = create_draft(
                self.section,
                document,
                page_type=self.types[form.cleaned_data["page_type"]],
                title=form.cleaned_data["title"],
                descriptions=form.descriptions,
                file=ContentFile(content, name=f"{slug_of(form.cleaned_data['title'])[:60] or 'van-ban'}.{ending}"),
                by=self.request.user,
                at=self.now,
                key=key,
            )
        except PictureRefused as refusal:
            field = next(field for field, name in form.pictures.items() if name == refusal.name)
            form.add_error(field, str(refusal))
            return self._show(document, form, status=422)
        except PortalRefusal as refusal:
            form.add_error(None, str(refusal))
            return self._show(document, form, status=422)
        _forget(upload)
        messages.success(self.request, _("The draft was made. Read it before you submit it."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _lead_to(self, draft: Page, upload: UploadedFile | None) -> HttpResponse:
        """Show the draft that the same file became already, by a second click or by going back."""
        if upload is not None:
            _forget(upload)
        messages.info(
            self.request,
            _("This file became this draft today. To make it anew from the file, delete this draft first."),
        )
        return redirect("wagtailadmin_pages:edit", draft.pk)

    def _ask_again(self, sent: Any, refusal: str, *, status: int) -> HttpResponse:
        """A page that sends the same once more: what was typed stands in hidden fields."""
        repeated = [(name, value) for name, value in sent.items() if name != "csrfmiddlewaretoken"]
        self.template_name = "home/word_import_busy.html"
        return self.render_to_response(self.get_context_data(refusal=refusal, repeated=repeated), status=status)

    def _start_again(self) -> HttpResponse:
        messages.error(self.request, _("What was looked at is too old. Choose the file again."))
        return redirect(self.request.path)

    def _form(self, document: Document, data: Any = None, **kwargs: Any) -> WordPageForm:
        types = {key: capfirst(model._meta.verbose_name) for key, model in self.types.items()}
        offering = {key for key, model in self.types.items() if model.takes_file}
        return WordPageForm(data, types=types, document=document, offering=offering, **kwargs)

    def _show(self, document: Document, form: WordPageForm, *, status: int = 200) -> HttpResponse:
        body = body_of(document, pictures={})
        told = [one for one in body.findings if one.code != PICTURE_LEFT_OUT]
        told += [Finding(PICTURE_FORMAT, count=form.without_thumbnail)] if form.without_thumbnail else []
        findings = [(message_of(one), one) for one in told]
        context = self.get_context_data(form=form, findings=findings, body=BodyStreamBlock().to_python(body.blocks))
        return self.render_to_response(context, status=status)

    def _keep(self, form: WordFileForm) -> str:
        """Keep the file until the draft is made, for a day (`library.files.checked`). Returns what the form sends back:
        signed, for this section and person, with what the key of the draft is made of: the same file makes one draft of
        a kind there on a day, however often it is sent."""
        name = f"word.{ending_of_name(form.cleaned_data['file'].name)}"
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(SectionPage),
            file=ContentFile(form.content, name=name),
            uploaded_by_user=self.request.user,
        )
        file = f"{self.today}.{self.section.pk}.{self.request.user.pk}.{sha256(form.content).hexdigest()}"
        seed = uuid5(NAMESPACE_OID, file)
        return signing.dumps([upload.pk, seed.hex, self.section.pk, self.request.user.pk], salt=_SALT)

    def _held(self, sent: str) -> tuple[int, UUID] | None:
        """The key of the kept file, and what those of its drafts are made of; None where the form is too old, or
        another's."""
        try:
            upload_id, seed, section, person = signing.loads(sent, salt=_SALT, max_age=KEPT)
        except signing.BadSignature:
            return None
        return (upload_id, UUID(seed)) if (section, person) == (self.section.pk, self.request.user.pk) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(section=self.section, explorer_url=self.explorer_url, **kwargs)
