"""Screens on which a press pack is prepared, and sent once it is public."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from formats.vietnamese.dates import vi_date
from home.views.section import SectionView
from information.enums import Period
from information.models import PressDelivery, PressPackPage, PressSubscriber
from information.models.press.packs import MOST_PAGES
from information.periods import period_in_words
from information.permissions import can_keep_press_list, can_prepare_pack
from information.press.press_mail import send_again, send_pack
from information.press.press_packs import month_before, offered_pages, prepare_pack
from information.queries import public_pack
from members.views.base import AdminFormMixin, AdminView

# Months that are offered, this one first.
MONTHS_BACK: Final = 12


class MonthForm(forms.Form):
    """Of which month."""

    month = forms.ChoiceField(label=gettext_lazy("Month"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["month"]
        choice.choices = [
            (f"{year}-{month}", period_in_words(Period.MONTH, month, year)) for year, month in _months(today)
        ]

    def asked(self, today: date) -> tuple[int, int]:
        """Year and month; the last whole month where none was asked for."""
        self.full_clean()
        if asked := self.cleaned_data.get("month"):
            year, month = asked.split("-")
            return int(year), int(month)
        return month_before(today)


def _months(today: date) -> list[tuple[int, int]]:
    months = [(today.year, today.month)]
    while len(months) < MONTHS_BACK:
        year, month = months[-1]
        months.append(month_before(date(year, month, 1)))
    return months


class PackForm(forms.Form):
    """The pages of the pack."""

    pages = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Pages of the pack"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one page at least.")},
    )

    def __init__(self, *args: Any, offered: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["pages"]
        choice.choices = [
            (page.pk, f"{page.title} ({page.specific_class._meta.verbose_name}, {vi_date(page.first_published_at)})")
            for page in offered
        ]

    def clean_pages(self) -> list[int]:
        pages: list[int] = self.cleaned_data["pages"]
        if len(pages) > MOST_PAGES:
            raise forms.ValidationError(_("A pack has at most %(count)d pages.") % {"count": MOST_PAGES})
        return pages


class PreparePackView(AdminFormMixin, SectionView):
    """Choose from what became public in a month."""

    form_class = PackForm
    page_title = gettext_lazy("Prepare a press pack")
    submit_label = gettext_lazy("Make a draft of the pack")
    template_name = "information/prepare_pack.html"
    header_icon = "form"

    def has_permission(self) -> bool:
        return can_prepare_pack(self.request.user, self.section)

    def portal_held(self) -> int | None:
        return self.section.portal.id if self.section.portal else None

    @cached_property
    def asked(self) -> tuple[int, int]:
        return MonthForm(self.request.GET, today=self.today).asked(self.today)

    @cached_property
    def offered(self) -> list[Page]:
        return offered_pages(self.section, *self.asked)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"offered": self.offered}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        year, month = self.asked
        page = prepare_pack(
            self.section,
            year=year,
            month=month,
            chosen=form.cleaned_data["pages"],
            by=self.request.user,
        )
        messages.success(self.request, _("This is the draft: write its lead, and submit it to the board."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_success_url(self) -> str:
        return self.explorer_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year, month = self.asked
        packs = PressPackPage.objects.child_of(self.section).filter(year=year, month=month)
        return super().get_context_data(
            month_form=MonthForm(initial={"month": f"{year}-{month}"}, today=self.today),
            period=period_in_words(Period.MONTH, month, year),
            packs=packs,
            offered=self.offered,
            **kwargs,
        )


class SendPackView(AdminFormMixin, AdminView):
    """Send a public pack to the agencies on the list that have not got it; what became of the mails."""

    form_class = forms.Form
    page_title = gettext_lazy("Send the press pack")
    submit_label = gettext_lazy("Send")
    template_name = "information/send_pack.html"
    header_icon = "mail"

    @cached_property
    def pack(self) -> PressPackPage:
        return get_object_or_404(PressPackPage.objects, pk=self.kwargs["page_id"])

    @property
    def portal_id(self) -> int | None:
        return self.pack.portal.id if self.pack.portal else None

    def has_permission(self) -> bool:
        return can_keep_press_list(self.request.user, self.portal_id, on=self.today)

    def portal_held(self) -> int | None:
        return self.portal_id

    def get_page_subtitle(self) -> str:
        return str(self.pack.title)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": self.pack.title}]

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pack.pk])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if "again" in self.request.POST:
            count = send_again(self.pack, by=self.request.user, at=self.now)
            told = ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count)
        else:
            count = send_pack(self.pack, by=self.request.user, at=self.now).deliveries.count()
            told = ngettext("It is sent to %(count)d press agency.", "It is sent to %(count)d press agencies.", count)
        messages.success(self.request, told % {"count": count})
        return redirect("send_press_pack", self.pack.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agencies = PressSubscriber.objects.for_portal(self.portal_id)
        deliveries = PressDelivery.objects.of_page(self.pack.pk).select_related("subscriber", "mailing__sent_by")
        return super().get_context_data(
            pack=self.pack,
            is_public=public_pack(self.pack.pk) is not None,
            left=list(agencies.to_be_sent(self.pack.pk).order_by("agency")),
            deliveries=list(deliveries),
            is_open=deliveries.open(at=self.now).filter(subscriber__ended_at=None).exists(),
            **kwargs,
        )
