"""Forms that refuse ids of another portal (decision 0024)."""

from __future__ import annotations

import json

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from sites.directory import PortalRecord, get_directory
from sites.forms.proposing import ProposingFormMixin
from sites.references import foreign_references

FOREIGN_REFERENCE = _(
    "This refers to something that is not public of another portal, or that does not exist any more. Choose a picture "
    "or a file of this portal, or a public page."
)
# What the form of a stream says about itself; the rest are values.
BOOKKEEPING_ENDINGS = ("-count", "-type", "-order", "-deleted", "-id")


class OwnReferencesMixin:
    """Refuses what belongs to another portal, once the row holds what was typed: drafts and autosave as well."""

    def portal_of_references(self) -> PortalRecord | None:
        """The portal to which the row of this form belongs."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # mixed into a model form
        record = self.portal_of_references()
        refused = foreign_references(self.instance, record) if record is not None else set()  # type: ignore[attr-defined]
        for field in sorted({field for _model, _key, field in refused}):
            self.add_error(field if field in self.fields else None, FOREIGN_REFERENCE)  # type: ignore[attr-defined]
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


class PortalSettingForm(ProposingFormMixin, OwnReferencesMixin, WagtailAdminModelForm):
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
