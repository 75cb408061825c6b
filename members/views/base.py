"""Bases of the screens about portals: who may see them, their portal, how a verb is called and reported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import BaseButton, Button, HeaderButton

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from members.access.actor import lock_actor
from members.access.permissions import can_administer, can_operate, supervised_portals
from sites.locking import locked_portal
from sites.models import Portal

NAMESPACE = "portals_admin"
# Sent by `js/admin/typed-text.js` with text that a browser kept: it is shown in its form, and nothing is done.
RESTORE = "restore-typed"


def portal_url(name: str, *args: Any) -> str:
    """Address of one of our admin screens."""
    return reverse(f"{NAMESPACE}:{name}", args=args)


def accounts_button(portal: Portal, *, priority: int) -> HeaderButton:
    """To the list of who may do what on a portal."""
    address = f"{portal_url('accounts')}?portal={portal.pk}"
    return HeaderButton(_("Accounts and rights"), url=address, icon_name="list-ul", priority=priority)


class AdminView(WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen of the admin for those whom `has_permission` names; Wagtail sends everybody else home with a message.

    What it is combined with says what GET shows: Django's `TemplateView`, `AdminFormMixin` or `AdminListView`.
    """

    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_permission():
            raise PermissionDenied
        if request.method == "POST" and RESTORE in request.POST:
            return self.show_restored()
        return super().dispatch(request, *args, **kwargs)

    def show_restored(self) -> HttpResponse:
        """Answer text that a browser kept; by the screen as it is where there is no form for it."""
        return redirect(self.request.get_full_path())

    def has_permission(self) -> bool:
        """Whether this person may use the screen. Closed unless a screen says otherwise."""
        return False

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def operates(self) -> bool:
        return can_operate(self.request.user, on=self.today)

    @cached_property
    def supervised(self) -> frozenset[int] | None:
        """Keys of the portals that the person supervises; None: all, and what concerns the whole city (6.2)."""
        return supervised_portals(self.request.user, on=self.today)

    @property
    def supervises(self) -> bool:
        """Whether the person supervises all portals."""
        return self.supervised is None

    @property
    def supervises_some(self) -> bool:
        """Whether there is a portal that the person supervises."""
        return self.supervised is None or bool(self.supervised)

    def supervises_portal(self, portal_id: int) -> bool:
        return self.supervised is None or portal_id in self.supervised

    @property
    def tells_accounts(self) -> bool:
        """Whether records say what accounts are called and how they are reached: not to who merely supervises (8.8)."""
        return self.operates or not self.supervises_some

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        """Breadcrumbs between the dashboard and this screen."""
        return [{"url": portal_url("index"), "label": _("Portals")}] if self.supervises_some else []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.get_breadcrumbs(), {"url": "", "label": self.get_page_title()}]

    def get_header_more_buttons(self) -> list[BaseButton]:
        """Entries of the menu in the header, without the classes of buttons: their colour cannot be read there."""
        entries: list[BaseButton] = super().get_header_more_buttons()
        for entry in entries:
            entry.classname = ""
        return entries


class ExportableMixin:
    """Offers a list as a table with the columns that it shows (`adminsite.views.list_export`)."""

    index_url_name: str
    # False where a verb of the list's own exports it.
    is_exported: ClassVar[bool] = True

    def get_header_more_buttons(self) -> list[BaseButton]:
        entries = super().get_header_more_buttons()
        return [*entries, self._export_button()] if self.is_exported else entries

    def _export_button(self) -> Button:
        """Lead to the form of the export, narrowed as the list is."""
        asked = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            asked.pop(name, None)
        address = self.get_export_url() + (f"?{asked.urlencode()}" if asked else "")
        return Button(_("Export"), url=address, icon_name="download", priority=90)

    def get_export_url(self) -> str:
        return portal_url("export_list", self.index_url_name)

    def get_queryset_to_export(self) -> Any:
        """All rows, as they are filtered."""
        return self.get_queryset()

    def get_table_to_export(self, rows: list[Any]) -> Table:
        """Some of these rows under the columns of the list."""
        return self.get_table(rows)


class AdminListView(ExportableMixin, AdminView, BaseListingView):
    """A list with filters, columns and pages, as Wagtail shows it."""

    template_name = "wagtailadmin/generic/listing.html"
    paginate_by = 50


