"""Creating a portal, and changing what it is described by."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import CleanTextMixin
from formats.vietnamese.phones import validate_phone_number
from formats.vietnamese.text import foreign_characters
from provisioning.forms.links import LinksField
from provisioning.from_file.columns import VIETNAMESE_COLUMNS
from provisioning.from_file.context import ProvisionContext
from provisioning.from_file.hosts import host_choices, qualifiers_for
from provisioning.from_file.reading import read_rows
from sites.enums import HostnameProfile, PortalState
from sites.errors import NamesRefused
from sites.hostnames.syntax import HostnameRefused
from sites.models import Portal, PortalKind
from sites.naming import UNIT_KINDS, Bodies, split_name
from sites.other_names import check_names, names_of
from sites.structures import ADDED_FACTS, PORTAL_FACTS, PortalSpec

# What follows from kind, parent and name as long as nobody says otherwise.
PROPOSED_FIELDS = ("code", "host", "name_en", "short_name_vi", "short_name_en", *Bodies._fields)
SPEC_FIELDS = ("code", "host", *PORTAL_FACTS)
_LINKS = Portal._meta.get_field("links")


class PortalCreateForm(CleanTextMixin, forms.ModelForm):
    """A new portal: what is left blank is proposed and shown before anything is created.

    The rules are those of the file of portals: the form has its one row checked in the same way.
    """

    host = forms.CharField(
        label=_("hostname"),
        max_length=253,
        required=False,
        help_text=_("Leave it blank: the rules propose one from kind, name and place."),
    )
    host_choice = forms.CharField(label=_("Choose a hostname"), required=False, widget=forms.RadioSelect)
    profile = forms.ChoiceField(
        label=_("hostname rules"),
        choices=HostnameProfile.choices,
        help_text=_("Which set of rules the hostname follows."),
    )
    label = forms.CharField(
        label=_("abbreviation in the hostname"),
        max_length=63,
        required=False,
        help_text=_("Only for an agency that chose an abbreviation or its English name (Article 5.2.b)."),
    )
    qualifier = forms.CharField(
        label=_("word that tells it apart"),
        max_length=100,
        required=False,
        help_text=_("Such as the former district, for a name that without marks is spelt like another one."),
    )
    # What the last answer proposed, so that a blank that the form filled is not taken for the operator's own word.
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Portal
        fields = ["kind", "parent", "code", *PORTAL_FACTS]

    def __init__(self, *args: Any, context: ProvisionContext, **kwargs: Any) -> None:
        self.context = context
        self.spec: PortalSpec | None = None
        self.has_news = False
        super().__init__(*args, **kwargs)
        for name in PROPOSED_FIELDS:
            self.fields[name].required = False
        parents = {kind for kinds in context.parent_kinds.values() for kind in kinds}
        self.fields["parent"].queryset = (
            Portal.objects.filter(kind__code__in=parents).exclude(state=PortalState.ARCHIVED).select_related("kind")
        )
        self.fields["parent"].empty_label = _("The city portal")
        self.fields["kind"].queryset = PortalKind.objects.order_by("position", "code")
        self.fields["profile"].initial = context.profile
        self.fields["host_choice"].widget.choices = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") is None or not data.get("name_vi"):
            return data
        self._adopt_choice(data)
        given = self._given(data)
        spec, errors = self._check(given)
        if errors:
            self._show(errors, given)
        elif spec.code in {portal.code for portal in self.context.registered}:
            self._refuse_known(spec, given)
        elif not self.errors:
            self._take(spec, given, data)
        return data

    @property
    def is_complete(self) -> bool:
        """Whether the operator has seen everything that will be written."""
        return self.is_valid() and self.spec is not None and not self.has_news

    def _adopt_choice(self, data: dict[str, Any]) -> None:
        """A hostname that was chosen is as good as one that was typed, and is kept in the same place."""
        if data.get("host_choice") and not data.get("host"):
            data["host"] = data["host_choice"]
            self.data = self.data.copy()
            self.data[self.add_prefix("host")] = data["host"]
            self.data.pop(self.add_prefix("host_choice"), None)

    def _given(self, data: dict[str, Any]) -> dict[str, str]:
        """What the operator wrote, without what the form itself had filled in."""
        try:
            earlier = json.loads(data.get("proposed") or "{}")
        except ValueError:
            earlier = {}
        return {
            name: "" if name in earlier and earlier[name] == data.get(name) else data.get(name) or ""
            for name in SPEC_FIELDS
        }

    def _check(self, given: dict[str, str]) -> tuple[PortalSpec, list[Any]]:
        data = self.cleaned_data
        parent = data.get("parent")
        cells = given | {
            "kind": data["kind"].code,
            "parent": parent.code if parent else "",
            "profile": data.get("profile") or "",
            "label": data.get("label") or "",
            "qualifier": ";".join(qualifiers_for(given["name_vi"], data.get("qualifier") or "")),
        }
        result = read_rows([cells], self.context)
        return (result.rows[0] if result.rows else None), result.errors

    def _show(self, errors: list[Any], given: dict[str, str]) -> None:
        for error in errors:
            field = error.column if error.column in self.fields else None
            if field is None or field not in self.errors:
                self.add_error(field, error.message)
        if "host" in self.errors and not given["host"]:
            data = self.cleaned_data
            choices = host_choices(
                name=given["name_vi"],
                kind=data["kind"].code,
                parent=data.get("parent"),
                profile=data.get("profile", self.context.profile),
                label=data.get("label") or "",
                qualifier=data.get("qualifier") or "",
                context=self.context,
            )
            self.fields["host_choice"].widget.choices = [(host, host) for host in choices]

    def _refuse_known(self, spec: PortalSpec, given: dict[str, str]) -> None:
        known = next(portal for portal in self.context.registered if portal.code == spec.code)
        message = _("There is a portal with this code already: %(name)s. Change it there, or enter another code.")
        if not given["code"]:
            message = _("There is a portal of this kind with this name in this place already: %(name)s.")
        self.add_error("code" if given["code"] else "name_vi", message % {"name": known.name_vi})

    def _take(self, spec: PortalSpec, given: dict[str, str], data: dict[str, Any]) -> None:
        """Keep the portal; show again what the operator has not seen yet."""
        self.spec = spec
        final = {name: getattr(spec, name) for name in PROPOSED_FIELDS}
        self.has_news = any(final[name] != (data.get(name) or "") for name in PROPOSED_FIELDS)
        if self.has_news:
            self.data = self.data.copy()
            for name, value in final.items():
                self.data[self.add_prefix(name)] = value
            shown = {name: value for name, value in final.items() if not given[name]}
            self.data[self.add_prefix("proposed")] = json.dumps(shown, ensure_ascii=False)

    def _post_clean(self) -> None:
        """Nothing more: no row is made here, provisioning makes it from the spec."""


class PortalFactsForm(CleanTextMixin, forms.ModelForm):
    """What a portal is described by. Its host and its state change by verbs of their own."""

    links = LinksField(label=_LINKS.verbose_name, help_text=_LINKS.help_text, required=False)

    class Meta:
        model = Portal
        fields = [*PORTAL_FACTS, *ADDED_FACTS]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        validate_phone_number(phone)
        return phone

    def clean_spokesperson_phone(self) -> str:
        phone: str = self.cleaned_data["spokesperson_phone"]
        validate_phone_number(phone)
        return phone

    def clean_also_known_as(self) -> str:
        names: str = self.cleaned_data["also_known_as"]
        try:
            check_names(names)
        except NamesRefused as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return "\n".join(names_of(names))

    def clean_name_vi(self) -> str:
        name = self.cleaned_data["name_vi"]
        kind = self.instance.kind.code
        if kind in UNIT_KINDS and split_name(name, kind) is None:
            raise forms.ValidationError(str(HostnameRefused("no_type_word", name=name)))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in VIETNAMESE_COLUMNS:
            if strange := foreign_characters(data.get(name) or ""):
                message = _("Characters that Vietnamese text does not have: %(characters)s.")
                self.add_error(name, message % {"characters": strange})
        return data

    def _post_clean(self) -> None:
        """The instance keeps its values: `change_portal_facts` compares and writes."""


class PortalContactsForm(PortalFactsForm):
    """What the administrators of a portal write of how citizens reach it."""

    class Meta(PortalFactsForm.Meta):
        fields = ["responsible_person", "spokesperson", "address", "phone", "email", *ADDED_FACTS]
