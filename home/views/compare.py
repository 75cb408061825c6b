"""The screen on which a version in another language is compared with its Vietnamese page, and the way to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from formats.vietnamese.dates import vi_date
from home.models import VersionBasis
from home.translations.versions.basis import confirm_version, text_hash_of
from home.translations.versions.queries import is_version, public_source_of
from home.views.behind import age_of
from members.views.base import AdminFormMixin, AdminView, portal_url


class SeenForm(forms.Form):
    """The hash of the Vietnamese text that the person reads."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class CompareVersionView(AdminFormMixin, AdminView):
    """Say that a version says what its Vietnamese page says; for those who may edit the version."""

    form_class = SeenForm
    template_name = "home/compare_version.html"
    page_title = gettext_lazy("Does the English version still say the same?")
    header_icon = "globe"

    @cached_property
    def basis(self) -> VersionBasis:
        rows = VersionBasis.objects.select_related("page", "compared_by", "revision")
        return get_object_or_404(rows, pk=self.kwargs["page_id"])

    @cached_property
    def source(self) -> Page | None:
        return public_source_of(self.basis.page)

    @property
    def day_of_source(self) -> str:
        """When the Vietnamese page became public as it is."""
        moment = self.source.last_published_at if self.source is not None else None
        return vi_date(timezone.localdate(moment)) if moment else "–"

    def has_permission(self) -> bool:
        return bool(self.basis.page.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("English versions behind")}]

    def get_page_subtitle(self) -> str:
        return str(self.basis.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"seen": text_hash_of(self.source) if self.source is not None else ""}}

    def form_invalid(self, form: forms.Form) -> Any:
        """With the text as it is by now, so that who compares once more can say so."""
        del self.source
        sent: Any = form.data
        data = sent.copy()
        data["seen"] = self.get_form_kwargs()["initial"]["seen"]
        form.data = data
        return super().form_invalid(form)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        confirm_version(self.basis.page, by=self.request.user, seen=form.cleaned_data["seen"], at=self.now)
        told = _("“%(title)s” was compared with the Vietnamese version of %(day)s.")
        return self.succeed(told % {"title": self.basis.page.title, "day": self.day_of_source})

    def get_success_url(self) -> str:
        return reverse("versions_behind")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, source, basis = self.basis.page, self.source, self.basis
        context = super().get_context_data(
            page=page,
            source=source,
            basis=basis,
            compared_on=vi_date(timezone.localdate(basis.compared_at)),
            age=age_of(basis.changed_at) if basis.changed_at else "",
            changes_url=self.changes_url,
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            unpublish_url=portal_url("ask_unpublish", page.pk),
            **kwargs,
        )
        label = _("I compared it with the Vietnamese version of %(day)s")
        return context | {"submit_label": label % {"day": self.day_of_source}}

    @property
    def changes_url(self) -> str:
        """What was changed in Vietnamese since; empty where both versions are not kept, or nothing was."""
        now = self.source.live_revision_id if self.source is not None else None
        then = self.basis.revision_id
        if self.source is None or not (now and then) or now == then:
            return ""
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.source.pk, then, now])


def warn_of_source(request: HttpRequest, page: Page) -> None:
    """Say in the editor of a version that it is behind, and lead to the comparison."""
    if request.method != "GET" or request.GET.get("_w_hydrate_create_view") or not is_version(page):
        return
    basis = VersionBasis.objects.filter(page=page.pk).first()
    if basis is None:
        return
    if public_source_of(page) is None:
        told = _("The Vietnamese page of this version is not public.") if page.live else ""
    elif basis.changed_at is not None:
        told = _("The Vietnamese page was changed on %(day)s, after this version was made or compared.") % {
            "day": vi_date(timezone.localdate(basis.changed_at))
        }
    else:
        told = ""
    if told:
        buttons = [messages.button(reverse("compare_version", args=[page.pk]), _("Compare the two"))]
        if basis.open_segments:
            address = f"{reverse('translate_page', args=[page.pk])}?show=open"
            buttons.append(messages.button(address, _("Translate what is open")))
        messages.warning(request, told, buttons=buttons)
