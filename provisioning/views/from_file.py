"""Portals from a file: sent in, looked at, confirmed, made in the background; for operators."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from audit.errors import PortalRefusal
from formats.tables.errors import RowError, TableRefused
from formats.tables.layouts import Lines
from formats.vietnamese.text import slug
from members.views.base import AdminFormMixin, AdminView, portal_url
from provisioning.enums import PortalImportRowState
from provisioning.forms.from_file import ENDINGS, PortalFileForm, PortalImportStepForm
from provisioning.from_file.columns import PORTALS
from provisioning.from_file.reading import ProvisionPlan, plan_from_lines
from provisioning.from_file.template import FILE_NAME, template_columns, template_file
from provisioning.from_file.words import VIETNAMESE_NAMES
from provisioning.models import PortalImport
from provisioning.portal_imports import continue_import, is_lost, stands_still, start_import, stop_import
from sites.models import PortalKind

# Files that the screen lists.
SHOWN: Final = 20
KEPT_SECONDS: Final = 60 * 60 * 8
_SALT: Final = "provisioning.views.from_file"
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ImportingView(AdminView):
    """For operators."""

    header_icon = "upload"

    def has_permission(self) -> bool:
        return self.operates


class ImportPortalsView(AdminFormMixin, ImportingView):
    """Three steps at one address: choose a file, look at what it would make, confirm."""

    form_class = PortalFileForm
    page_title = gettext_lazy("Portals from a file")
    submit_label = gettext_lazy("Look at what it would make")
    template_name = "sites/import_portals.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "content" in request.POST:
            return self._confirm(request.POST["content"])
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"files": self.request.FILES} if self.request.method == "POST" else {}

    def form_valid(self, form: PortalFileForm) -> HttpResponse:
        file, profile = form.cleaned_data["file"], form.cleaned_data["profile"]
        try:
            lines = PORTALS.lines(file.read())
        except TableRefused as refused:
            return self._show([], ProvisionPlan((), tuple(sorted(refused.errors)), frozenset()), file.name, profile)
        return self._show(lines, plan_from_lines(lines, on=self.today, profile=profile), file.name, profile)

    def _show(self, lines: Lines, plan: ProvisionPlan, name: str, profile: str) -> HttpResponse:
        content = signing.dumps([name[-250:], profile, lines, plan.digest], salt=_SALT, compress=True)
        registered = [spec for spec in plan.specs if spec.code in plan.registered]
        context = self.get_context_data(
            form=PortalFileForm(initial={"profile": profile}),
            plan=plan,
            file_name=name,
            errors=[_error_in_words(error, lines) for error in plan.errors],
            faulty_lines=len({error.line for error in plan.errors}),
            specs=[_spec_in_words(spec, plan) for spec in plan.specs],
            new_count=len(plan.new),
            registered_count=len(registered),
            # A file with mistakes is corrected first: half of it would be forgotten.
            content="" if plan.errors else content,
        )
        return self.render_to_response(context, status=422 if plan.errors else 200)

    def _confirm(self, sent: str) -> HttpResponse:
        try:
            name, profile, lines, digest = signing.loads(sent, salt=_SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            messages.error(self.request, _("What was looked at is too old. Choose the file again."))
            return redirect(self.request.path)
        try:
            with self.still_allowed():
                started = start_import(
                    lines,
                    profile=profile,
                    file_name=name,
                    form_hash=hashlib.sha256(sent.encode()).hexdigest(),
                    expected=digest,
                    by=self.request.user,
                    at=self.now,
                )
        except PortalRefusal as refusal:
            messages.error(self.request, str(refusal))
            return self._show(lines, plan_from_lines(lines, on=self.today, profile=profile), name, profile)
        return redirect(portal_url("portal_import", started.pk))

    def get_success_url(self) -> str:
        return portal_url("index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            imports=PortalImport.objects.select_related("confirmed_by")[:SHOWN],
            columns=template_columns(),
            # Without workers the browser waits for all of them.
            has_workers=not settings.CELERY_TASK_ALWAYS_EAGER,
            **kwargs,
        )


def _error_in_words(error: RowError, lines: Lines) -> dict[str, Any]:
    """A mistake with the Vietnamese name of its column, and what the cell says now."""
    names = VIETNAMESE_NAMES.get(error.column, (error.column,))
    return {"line": error.line, "column": names[0], "message": error.message, "cell": _cell(error, lines)}


def _cell(error: RowError, lines: Lines) -> str:
    head = next((cells for _number, cells in lines), [])
    names = {slug(name) for name in (error.column, *VIETNAMESE_NAMES.get(error.column, ()))} - {""}
    places = [place for place, name in enumerate(head) if slug(name) in names]
    row = dict(lines).get(error.line, [])
    return next((row[place] for place in places if place < len(row)), "")


def _spec_in_words(spec: Any, plan: ProvisionPlan) -> dict[str, Any]:
    return {"spec": spec, "line": plan.lines[spec.code], "is_new": spec.code not in plan.registered}


class PortalImportTemplateView(ImportingView):
    """An empty file with the columns."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ending = kwargs["ending"]
        if ending not in ENDINGS:
            raise Http404
        response = HttpResponse(template_file(ending), content_type=_TYPES[ending])
        response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.{ending}"'
        return response


class PortalImportView(AdminFormMixin, ImportingView):
    """How far a file has come, row by row; stopping it, or giving it to the queue again."""

    form_class = PortalImportStepForm
    page_title = gettext_lazy("Portals from a file")
    template_name = "sites/portal_import.html"

    @cached_property
    def portal_import(self) -> PortalImport:
        found = PortalImport.objects.select_related("confirmed_by").filter(pk=self.kwargs["import_id"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return self.portal_import.file_name

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs(), {"url": portal_url("import_portals"), "label": self.page_title}]

    def form_valid(self, form: PortalImportStepForm) -> HttpResponse:
        if form.cleaned_data["step"] == "stop":
            stop_import(self.portal_import.pk, by=self.request.user, at=self.now)
            return self.succeed(_("No more portals of this file are made. Those that are made stay."))
        continue_import(self.portal_import.pk, by=self.request.user, at=self.now)
        return self.succeed(_("The file was given to the queue again."))

    def get_success_url(self) -> str:
        return portal_url("portal_import", self.portal_import.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.portal_import
        rows = list(one.rows.select_related("portal"))
        counts = Counter(row.state for row in rows)
        kinds = dict(PortalKind.objects.values_list("code", "name_vi"))
        return super().get_context_data(
            portal_import=one,
            rows=[{"row": row, "kind": kinds.get(row.spec["kind"], row.spec["kind"])} for row in rows],
            total=len(rows),
            done=len(rows) - counts[PortalImportRowState.WAITING],
            created=counts[PortalImportRowState.CREATED],
            completed=counts[PortalImportRowState.COMPLETED],
            failed=counts[PortalImportRowState.FAILED],
            is_lost=is_lost(one),
            stands_still=stands_still(one, at=self.now),
            **kwargs,
        )
