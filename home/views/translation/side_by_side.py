"""The screen on which an English page is translated text by text beside its Vietnamese page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from adminviews.hidden_inputs import parse_pk
from adminviews.scripts import is_script
from audit.errors import PortalRefusal
from formats.vietnamese.dates import vi_date
from home.models import VersionBasis
from home.translations.actions import translate, why_not_translated
from home.translations.comments import add_comment, path_of, resolve_comment, text_at
from home.translations.errors import SegmentChanged
from home.translations.files import PO, XLIFF
from home.translations.inputs import TranslatedInput
from home.translations.machine import is_configured
from home.translations.notation import marked_html, markers_of, plain_text, to_markers
from home.translations.segments import Override, Segment, SegmentState
from home.translations.side_by_side import SideBySide
from home.translations.suggestions.glossary import names_on
from home.translations.suggestions.memory import Suggestion, sentences_of, suggestions_for
from home.translations.suggestions.official_names import OfficialName, is_used
from home.views.translation.base import TranslationView
from sites.directory import get_directory

# Texts that are shown.
ALL, OPEN = "all", "open"
# What a button says is to be done with a comment.
RESOLVE: Final = "resolve"
LINES_LONG: Final = 60  # characters


@dataclass
class Row:
    """One text on the screen.

    Attributes:
        suggestions: translations of the whole text.
        sentences: sentences of it that are known, where the whole text is not.
        typed: input that was refused; None: the text was not sent.
        refusal: why it was refused.
        note: words of a comment that was refused.
    """

    segment: Segment
    place: str
    comments: list[Any] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    sentences: list[tuple[str, Suggestion]] = field(default_factory=list)
    names: list[OfficialName] = field(default_factory=list)
    typed: str | None = None
    refusal: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return self.segment.key

    @property
    def source(self) -> SafeString:
        return marked_html(self.segment.source)

    @property
    def source_text(self) -> str:
        return to_markers(self.segment.source, source=self.segment.source)

    @property
    def before(self) -> SafeString:
        return marked_html(self.segment.source_before)

    @property
    def text(self) -> str:
        """Text of the field: the refused input, else the translation, else that of the former Vietnamese text."""
        if self.typed is not None:
            return self.typed
        return to_markers(self.segment.text or self.segment.text_before, source=self.segment.source)

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """Translations from other pages, with markers, and the portal of each."""
        return [(to_markers(one.text, source=self.segment.source), one.portal) for one in self.suggestions]

    @property
    def suggested_sentences(self) -> list[tuple[str, str, str]]:
        """Sentences in both languages, and the portal of each."""
        return [(plain_text(source), plain_text(one.text), one.portal) for source, one in self.sentences]

    @property
    def names_with_use(self) -> list[tuple[OfficialName, bool]]:
        """Official names that the Vietnamese text has, and whether the English one has them."""
        english = plain_text(self.segment.text) if self.typed is None else self.typed
        return [(name, is_used(name, english)) for name in self.names]

    @property
    def markers(self) -> list[int]:
        return markers_of(self.segment.source)

    @property
    def lines(self) -> int:
        return min(12, 1 + max(len(self.segment.source), len(self.text)) // LINES_LONG + self.text.count("\n"))

    @property
    def needs_confirmation(self) -> bool:
        return self.segment.state == SegmentState.MACHINE


class SideBySideView(TranslationView):
    """All texts of a page, or the open ones, each in its own form."""

    page_title = gettext_lazy("Translate side by side")
    template_name = "home/side_by_side.html"

    # Key, input and reason of a text that was refused.
    refused: tuple[str, str, str] | None = None
    # Key and words of a comment that was refused.
    refused_note: tuple[str, str] | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save one text. A script gets the progress as JSON; without one, the next text is shown."""
        key, typed = request.POST.get("segment", ""), request.POST.get("text", "")
        try:
            text = TranslatedInput(key, typed, seen=request.POST.get("seen", ""))
            progress = translate(self.version, [text], by=request.user, at=self.now)
        except PortalRefusal as refusal:
            if is_script(request):
                seen = refusal.text if isinstance(refusal, SegmentChanged) else None
                return JsonResponse({"code": refusal.code, "message": str(refusal), "seen": seen}, status=422)
            self.refused = key, typed, str(refusal)
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=422)
        if is_script(request):
            (seen,), done = progress.saved, len(progress.keys) - progress.open
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
        places = self.pages.places
        segments = self.pages.open_segments if self.shown_rows == OPEN else self.pages.segments
        asked = [segment.source for segment in segments if segment.is_open]
        sentences = {source: sentences_of(source) for source in asked}
        suggestions = suggestions_for(self.pages, chain(asked, *sentences.values()))
        names = names_on(get_directory().for_path(self.version.path))
        rows = [
            Row(
                segment,
                places[segment.path].words,
                suggestions=suggestions.get(segment.source, []),
                sentences=[
                    (one, suggestions[one][0])
                    for one in sentences.get(segment.source, ())
                    if one in suggestions and segment.source not in suggestions
                ],
                names=names.found_in(plain_text(segment.source)),
            )
            for segment in segments
        ]
        for row in rows:
            if self.refused is not None and self.refused[0] == row.key:
                _key, row.typed, row.refusal = self.refused
            if self.refused_note is not None and self.refused_note[0] == row.key:
                row.note = self.refused_note[1]
            row.comments = self._comments[row.key]
        return rows

    def _lost_input(self) -> str:
        """Input for a text that is not on the screen, since the Vietnamese page no longer has it: shown apart."""
        refused = self.refused or self.refused_note
        if refused is None or any(row.key == refused[0] for row in self.rows):
            return ""
        return refused[1]

    @cached_property
    def _comments(self) -> dict[str, list[Any]]:
        """Comments on the English page that are not resolved, by the key of their text; "": of no text."""
        found: dict[str, list[Any]] = defaultdict(list)
        unresolved = self.version.wagtail_admin_comments.filter(resolved_at=None).select_related("user")
        for comment in unresolved.prefetch_related("replies__user"):
            segment = text_at(self.pages, path_of(comment))
            found[segment.key if segment is not None else ""].append(comment)
        return found

    def _comments_elsewhere(self) -> list[tuple[str, Any]]:
        """Comments on pictures, numbers and texts that are not on the screen, and the place of each."""
        shown, places = {row.key for row in self.rows}, self.pages.places
        left = [comment for key, comments in self._comments.items() if key not in shown for comment in comments]
        return [
            (places[path].words if (path := path_of(comment)) in places else "", comment)
            for comment in sorted(left, key=lambda comment: comment.created_at)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages, basis = self.pages, VersionBasis.objects.filter(page=self.version.pk).first()
        refusal = why_not_translated(self.version, by=self.request.user)
        left, total = len(pages.open_segments), len(pages.segments)
        changed = basis.changed_at if basis is not None else None
        return super().get_context_data(
            version=self.version,
            source=pages.source.page,
            rows=self.rows,
            lost_input=self._lost_input(),
            is_comment_lost=self.refused_note is not None,
            comments_elsewhere=self._comments_elsewhere(),
            choices=choice_rows(pages) if self.shown_rows == ALL else [],
            differing_fields=pages.differing_fields,
            is_locked=refusal is not None,
            locked_because=str(refusal or ""),
            left=left,
            done=total - left,
            total=total,
            show=self.shown_rows,
            changed_on=vi_date(changed) if changed else "",
            screen_url=self.screen_url,
            comment_url=reverse("translate_comment", args=[self.version.pk]),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.version.pk]),
            draft_url=reverse("wagtailadmin_pages:view_draft", args=[self.version.pk]),
            source_url=reverse("wagtailadmin_pages:view_draft", args=[pages.source.page.pk]),
            machine_url=reverse("translate_by_machine", args=[self.version.pk]) if is_configured() else "",
            import_url=reverse("import_translation", args=[self.version.pk]),
            export_urls=[
                (kind.upper(), reverse("export_translation", args=[self.version.pk, kind])) for kind in (PO, XLIFF)
            ],
            arrangement_url=reverse("translate_arrangement", args=[self.version.pk]),
            **kwargs,
        )


