"""Forms that refuse ids of another portal (decision 0024)."""

from __future__ import annotations

import json

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import ModelChoiceField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.base import BlockField

from adminviews.hidden_inputs import parse_pk
from editorial.forms.proposals import ProposingFormMixin
from editorial.integrity.references import Reference, foreign_references
from home.blocks.choosers import chosen_in, unread
from sites.directory import PortalRecord, get_directory

FOREIGN_REFERENCE = _(
    "This refers to something that is not public of another portal, or that does not exist any more. Choose a picture "
    "or a file of this portal, or a public page."
)
# What the form of a stream says about itself; the rest are values.
BOOKKEEPING_ENDINGS = ("-count", "-type", "-order", "-deleted", "-id")


class ScopedReferencesMixin:
    """Refuses what belongs to another portal, once the row holds what was typed: drafts and autosave as well."""

    def portal_of_references(self) -> PortalRecord | None:
        """The portal to which the row of this form belongs."""
        raise NotImplementedError

    def full_clean(self) -> None:
        """Look at what was sent before anything reads its rows: a form with other errors shows their titles as well.

        What is of another portal and what does not exist is taken out alike, so no error tells one from the other.
        """
        self.foreign_fields: set[str] = set()
        self.allowed: set[Reference] = set()
        record = self.portal_of_references() if self.is_bound else None  # type: ignore[attr-defined]
        if record is not None:
            named = self._named()
            refused = foreign_references(self.instance, record, named=named)  # type: ignore[attr-defined]
            self.allowed = set(named) - refused
            self._refuse(refused)
        super().full_clean()  # type: ignore[misc]  # mixed into a model form

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # mixed into a model form
        record = self.portal_of_references()
        if record is not None:
            self._refuse(foreign_references(self.instance, record, allowed=self.allowed))  # type: ignore[attr-defined]
        for field in sorted(self.foreign_fields):
            at = field if field in self.fields else None  # type: ignore[attr-defined]
            self.add_error(at, FOREIGN_REFERENCE)  # type: ignore[attr-defined]
            # Before other errors of a field: of a stream only the first is shown.
            errors = self._errors[at or NON_FIELD_ERRORS].data  # type: ignore[attr-defined]
            errors.insert(0, errors.pop())

    def _named(self) -> list[Reference]:
        """Rows that the form names in its choosers, blocks and texts."""
        found: list[Reference] = []
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if field.disabled:
                continue
            if isinstance(field, BlockField):
                with unread():
                    raw = field.block.get_prep_value(self[name].data)  # type: ignore[index]
                found += [(model, key, name) for model, key in chosen_in(field.block, raw)]
            elif isinstance(field, ModelChoiceField) and isinstance(field.widget, BaseChooser):
                key = parse_pk(self[name].data)  # type: ignore[index]
                found += [(field.queryset.model, key, name)] if key is not None else []
        return found

    def _refuse(self, refused: set[Reference]) -> None:
        self.foreign_fields |= {field for _model, _key, field in refused}
        if refused:
            self._forget({(field, str(key)) for _model, key, field in refused})

    def _forget(self, refused: set[tuple[str, str]]) -> None:
        """Take what was refused out of the form that is shown again: choosers and links show the title of their row."""
        data: QueryDict = self.data.copy()  # type: ignore[has-type]  # mixed into a form
        for name in data:
            value = str(data[name])
            field = name.split("-", 1)[0]
            if (field, value) in refused and not name.endswith(BOOKKEEPING_ENDINGS):
                data[name] = ""
            elif value.startswith("{"):
                data[name] = without_entities(value, {key for at, key in refused if at == field})
        self.data = data


class PortalSettingForm(ProposingFormMixin, ScopedReferencesMixin, WagtailAdminModelForm):
    """The form of a setting of one portal: what the public sees of it changes by proposal."""

    def portal_of_references(self) -> PortalRecord | None:
        return get_directory().for_site(self.instance.site_id)


def without_entities(rich_text: str, keys: set[str]) -> str:
    """Rich text as the editor posts it, links to these rows turned into empty ones: the words stay."""
    try:
        state = json.loads(rich_text)
        for entity in state["entityMap"].values():
            if str(entity["data"].get("id")) in keys:
                entity |= {"type": "LINK", "data": {"url": ""}}
    except (ValueError, KeyError, AttributeError, TypeError):
        return rich_text
    return json.dumps(state)
