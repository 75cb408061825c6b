"""Forms of the own account, as tests send them."""

OWN = {
    "name_email-first_name": "Mới", "name_email-last_name": "Lê", "locale-preferred_language": "vi",
    "locale-current_time_zone": "Asia/Ho_Chi_Minh", "theme-theme": "system", "theme-contrast": "system",
    "theme-density": "default", "digest-digest": "daily", "theme-keyboard_shortcuts": "on",
}  # fmt: skip