class CommentView(SideBySideView):
    """Add a comment at a text, or resolve one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, text = request.POST.get("segment", ""), request.POST.get("text", "")
        try:
            if request.POST.get("action") == RESOLVE:
                comment = parse_pk(request.POST.get("comment"))
                resolve_comment(self.version, comment, by=request.user, at=self.now)
            else:
                add_comment(self.version, key, text, by=request.user, at=self.now)
        except PortalRefusal as refusal:
            self.refused_note = key, text
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect(f"{self.screen_url}?show={self.shown_rows}#text-{key}")


def choice_rows(pages: SideBySide) -> list[dict[str, Any]]:
    """Pictures, files and links of a page for the screen. Reads the chosen rows of each model at once."""
    names = _names_of_choices(pages.choices)

    def name(one: Override, value: Any) -> str:
        return str(value) if one.model is None else names[one.model].get(value, "")

    return [
        {
            "place": pages.places[one.path].words,
            "source": name(one, one.source),
            "value": name(one, one.value) if one.value != one.source else "",
            "url": reverse("translate_choice", args=[pages.version.pk, one.key]),
        }
        for one in pages.choices
    ]


def _names_of_choices(choices: Iterable[Override]) -> dict[type[Model], dict[Any, str]]:
    """Names of the chosen rows, by model and key."""
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for one in choices:
        if one.model is not None:
            keys[one.model] |= {one.source, one.value} - {None}
    return {
        model: {key: str(row) for key, row in model._default_manager.in_bulk(wanted).items()}
        for model, wanted in keys.items()
    }
