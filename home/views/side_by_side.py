"""The screen on which an English page is translated text by text beside its Vietnamese page, and what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from adminviews.scripts import is_script
from audit.errors import PortalRefusal
from formats.vietnamese.dates import vi_date
from home.models import BasePage, GlossaryTerm, VersionBasis
from home.translations.english import is_version
from home.translations.files import PO, XLIFF
from home.translations.glossary import terms_in, terms_on
from home.translations.machine import is_configured
from home.translations.memory import Offer, offers_for
from home.translations.notation import markers_of, plain, shown, written
from home.translations.sheet import Override, Segment, SegmentState, Sheet, read_sheet
from home.translations.writing import (
    SegmentChanged,
    Written,
    choose,
    take_arrangement,
    translate,
    why_not_translated,
)
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminView
from sites.directory import get_directory

# What of a page is shown.
ALL, OPEN = "all", "open"
LINES_LONG: Final = 60  # characters


@dataclass
class Row:
    """One text as the screen shows it."""

    segment: Segment
    place: str
    comments: list[Any] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    terms: list[GlossaryTerm] = field(default_factory=list)
    # What was typed and not taken, with the reason.
    typed: str | None = None
    refusal: str = ""

    @property
    def key(self) -> str:
        return self.segment.key

    @property
    def source(self) -> SafeString:
        return shown(self.segment.source)

    @property
    def source_text(self) -> str:
        return written(self.segment.source, source=self.segment.source)

    @property
    def before(self) -> SafeString:
        return shown(self.segment.source_before)

    @property
    def text(self) -> str:
        """What stands in the field: what was typed; what the page says; else what was said of a former text."""
        if self.typed is not None:
            return self.typed
        return written(self.segment.text or self.segment.text_before, source=self.segment.source)

    @property
    def offered(self) -> list[tuple[str, str]]:
        """What was said elsewhere, as it is written, and whose public page says it."""
        return [(written(offer.text, source=self.segment.source), offer.portal) for offer in self.offers]

    @property
    def markers(self) -> list[int]:
        return markers_of(self.segment.source)

    @property
    def lines(self) -> int:
        return min(12, 1 + max(len(self.segment.source), len(self.text)) // LINES_LONG + self.text.count("\n"))

    @property
    def needs_confirmation(self) -> bool:
        return self.segment.state == SegmentState.MACHINE


class TranslationView(AdminView):
    """A screen about one English page; for those who may edit it."""

    header_icon = "globe"

    @cached_property
    def version(self) -> BasePage:
        page: BasePage = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        return page

    def has_permission(self) -> bool:
        return is_version(self.version) and bool(self.version.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.version.pk])
        return [{"url": edit, "label": self.version.get_admin_display_title()}]

    def get_page_subtitle(self) -> str:
        return str(self.version.get_admin_display_title())

    @cached_property
    def sheet(self) -> Sheet:
        try:
            return read_sheet(self.version)
        except Page.DoesNotExist as error:
            # A page that was written in English alone, or whose Vietnamese page was deleted.
            raise Http404 from error

    @property
    def screen_url(self) -> str:
        return reverse("translate_page", args=[self.version.pk])


class SideBySideView(TranslationView):
    """All texts of a page, or those that are open; each with a form of its own."""

    page_title = gettext_lazy("Translate side by side")
    template_name = "home/side_by_side.html"

    # The text that was sent and not taken.
    refused: tuple[str, str, str] | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save one text. A script is told how far the page is; who has none is led to the next text."""
        key, typed = request.POST.get("segment", ""), request.POST.get("text", "")
        try:
            text = Written(key, typed, seen=request.POST.get("seen", ""))
            progress = translate(self.version, [text], by=request.user, at=self.now)
        except PortalRefusal as refusal:
            if is_script(request):
                seen = refusal.text if isinstance(refusal, SegmentChanged) else None
                return JsonResponse({"code": refusal.code, "message": str(refusal), "seen": seen}, status=422)
            self.refused = key, typed, str(refusal)
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=422)
        if is_script(request):
            (seen,), done = progress.written, len(progress.keys) - progress.open
            state = SegmentState.DONE if seen else SegmentState.MISSING
            return JsonResponse(
                {"open": progress.open, "done": done, "state": state, "label": state.label, "seen": seen}
            )
        following = progress.keys[(progress.keys.index(key) + 1) % len(progress.keys)]
        return redirect(f"{self.screen_url}?show={self.shown_rows}#text-{following}")

    @property
    def shown_rows(self) -> str:
        asked = self.request.GET.get("show", self.request.POST.get("show", ALL))
        return OPEN if asked == OPEN else ALL

    @cached_property
    def rows(self) -> list[Row]:
        places, comments = self.sheet.places, self._comments()
        segments = self.sheet.open_segments if self.shown_rows == OPEN else self.sheet.segments
        offers = offers_for(self.sheet, [segment.source for segment in segments if segment.is_open])
        record = get_directory().for_path(self.version.path)
        terms = terms_on(record.id) if record is not None else []
        rows = [
            Row(
                segment,
                places[segment.path].words,
                offers=offers.get(segment.source, []),
                terms=terms_in(plain(segment.source), terms),
            )
            for segment in segments
        ]
        for row in rows:
            if self.refused is not None and self.refused[0] == row.key:
                _key, row.typed, row.refusal = self.refused
            for path in [path for path in comments if f"{row.segment.path}.".startswith(f"{path}.")]:
                row.comments += comments.pop(path)
        return rows

    def _typed_apart(self) -> str:
        """What was typed for a text that the Vietnamese page does not say any more, so that it is not lost."""
        is_gone = self.refused is not None and all(row.key != self.refused[0] for row in self.rows)
        return self.refused[1] if self.refused is not None and is_gone else ""

    def _comments(self) -> dict[str, list[Any]]:
        """Open comments on the English page, by where they stand."""
        found: dict[str, list[Any]] = {}
        open_ones = self.version.wagtail_admin_comments.filter(resolved_at=None).select_related("user")
        for comment in open_ones.prefetch_related("replies__user"):
            found.setdefault(comment.contentpath, []).append(comment)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet, basis = self.sheet, VersionBasis.objects.filter(page=self.version.pk).first()
        refusal = why_not_translated(self.version, by=self.request.user)
        left, total = len(sheet.open_segments), len(sheet.segments)
        changed = basis.changed_at if basis is not None else None
        return super().get_context_data(
            version=self.version,
            source=sheet.source.page,
            rows=self.rows,
            typed_apart=self._typed_apart(),
            choices=[choice_row(sheet, one) for one in sheet.choices] if self.shown_rows == ALL else [],
            strange=sheet.strange,
            is_held=refusal is not None,
            held_because=str(refusal or ""),
            left=left,
            done=total - left,
            total=total,
            show=self.shown_rows,
            changed_on=vi_date(changed) if changed else "",
            screen_url=self.screen_url,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.version.pk]),
            draft_url=reverse("wagtailadmin_pages:view_draft", args=[self.version.pk]),
            source_url=reverse("wagtailadmin_pages:view_draft", args=[sheet.source.page.pk]),
            machine_url=reverse("translate_by_machine", args=[self.version.pk]) if is_configured() else "",
            import_url=reverse("import_translation", args=[self.version.pk]),
            export_urls=[
                (kind.upper(), reverse("export_translation", args=[self.version.pk, kind])) for kind in (PO, XLIFF)
            ],
            arrangement_url=reverse("translate_arrangement", args=[self.version.pk]),
            **kwargs,
        )


