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

from editorial.views.proposing import proposal_url, submitted_message, tell_of_open_proposal, typed_before
from home.menu import MenuRow, may_sort_menu, menu_rows, sort_menu
from home.models import MenuOrder
from members.access.roles import roles_of
from members.views.base import AdminFormMixin, PortalView
from members.views.own_portals import OwnPortalsView
from sites.enums import PortalState
from sites.models import Portal
from sites.models.portal import PortalQuerySet


class SortingMenuItem(MenuItem):
    """For those who sort the menu of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        roles = roles_of(request.user, on=timezone.localdate())
        return bool(roles.reviewed | roles.administered)


class OwnMenusView(OwnPortalsView):
    """For heads, deputies and portal administrators."""

    page_title = gettext_lazy("Order of the menu")
    header_icon = "list-ol"
    introduction = gettext_lazy("You sort the menus of these portals. Choose one.")

    def own(self) -> PortalQuerySet:
        roles = roles_of(self.request.user, on=self.today)
        return Portal.objects.filter(pk__in=roles.reviewed | roles.administered)

    def url_of(self, portal: Portal) -> str:
        return reverse("menu_order", args=[portal.pk])


class MenuOrderForm(forms.Form):
    """The sections in an order: their keys, each sent by a hidden input of its row."""

    def __init__(self, data: Any = None, *, order: list[str]) -> None:
        super().__init__(data)
        self.order = data.getlist("sections") if data is not None else order


class MenuOrderView(AdminFormMixin, PortalView):
    """Sort the menu of a portal, by dragging or by keys. What is sent goes to the board."""

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
        typed = typed_before(self.request, self.order) if self.order is not None else {}
        return {"order": typed.get("sections", [])}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        before = [row.key for row in menu_rows(self.portal)]
        proposal = sort_menu(self.portal, form.order, by=self.request.user, at=self.now)
        if proposal is not None:
            button = messages.button(proposal_url(proposal), _("See the change"))
            messages.success(self.request, submitted_message(), buttons=[button])
        elif [row.key for row in menu_rows(self.portal)] != before:
            messages.success(self.request, _("The order of the menu is saved."))
        else:
            messages.info(self.request, _("The order is as it was: nothing was submitted."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("menu_order", args=[self.portal.pk])

    def rows(self, order: list[str]) -> list[MenuRow]:
        """What can be sorted, as somebody sorted it; what came since stands last."""
        places = {key: place for place, key in enumerate(order)}
        return sorted(menu_rows(self.portal), key=lambda row: places.get(row.key, len(places)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"rows": self.rows(context["form"].order), "back_url": reverse("wagtailadmin_home")}


class MenuOrderURLFinder(ModelAdminURLFinder):
    """Where Wagtail's lists lead for an order of a menu; the screen asks by itself who may see it."""

    edit_url_name = "menu_order"

    def get_edit_url(self, instance: MenuOrder) -> str:
        return reverse(self.edit_url_name, args=[instance.portal_id])
