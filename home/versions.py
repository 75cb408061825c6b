"""A version of one page in another language, made by whoever may edit that page."""

from __future__ import annotations

from typing import Any, NoReturn

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.views.edit_translation import upload_pofile
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from home.addresses import HOME_DEPTH

WORDS_OF = b"X-WagtailLocalize-TranslationID"


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

    def get_form(self) -> forms.Form:
        form = super().get_form()
        form.fields["include_subtree"] = forms.BooleanField(
            required=False, disabled=True, initial=False, widget=forms.HiddenInput
        )
        return form


def upload_words(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Stand before wagtail-localize's view, which falls over a form without a file, and over words of something else.

    It reads whose words they are from this line of the file.
    """
    file = request.FILES.get("file")
    if file is not None and any(WORDS_OF in line for line in file):
        file.seek(0)
        return upload_pofile(request, translation_id)
    messages.error(request, _("Please upload a PO file that was downloaded here."))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def refuse(request: HttpRequest, **kwargs: Any) -> NoReturn:
    """Answer addresses of wagtail-localize by which a version changes together with its original, past the board.

    Raises:
        PermissionDenied: always, to superusers as well.
    """
    raise PermissionDenied