def choice_row(sheet: Sheet, one: Override) -> dict[str, Any]:
    """What the screen shows of something that was chosen."""
    return {
        "place": sheet.places[one.path].words,
        "source": name_of_choice(one.model, one.source),
        "value": name_of_choice(one.model, one.value) if one.value != one.source else "",
        "url": reverse("translate_choice", args=[sheet.version.pk, one.key]),
    }


def name_of_choice(model: type[Model] | None, value: Any) -> str:
    """What is chosen, in words."""
    if model is None:
        return str(value)
    row = model._default_manager.filter(pk=value).first()
    return str(row) if row is not None else ""


class ArrangementView(AdminFormMixin, TranslationView):
    """Take over the blocks of the Vietnamese page."""

    form_class = forms.Form
    page_title = gettext_lazy("Arrange the English page as the Vietnamese one is")
    submit_label = gettext_lazy("Take over the arrangement")
    is_serious = True
    introduction = (
        gettext_lazy(
            "The draft gets the blocks of the Vietnamese page in their order. Texts that stand in the same place stay; "
            "other blocks of the English page are left out. The version before it stays in the history of the page."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_arrangement(self.version, by=self.request.user, at=self.now)
        return self.succeed(_("The English page is arranged as the Vietnamese one is."))

    def get_success_url(self) -> str:
        return self.screen_url


class ChoiceView(AdminFormMixin, TranslationView):
    """Choose a picture, file, page or address for the English page, or what the Vietnamese page has."""

    form_class = forms.Form
    page_title = gettext_lazy("What the English page shows here")

    @cached_property
    def choice(self) -> Override | None:
        return next((one for one in self.sheet.choices if one.key == self.kwargs["key"]), None)

    def has_permission(self) -> bool:
        return super().has_permission() and self.choice is not None

    def get_form(self, data: Any = None) -> forms.Form:
        choice = self.choice
        model = choice.model if choice is not None else None
        form = super().get_form(data)
        if model is None:
            form.fields["value"] = forms.URLField(max_length=2000, required=False, assume_scheme="https")
        else:
            form.fields["value"] = forms.ModelChoiceField(self._rows(model), required=False, widget=_chooser(model))
        form.fields["value"].label = self.sheet.places[choice.path].words if choice is not None else ""
        form.fields["value"].help_text = _("Empty: what the Vietnamese page has.")
        if choice is not None and choice.value != choice.source:
            form.initial["value"] = choice.value
        return form

    def _rows(self, model: type[Model]) -> QuerySet[Any]:
        """What may be chosen: files of the portal of the page, own pages and public ones of others (0051)."""
        if issubclass(model, Page):
            return Page.objects.filter(scope_of_request(self.request).linkable_pages())
        record = get_directory().for_path(self.version.path)
        return model._default_manager.filter(collection=record.collection_id if record is not None else None)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        value = form.cleaned_data["value"] or None
        chosen = value.pk if isinstance(value, Model) else value
        choose(self.version, {self.kwargs["key"]: chosen}, by=self.request.user, at=self.now)
        return self.succeed(_("The draft of the English page was saved."))

    def get_success_url(self) -> str:
        return self.screen_url


def _chooser(model: type[Model]) -> Any:
    if issubclass(model, get_image_model()):
        return AdminImageChooser()
    if issubclass(model, get_document_model()):
        return AdminDocumentChooser()
    return AdminPageChooser()
