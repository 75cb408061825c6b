"""Fields of forms that offer portals."""

from __future__ import annotations

from typing import Any

from django import forms


class ListedNamesMixin:
    """For a field that offers portals: archived ones say that they are."""

    def label_from_instance(self, obj: Any) -> str:
        name: str = obj.listed_name
        return name


class PortalChoiceField(ListedNamesMixin, forms.ModelChoiceField):
    """A choice of portals."""
