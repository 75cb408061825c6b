"""The health of the installation on a screen: what the doctor found last, what changed, and a button; for operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cityportal.backups.record import last_backup, last_drill
from cityportal.doctor.screens import screen_of
from cityportal.examinations import compare, is_under_way, start_examination
from cityportal.models import Examination
from members.views.base import AdminFormMixin, AdminView

# Examinations that the screen lists.
SHOWN: Final = 14
# After which the nightly task is missed.
OLD: Final = timedelta(days=2)


class HealthView(AdminFormMixin, AdminView):
    """Show the findings of the doctor, each with its advice and a link."""

    form_class = forms.Form
    header_icon = "circle-check"
    page_title = pgettext_lazy("admin menu", "System health")
    submit_label = gettext_lazy("Examine now")
    template_name = "cityportal/health.html"

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        started = start_examination(by=self.request.user, at=self.now)
        if started.started_at < self.now:
            return self.succeed(_("An examination is under way already."))
        return self.succeed(_("The examination begins. What it finds stands here once it has ended."))

    def get_success_url(self) -> str:
        return reverse("health")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = Examination.objects.first()
        last, before = [*Examination.objects.completed().select_related("started_by")[:2], None, None][:2]
        under_way = latest is not None and is_under_way(latest, at=self.now)
        compared = compare(last.findings, before.findings if before else []) if last else None
        return super().get_context_data(
            last=last,
            before=before,
            sections=_sections(compared, is_first=before is None) if compared else [],
            gone=compared.gone if compared else [],
            is_under_way=under_way,
            # The queue did not take it, its worker is gone, or it broke off.
            broken=latest if latest is not None and not under_way and latest != last else None,
            is_old=last is not None and last.started_at < self.now - OLD,
            backup=last_backup(),
            drill=last_drill(),
            examinations=Examination.objects.select_related("started_by")[:SHOWN],
            **kwargs,
        )


def _sections(compared: Any, *, is_first: bool) -> list[dict[str, Any]]:
    """Findings under headings; without an earlier examination there is nothing to tell apart."""
    headings: tuple[tuple[str, Iterable[Mapping[str, Any]]], ...] = (
        (_("What is wrong") if is_first else _("New since the examination before"), compared.new),
        (_("Wrong in another way than before"), compared.changed),
        (_("Still wrong"), compared.same),
    )
    return [
        {"heading": heading, "slug": f"findings-{place}", "findings": [_with_screen(one) for one in findings]}
        for place, (heading, findings) in enumerate(headings)
        if findings
    ]


def _with_screen(finding: Mapping[str, Any]) -> dict[str, Any]:
    address, name = screen_of(finding["code"])
    return {**finding, "screen_url": address, "screen_name": name}
