"""Archive packages: asked for, made in the background, downloaded; for operators (8.11, 12.2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from adminviews.hidden_inputs import numbers
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from exchange.archive import KEPT, ask_for_package, fetch_package
from exchange.forms import ArchiveForm
from exchange.models import ArchivePackage
from members.views.base import AdminFormMixin, AdminView

# Packages that the screen shows.
SHOWN = 50


class ArchiveBaseView(AdminView):
    """For operators."""

    header_icon = "download"

    def has_permission(self) -> bool:
        return self.operates


class ArchivePackagesView(AdminFormMixin, ArchiveBaseView):
    """What was asked for and how far it is, and the form that asks for another."""

    form_class = ArchiveForm
    page_title = gettext_lazy("Archive packages")
    submit_label = gettext_lazy("Make the package")
    template_name = "exchange/archive_packages.html"
    refusal_fields = {"reason_missing": "reason", "nothing_to_archive": "year"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"today": self.today}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        ask_for_package(data["portal"], year=data["year"], by=self.request.user, at=self.now, reason=data["reason"])
        return self.succeed(_("The package is being made. It stands in the list below once it is ready."))

    def get_success_url(self) -> str:
        return reverse("archive_packages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        packages = ArchivePackage.objects.select_related("portal", "asked_by")[:SHOWN]
        return super().get_context_data(packages=packages, kept_days=KEPT.days, **kwargs)


class FetchPackageView(ArchiveBaseView):
    """The file of a package, by a form: that it is taken away is recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = numbers([request.POST.get("package", "")]) or [0]
        try:
            with atomic_refusing_deadlocks():
                package = fetch_package(next(iter(wanted)), by=request.user, at=self.now)
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect("archive_packages")
        return FileResponse(
            package.file.open("rb"), as_attachment=True, filename=f"{package.portal.code}-{package.year}.zip"
        )
