"""Tries that are counted, as tests make them."""

from django.urls import reverse


def change_password(client_, old):
    sent = {"old_password": old, "new_password1": "mot-mat-khau-khac-2026", "new_password2": "mot-mat-khau-khac-2026"}
    return client_.post(
        reverse("wagtailadmin_account"),
        {f"password-{name}": value for name, value in sent.items()}
        | {"name_email-first_name": "Lan", "name_email-last_name": "Lê", "locale-preferred_language": "vi"}
        | {"locale-current_time_zone": "Asia/Ho_Chi_Minh", "theme-theme": "system", "theme-contrast": "system"}
        | {"theme-density": "default", "digest-digest": "daily", "theme-keyboard_shortcuts": "on"},
    )
