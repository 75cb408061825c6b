"""The form of a screen that only asks to confirm."""

from django import forms


class ConfirmForm(forms.Form):
    """A form without fields: its button confirms."""
