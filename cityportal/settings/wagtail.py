"""Wagtail."""

from .languages import TIME_ZONE
from .portal import ADMIN_BASE_URL

WAGTAIL_SITE_NAME = "cityportal"
WAGTAILADMIN_BASE_URL = ADMIN_BASE_URL

WAGTAILIMAGES_IMAGE_MODEL = "library.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "library.forms.PortalImageForm"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "home.editing.rich_text.RichTextArea"}}
WAGTAILDOCS_DOCUMENT_MODEL = "library.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.forms.PortalDocumentForm"

# Publishing is our verb: it checks the board's recorded approval and then publishes (Regulation 13.1.g).
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.finish.publish_after_review"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

# The mail of an invitation proves an address; whoever could type another would learn whether that has an account.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Rights and time limits end with a day of the city: nobody chooses another.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# No request to third parties, from the admin either.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict] = []

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}

WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# 40 million pixels, as from a good camera: a small file of more fills the memory of the process.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024  # bytes
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "mp3", "mp4", "odp", "ods", "odt", "pdf",
    "ppt", "pptx", "rtf", "txt", "vtt", "xls", "xlsx", "zip",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024  # bytes
# Files come with a content disposition and through our domain only.
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# Ours keep one address for a page and all below it (`home.signal_handlers`).
WAGTAILREDIRECTS_AUTO_CREATE = False

# Slugs are ASCII by our own rule (đ -> d), in the browser and on the server.
WAGTAIL_ALLOW_UNICODE_SLUGS = False

TAGGIT_CASE_INSENSITIVE = True
