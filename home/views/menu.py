"""The order of the menu in the admin: where it is sorted, and where somebody begins who does so for several portals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.menu import MenuItem

from editorial.proposals.actions.proposal import take_back_reverted
from editorial.views.proposing import (
    proposal_url,
    reverted_message,
    submitted_message,
    tell_of_open_proposal,
    typed_before,
    waiting_values,
)
from home.menu import in_menu_order, may_sort_menu, menu_rows, menus_sorted_by, sort_menu
from home.models import MenuOrder
from members.views.base import AdminFormMixin, PortalView
from members.views.own_portals import OwnPortalsView
from sites.enums import PortalState
from sites.models import Portal
from sites.models.portal import PortalQuerySet


class SortingMenuItem(MenuItem):
    """For those who sort the menu of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(menus_sorted_by(request.user, on=timezone.localdate()))


class OwnMenusView(OwnPortalsView):
    """For heads, deputies and portal administrators."""

    page_title = gettext_lazy("Order of the menu")
    header_icon = "list-ol"
    introduction = gettext_lazy("You sort the menus of these portals. Choose one.")

    def own(self) -> PortalQuerySet:
        return Portal.objects.filter(pk__in=menus_sorted_by(self.request.user, on=self.today))

    def url_of(self, portal: Portal) -> str:
        return reverse("menu_order", args=[portal.pk])


class MenuOrderForm(forms.Form):
    """The sections in an order: their keys, each sent by a hidden input of its row."""

    def __init__(self, data: Any = None, *, order: list[str]) -> None:
        super().__init__(data)
        self.order = data.getlist("sections") if data is not None else order


class MenuOrderView(AdminFormMixin, PortalView):
    """Sort the menu of a portal, by dragging or by keys. What is sent goes to the board.

    The list begins with what the person submitted and nobody decided on, since submitting again takes its place, and
    setting it back takes it back.
    """

    form_class = MenuOrderForm
    template_name = "home/menu_order.html"
    page_title = gettext_lazy("Order of the menu")
    header_icon = "list-ol"
    introduction: ClassVar = (
        gettext_lazy(
            "Drag the sections into their order, or move them by their buttons. The menu, the home pages and the site "
            "map follow it, in both languages."
        ),
        gettext_lazy("Whether a section stands in the menu at all is chosen on its own page, in the tab “Promote”."),
    )

    @cached_property
    def order(self) -> MenuOrder | None:
        return MenuOrder.objects.for_portal(self.portal).first()

    @property
    def is_public(self) -> bool:
        return self.portal.state != PortalState.PREPARING

    @property
    def submit_label(self) -> str:
        return _("Submit to the editorial board") if self.is_public else _("Save")

    def has_permission(self) -> bool:
        return self.portal is not None and may_sort_menu(self.request.user, self.portal.pk, on=self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.order is not None:
            tell_of_open_proposal(request, self.order)
        return super().get(request, *args, **kwargs)

    def portal_held(self) -> int | None:
        return self.portal.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.order is None:
            return {"order": []}
        typed = waiting_values(self.request, self.order) | typed_before(self.request, self.order)
        return {"order": typed.get("sections", [])}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        is_changed, proposal = sort_menu(self.portal, form.order, by=self.request.user, at=self.now)
        if proposal is not None:
            button = messages.button(proposal_url(proposal), _("See the change"))
            messages.success(self.request, submitted_message(), buttons=[button])
        elif is_changed:
            messages.success(self.request, _("The order of the menu is saved."))
        elif self.order and take_back_reverted(self.order, ["sections"], by=self.request.user, at=self.now):
            messages.success(self.request, reverted_message())
        else:
            messages.info(self.request, _("The order is as it was: nothing was submitted."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("menu_order", args=[self.portal.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = in_menu_order(menu_rows(self.portal), context["form"].order)
        return context | {"rows": rows, "back_url": reverse("wagtailadmin_home")}


class MenuOrderURLFinder(ModelAdminURLFinder):
    """Where Wagtail's lists lead for an order of a menu; the screen asks by itself who may see it."""

    edit_url_name = "menu_order"

    def get_edit_url(self, instance: MenuOrder) -> str:
        return reverse(self.edit_url_name, args=[instance.portal_id])
