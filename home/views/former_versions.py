"""Former versions of a page: the public list below its address (13.1.c), and one version in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from home.models import BasePage, PublicVersion
from home.publication.public_versions import is_as_published
from home.serving.presentation import Crumb, chain_of
from home.translations.sources import ensure_source
from sites.directory import HOME_DEPTH

if TYPE_CHECKING:
    from wagtail.url_routing import RouteResult


def show_versions(request: HttpRequest, route: RouteResult, number: int | None) -> HttpResponse:
    """The list of a public page's versions, or a former one. Never in an index of a search engine.

    Raises:
        Http404: the page keeps no versions, or has none of this number that the public may read.
    """
    page: BasePage = route[0]
    if not page.keeps_versions or page.is_restricted:
        raise Http404
    response = _list(request, page) if number is None else _one(request, route, number)
    response["X-Robots-Tag"] = "noindex"
    return response


def _list(request: HttpRequest, page: BasePage) -> HttpResponse:
    """All versions that the public may read, the newest first."""
    versions = list(PublicVersion.objects.filter(page=page).readable().order_by("-number"))
    if not versions:
        raise Http404
    request.shown_page = page  # read by the context processor
    title = gettext("Versions of this page")
    above = [Crumb(step.title, step.get_url(request)) for step in chain_of(page)]
    context = {
        "page": page,
        "page_url": page.get_url(request),
        "page_title": f"{title}: {page.title}",
        "versions": versions,
        "breadcrumb": [*above, Crumb(page.title, page.get_url(request) or ""), Crumb(title, "")],
    }
    return render(request, "pages/home/versions.html", context)


def _one(request: HttpRequest, route: RouteResult, number: int) -> HttpResponse:
    """A former version in the look of its page. The one that is public now has its own address."""
    page: BasePage = route[0]
    version = PublicVersion.objects.filter(page=page, number=number).readable().select_related("revision").first()
    if version is None or version.ended_at is None or not is_as_published(version):
        raise Http404
    # Wagtail's view asks whether the page is restricted, and lets the apps have a say.
    request._wagtail_route_for_request = (as_it_was(page, version), *route[1:])
    response: HttpResponse = wagtail_serve(request, request.path)
    return response


def as_it_was(page: BasePage, version: PublicVersion) -> BasePage:
    """The page with the content of a former version, at its address of today. A picture that is gone is left out."""
    former: BasePage = version.revision.as_object()
    former.slug, former.url_path = page.slug, page.url_path
    former.chain, former.is_restricted = page.chain, page.is_restricted
    former.last_published_at = version.published_at
    former.has_former_versions = True
    former.shown_version = version
    return former


class PageVersionView(SubmitPageTranslationView):
    """Stands before wagtail-localize's view (`cityportal.shadowed_urls`), which never asks for the page itself.

    Never with the whole tree below: that writes over versions which are public already. Leads on to the texts of the
    version, side by side with those of the page.
    """

    title = gettext_lazy("Make the English version")
    template_name = "home/begin_english.html"

    def get_object(self) -> Page:
        page = super().get_object()
        # Containers and the homes of both languages are made by provisioning.
        if page.depth <= HOME_DEPTH or not page.specific.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = self.object.get_translations().exclude(locale__language_code=settings.LANGUAGE_CODE).first()
        if version is not None:
            return redirect("translate_page", version.pk)
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        ensure_source(self.object)
        return super().form_valid(form)

    def get_form(self) -> forms.Form:
        form = super().get_form()
        form.fields["include_subtree"] = forms.BooleanField(
            required=False, disabled=True, initial=False, widget=forms.HiddenInput
        )
        # There is one other language.
        form.fields["locales"].widget = forms.MultipleHiddenInput()
        form.initial["locales"] = list(form.fields["locales"].queryset.values_list("pk", flat=True))
        return form

    def get_default_success_url(self, translated_page: Page | None = None) -> str:
        if translated_page is not None:
            return reverse("translate_page", args=[translated_page.pk])
        return reverse("wagtailadmin_pages:edit", args=[self.object.pk])

    def get_success_message(self, locales: str) -> str:
        return gettext("The English version of “%(title)s” was made, as a draft. Translate its texts one by one.") % {
            "title": self.object.get_admin_display_title()
        }


def refuse(request: HttpRequest, **kwargs: Any) -> NoReturn:
    """Answer addresses of wagtail-localize by which a version changes together with its original, past the board, or
    is given words whose author no version of the page names; and those of Wagtail's redirects, one list for all
    portals.

    Raises:
        PermissionDenied: always, to superusers as well.
    """
    raise PermissionDenied