class PortalView(AdminView):
    """A screen about one portal. Whoever may not see it is not told whether it exists."""

    @cached_property
    def portal(self) -> Portal | None:
        rows = Portal.objects.select_related(
            "kind", "parent__site", "site__root_page", "container", "collection", "board"
        )
        return rows.filter(pk=self.kwargs["portal_id"]).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.portal is None and self.supervises:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def administers(self) -> bool:
        return self.portal is not None and can_administer(self.request.user, self.portal, on=self.today)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        leads = self.supervises_portal(self.portal.pk)
        here = {"url": portal_url("detail", self.portal.pk) if leads else "", "label": self.portal.name}
        return [*super().get_breadcrumbs(), here]

    def get_page_subtitle(self) -> str:
        return self.portal.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(portal=self.portal, today=self.today, **kwargs)

    def button(self, label: str, name: str, *, icon: str, priority: int) -> HeaderButton:
        return HeaderButton(label, url=portal_url(name, self.portal.pk), icon_name=icon, priority=priority)


class AdminFormMixin:
    """A screen with one form: shown by GET, done by POST. A refusal stands in the form, and nothing typed is lost."""

    form_class: ClassVar[type[forms.Form]]
    template_name = "sites/form.html"
    submit_label: ClassVar[Any] = gettext_lazy("Save")
    # Paragraphs above the form.
    introduction: ClassVar[tuple[Any, ...]] = ()
    # The act cannot be taken back, or citizens feel it at once.
    is_serious = False
    # Where a refusal of the verb is shown, by its code; others stand above the form.
    refusal_fields: ClassVar[dict[str, str]] = {"reason_missing": "reason"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                self.count_try()
                with self.still_allowed():
                    return self.confirmation(form) or self.form_valid(form)
            except PortalRefusal as refusal:
                form.add_error(self.refusal_fields.get(refusal.code), str(refusal))
        return self.form_invalid(form)

    def show_restored(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.get_form(self.request.POST)))

    def count_try(self) -> None:
        """Count what a screen allows so often a while, before it is tried: what is refused stays counted.

        Raises:
            TooManyTries: that was once too often.
        """

    @contextmanager
    def still_allowed(self) -> Iterator[None]:
        """One transaction in which no right of the person ends: the screen asks once more whether it is for them.

        Another view is asked: what this one has read is what the person was shown, and the verb compares with it.

        Raises:
            AccessEnded, PermissionDenied: it is not any more.
            ChangedMeanwhile: somebody else went first.
            TargetGone: there is no such portal any more.
        """
        with atomic_refusing_deadlocks():
            for key in sorted(self.portals_held()):
                locked_portal(key)
            lock_actor(self.request.user)
            again = type(self)()
            again.setup(self.request, *self.args, **self.kwargs)
            if not again.has_permission():
                raise PermissionDenied
            yield

    def portal_held(self) -> int | None:
        """Key of the portal that the verb locks: locked first, before the account of who acts
        (`editorial.review.locking`)."""
        return None

    def portals_held(self) -> set[int]:
        """Keys of the portals that the verb locks."""
        key = self.portal_held()
        return set() if key is None else {key}

    def confirmation(self, form: forms.Form) -> HttpResponse | None:
        """A page that the person has to see before the verb is called; None where nothing is to be confirmed."""
        return None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Call the verb, and answer: `succeed` with the sentence that says what was done, or a file."""
        raise NotImplementedError

    def succeed(self, message: str) -> HttpResponse:
        """Show the next screen with a sentence that says what was done."""
        messages.success(self.request, message)
        return redirect(self.get_success_url())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The form as it was sent, with what is wrong beside its fields."""
        messages.error(self.request, _("Nothing was changed yet: see the messages below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_form(self, data: Any = None) -> forms.Form:
        form = self.form_class(data, **self.get_form_kwargs())
        for field in form.fields.values():
            # As Django does for fields of models.
            field.label = capfirst(field.label)
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def get_success_url(self) -> str:
        raise NotImplementedError

    def get_introduction(self) -> list[str]:
        return [str(paragraph) for paragraph in self.introduction]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "media": context["form"].media,
            "submit_label": self.submit_label,
            "introduction": self.get_introduction(),
            "is_serious": self.is_serious,
            "back_url": self.get_success_url(),
        }
