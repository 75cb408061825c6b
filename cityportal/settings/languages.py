"""Vietnamese without prefix, English under /en/; the admin speaks Vietnamese first."""

from django.utils.translation import gettext_lazy as _

from .env import BASE_DIR, env

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

# Both win over the catalogues of the packages. The first holds what Wagtail and others lack in Vietnamese;
# `make messages` runs with the second alone, since Django writes to the first entry.
LOCALE_PATHS = [BASE_DIR / "cityportal" / "locale_wagtail", BASE_DIR / "cityportal" / "locale"]

# Dates as the state writes them: 25/11/2026, typed the same way. Both must stand in the input formats of each language.
FORMAT_MODULE_PATH = ["cityportal.formats"]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"

TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# An English page begins as a copy of the Vietnamese one, no alias, and is translated on our screens (decision 0139).
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# A machine translator, as a class of `wagtail_localize.machine_translators` or one like them. Empty: there is none, and
# no text leaves the installation.
TRANSLATION_MACHINE = env.str("TRANSLATION_MACHINE", default="")
if TRANSLATION_MACHINE:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": TRANSLATION_MACHINE,
        "OPTIONS": env.json("TRANSLATION_MACHINE_OPTIONS", default={}),
    }
