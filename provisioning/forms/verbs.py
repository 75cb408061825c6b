"""Forms that ask for what a verb on a portal needs. A reason is part of the record, so it is asked for every time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from adminviews.forms.text import CleanTextMixin
from provisioning.from_file.context import hostname_rules, taken_hosts
from sites.enums import HostnameProfile, PortalState
from sites.hostnames.checks import validate_host
from sites.hostnames.syntax import HostnameRefused
from sites.models import Portal
from sites.reference import reserved_labels


class SuspendForm(CleanTextMixin, forms.Form):
    """Take a portal off the web for a while."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=AdminAutoHeightTextInput,
        help_text=_("Citizens read it on the portal's address while the portal is suspended."),
    )
    expected_return = forms.DateTimeField(
        label=_("expected return"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Citizens are told this time. Leave it blank if it is not known."),
    )
    revoke_access = forms.BooleanField(
        label=_("revoke the access of the staff"),
        required=False,
        help_text=_(
            "All who work for the portal are signed out in any case. With this they cannot work on it until it is back."
        ),
    )

    def clean_expected_return(self) -> datetime | None:
        expected = self.cleaned_data["expected_return"]
        if expected is not None and expected <= timezone.now():
            raise forms.ValidationError(_("Give a time in the future."))
        return expected


class ResumeForm(CleanTextMixin, forms.Form):
    """Bring a suspended portal back."""

    reason = forms.CharField(
        label=_("reason"), max_length=500, help_text=_("It stands in the report to the managing agency.")
    )


class ArchiveForm(CleanTextMixin, forms.Form):
    """Close a portal for good."""

    legal_basis = forms.CharField(
        label=_("legal basis"),
        max_length=250,
        help_text=_(
            "The decision by which the portal closes, with its number and date. Citizens read it in the banner."
        ),
    )
    successor = forms.ModelChoiceField(
        label=_("successor"),
        queryset=Portal.objects.none(),
        required=False,
        help_text=_(
            "The portal that citizens are sent on to; it must be open already. Leave it blank if there is none."
        ),
    )
    understood = forms.BooleanField(
        label=_("I have understood that an archived portal cannot be reopened."),
        error_messages={"required": _("Confirm this to archive the portal.")},
    )

    def __init__(self, *args: Any, portal: Portal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Portal.objects.exclude(pk=portal.pk).filter(state=PortalState.LIVE)
        self.fields["successor"].queryset = others.select_related("kind")


class ChangeHostForm(CleanTextMixin, forms.Form):
    """Move a portal to another hostname."""

    host = forms.CharField(label=_("new hostname"), max_length=253)
    profile = forms.ChoiceField(
        label=_("hostname rules"),
        choices=HostnameProfile.choices,
        help_text=_("Which set of rules the hostname follows."),
    )
    reason = forms.CharField(
        label=_("reason"), max_length=500, help_text=_("The decision or document that asks for the change.")
    )

    def __init__(self, *args: Any, portal: Portal, on: date, **kwargs: Any) -> None:
        self.portal, self.on = portal, on
        super().__init__(*args, **kwargs)
        self.fields["profile"].initial = settings.HOSTNAME_PROFILE

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("host") and data.get("profile"):
            parent = self.portal.parent
            try:
                validate_host(
                    data["host"],
                    kind=self.portal.kind.code,
                    profile=data["profile"],
                    rules=hostname_rules(on=self.on),
                    base=settings.BASE_DOMAIN,
                    parent_host=parent.host if parent else "",
                    suffix=settings.HOST_SUFFIX,
                    taken=taken_hosts(),
                    reserved=reserved_labels(on=self.on),
                    portal_code=self.portal.code,
                )
            except HostnameRefused as refusal:
                self.add_error("profile" if refusal.code == "no_rule" else "host", str(refusal))
        if data.get("host") == self.portal.host:
            self.add_error("host", _("The portal answers on this hostname already."))
        return data
