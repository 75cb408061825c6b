"""A version of one page in another language, made by whoever may edit that page."""

from __future__ import annotations

from typing import Any, NoReturn

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from home.translations.sources import ensure_source
from sites.directory import HOME_DEPTH


class PageVersionView(SubmitPageTranslationView):
    """Stands before wagtail-localize's view (`cityportal.shadowed_urls`), which never asks for the page itself.

    Never with the whole tree below: that writes over versions which are public already.
    """

    def get_object(self) -> Page:
        page = super().get_object()
        # Containers and the homes of both languages are made by provisioning.
        if page.depth <= HOME_DEPTH or not page.specific.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        ensure_source(self.object)
        return super().form_valid(form)

    def get_form(self) -> forms.Form:
        form = super().get_form()
        form.fields["include_subtree"] = forms.BooleanField(
            required=False, disabled=True, initial=False, widget=forms.HiddenInput
        )
        return form


def refuse(request: HttpRequest, **kwargs: Any) -> NoReturn:
    """Answer addresses of wagtail-localize by which a version changes together with its original, past the board, or
    is given words whose author no version of the page names.

    Raises:
        PermissionDenied: always, to superusers as well.
    """
    raise PermissionDenied
